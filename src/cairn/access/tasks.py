"""What the worker does by itself each minute: it tells of late reviews, and mails what waits."""

from __future__ import annotations

from procrastinate.contrib.django import app

from cairn.access.deciders.services import tell_of_late_reviews
from cairn.accounts.messages.sending import send_due


@app.periodic(cron="* * * * *")
@app.task(queue="mail", queueing_lock="mail", lock="mail", name="messages.send")
def send_each_minute(timestamp: int) -> None:
    """Send what waits. A failure is tried again after a while that doubles."""
    send_due(tell_of_late_reviews)
