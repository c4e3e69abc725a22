"""What the worker does by itself: the nightly run, soon after midnight."""

from __future__ import annotations

from procrastinate.contrib.django import app

from cairn.clock.running.run import RunResult, run
from cairn.dates import today


@app.periodic(
    cron="10 0,1 * * *"
)  # twice: the schedule is in UTC, and midnight in London moves with the clocks
@app.task(queue="clock", queueing_lock="clock", lock="clock", name="clock.nightly")
def nightly(timestamp: int) -> None:
    """Bring to today the duties that change by themselves. A second run finds nothing left to do."""
    bring_to_today()


def bring_to_today() -> RunResult:
    """The run itself, on today's day in London."""
    return run(on=today())
