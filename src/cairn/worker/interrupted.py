"""
Jobs whose worker died while it did them: taken up again, or given up until their next time.

The queue keeps such a job "doing" and its lock held, and does nothing about it by itself: a worker says every ten
seconds that it is alive, and a job whose worker has not said so for half a minute is nobody's. Every scheduled job
is safe to run again, so it is simply queued anew.

Source: procrastinate documentation, "Retry stalled jobs".
"""

from __future__ import annotations

import logging

from procrastinate.exceptions import ConnectorException, UniqueViolation
from procrastinate.jobs import Job, Status
from procrastinate.manager import JobManager

# The queue's own measure of a worker that is gone (stalled_worker_timeout).
SILENT_SECONDS = 30
# A job that kills its worker each time must not do so for ever: it waits for its next scheduled time.
MOST_ATTEMPTS = 3

_log = logging.getLogger(__name__)


async def take_up(jobs: JobManager, *, silent_seconds: float = SILENT_SECONDS) -> list[int]:
    """
    Queue every interrupted job again, and say so in the log; give the ids of those queued.

    A job that has stopped its worker MOST_ATTEMPTS times, or whose next run waits already, is ended as failed, which
    frees its lock: the next run does what it left.

    Parameters
        silent_seconds: how long its worker must have been silent.
    """
    queued: list[int] = []
    for job in await jobs.get_stalled_jobs(seconds_since_heartbeat=silent_seconds):
        if job.attempts + 1 >= MOST_ATTEMPTS:
            _log.error(
                "job %s (%s) was interrupted %d times: it waits for its next scheduled time",
                job.task_name,
                job.id,
                job.attempts + 1,
            )
            await _end(jobs, job)
        elif await _queued_again(jobs, job):
            _log.warning("job %s (%s) was interrupted and is taken up again", job.task_name, job.id)
            queued.append(job.id or 0)
        else:
            _log.warning("job %s (%s) was interrupted; its next run does its work", job.task_name, job.id)
    return queued


async def _queued_again(jobs: JobManager, job: Job) -> bool:
    try:
        await jobs.retry_job(job)
    except UniqueViolation:
        # Its next run was queued meanwhile, and waits for the lock that this one holds.
        await _end(jobs, job)
        return False
    except ConnectorException:
        _log.info("job %s (%s) is somebody's again", job.task_name, job.id)
        return False
    return True


async def _end(jobs: JobManager, job: Job) -> None:
    await jobs.finish_job(job, status=Status.FAILED, delete_job=False)
