"""What the worker does for itself: it takes up what a dead one left, and lets go of what is long done."""

from __future__ import annotations

from procrastinate import JobContext
from procrastinate.contrib.django import app

from cairn.worker.interrupted import take_up

# So long `cairn check` can tell how a job ended that runs once a day, and whoever looks into a bad week what ran.
_KEEP_HOURS = 30 * 24


# Before everything that waits, and without a lock: nothing that was interrupted can hold it up.
@app.periodic(cron="* * * * *")
@app.task(queue="worker", queueing_lock="worker", priority=10, pass_context=True, name="worker.take-up")
async def take_up_each_minute(context: JobContext, timestamp: int) -> None:
    """Queue again what was interrupted. With nothing interrupted nothing happens."""
    await take_up(context.app.job_manager)


@app.periodic(cron="30 3 * * *")
@app.task(queue="worker", queueing_lock="forget", pass_context=True, name="worker.forget")
async def forget_nightly(context: JobContext, timestamp: int) -> None:
    """Remove jobs that ended a month ago: three a minute would fill the database in time."""
    await context.app.job_manager.delete_old_jobs(
        nb_hours=_KEEP_HOURS, include_failed=True, include_cancelled=True, include_aborted=True
    )
