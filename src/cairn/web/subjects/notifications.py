"""The web side of notifications."""

from __future__ import annotations

from django.urls import reverse

from cairn.accounts.roles import RECORD_KEEPERS
from cairn.record.notifications.models import Notification
from cairn.record.notifications.subject import NOTIFICATION
from cairn.web.base.filters import when
from cairn.web.subjects.cards import Card, Reading
from cairn.web.subjects.declaration import WebSubject


def _card(row: Notification, reading: Reading) -> Card:
    matters = ", ".join(dict.fromkeys(map(str, row.matters.all())))
    # There is none of what was not told in person. Whom the acknowledgement's page would refuse is not sent there.
    may = row.in_person and reading.owns and not reading.past and reading.role in RECORD_KEEPERS
    printed = (("Acknowledgement (PDF)", reverse("acknowledgement", args=[row.pk])),) if may else ()
    told = "" if row.in_person else ", not in person: meets no duty"
    return Card(
        title=matters or "Notification",
        note=f"{when(row.given_at)}, {row.station}, taken by {row.received_by.name}{told}",
        links=printed,
    )


WEB = WebSubject(subject=NOTIFICATION, card=_card)
