"""How the worker is: when it was last heard of, what was interrupted, and what failed when it last ran."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, connections

from cairn.worker.interrupted import SILENT_SECONDS

# Twice what makes a worker silent: one that is only slow is not reported.
_GONE_SECONDS = 2 * SILENT_SECONDS

_INTERRUPTED = """
SELECT job.task_name, max(event.at)
FROM procrastinate_jobs job
LEFT JOIN procrastinate_workers worker ON worker.id = job.worker_id
LEFT JOIN procrastinate_events event ON event.job_id = job.id AND event.type = 'started'
WHERE job.status = 'doing'
  AND (worker.id IS NULL OR worker.last_heartbeat < now() - make_interval(secs => %s))
GROUP BY job.id, job.task_name ORDER BY job.id
"""
_FAILED = """
SELECT task_name, at FROM (
    SELECT DISTINCT ON (job.task_name) job.task_name, job.status, event.at
    FROM procrastinate_jobs job JOIN procrastinate_events event ON event.job_id = job.id
    WHERE event.type IN ('succeeded', 'failed', 'aborted')
    ORDER BY job.task_name, event.at DESC, event.id DESC) last
WHERE status <> 'succeeded' ORDER BY task_name
"""
_HEARD = "SELECT max(last_heartbeat), coalesce(max(last_heartbeat) > now() - make_interval(secs => %s), false) FROM procrastinate_workers"


@dataclass(frozen=True, slots=True)
class JobAt:
    """A job by its name, and the moment at which it was started or ended, if that is known."""

    name: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class WorkerState:
    """
    How the worker is.

    Parameters
        running: whether one has said within the last minute that it is alive.
        heard: when one last said so; None if none is known (none ran yet, or the last was stopped in order).
        interrupted: jobs whose worker died while it did them, with when they were started.
        failed: jobs that failed when they last ended, with when.
    """

    running: bool
    heard: datetime | None
    interrupted: tuple[JobAt, ...] = ()
    failed: tuple[JobAt, ...] = ()

    @property
    def is_well(self) -> bool:
        """Whether no job is interrupted or failed. That no worker runs is no fault before the first start."""
        return not (self.interrupted or self.failed)

    def sentences(self, *jobs: str) -> list[str]:
        """What an operator should know, a sentence each; only about the jobs named, if any are."""
        said = [
            f"Job {job.name} was interrupted: its worker stopped while doing it{_since(job.at)}. "
            + ("It is taken up again within two minutes." if self.running else "Start `cairn worker`.")
            for job in self.interrupted
            if not jobs or job.name in jobs
        ]
        said += [
            f"Job {job.name} failed when it last ran{_ended(job.at)}. The worker's log says why."
            for job in self.failed
            if not jobs or job.name in jobs
        ]
        if not self.running and not jobs:
            last = f" The last was heard of at {_moment(self.heard)}." if self.heard else ""
            said.append(f"No worker is running: start `cairn worker`.{last}")
        return said


def worker_state(using: str = DEFAULT_DB_ALIAS) -> WorkerState:
    """
    How the worker is now.

    Raises
        django.db.Error: the database cannot be asked, or has not been migrated.
    """
    with connections[using].cursor() as cursor:
        cursor.execute(_HEARD, [_GONE_SECONDS])
        heard, running = cursor.fetchone()
        cursor.execute(_INTERRUPTED, [SILENT_SECONDS])
        interrupted = tuple(JobAt(*row) for row in cursor.fetchall())
        cursor.execute(_FAILED)
        failed = tuple(JobAt(*row) for row in cursor.fetchall())
    return WorkerState(running, heard, interrupted, failed)


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M} UTC" if at else "a moment that is not known"


def _since(at: datetime | None) -> str:
    return f" (started {_moment(at)})" if at else ""


def _ended(at: datetime | None) -> str:
    return f" ({_moment(at)})" if at else ""
