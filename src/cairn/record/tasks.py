"""What the worker does by itself for the record: confirmed disposals, in the small hours."""

from __future__ import annotations

from procrastinate.contrib.django import app

from cairn.dates import today
from cairn.record.retention.disposal import dispose


@app.periodic(cron="40 2 * * *")
@app.task(queue="clock", queueing_lock="disposal", lock="clock", name="retention.dispose")
def dispose_nightly(timestamp: int) -> None:
    """Carry out the decisions to dispose that have waited long enough. Those refused are tried again."""
    dispose(on=today())
