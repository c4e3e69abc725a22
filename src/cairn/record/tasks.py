"""What the worker does by itself for the record, in the small hours: confirmed disposals, and a sweep."""

from __future__ import annotations

from procrastinate.contrib.django import app

from cairn.dates import today
from cairn.record.drafts.sweeping import sweep_sent_forms
from cairn.record.retention.disposal import dispose


@app.periodic(cron="40 2 * * *")
@app.task(queue="clock", queueing_lock="disposal", lock="clock", name="retention.dispose")
def dispose_nightly(timestamp: int) -> None:
    """Carry out the decisions to dispose that have waited long enough. Those refused are tried again."""
    dispose(on=today())


@app.periodic(cron="50 3 * * *")
@app.task(queue="clock", queueing_lock="sent-forms", name="drafts.sweep")
def sweep_nightly(timestamp: int) -> None:
    """Forget which forms were sent, once their pages can be sent no more."""
    sweep_sent_forms()
