"""What the worker does for the ledger: seal what was written, each minute."""

from __future__ import annotations

from procrastinate.contrib.django import app

from cairn.ledger.log.publishing import seal_and_publish


@app.periodic(cron="* * * * *")
@app.task(queue="ledger", queueing_lock="ledger", lock="ledger", name="ledger.seal")
def seal_each_minute(timestamp: int) -> None:
    """Seal and publish. With nothing new there is no new head."""
    seal_and_publish()
