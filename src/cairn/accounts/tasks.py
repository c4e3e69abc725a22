"""What the worker does by itself for the people who sign in: it mails what waits for them, each minute."""

from __future__ import annotations

from procrastinate.contrib.django import app

from cairn.accounts.messages.sending import send_due


@app.periodic(cron="* * * * *")
@app.task(queue="mail", queueing_lock="mail", lock="mail", name="messages.send")
def send_each_minute(timestamp: int) -> None:
    """Send what waits. A failure is tried again after a while that doubles."""
    send_due()
