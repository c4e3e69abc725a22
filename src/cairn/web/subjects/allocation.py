"""The web side of who manages the person."""

from __future__ import annotations

from cairn.record.allocation.models import Allocation
from cairn.record.allocation.subject import ALLOCATION
from cairn.web.base.filters import day
from cairn.web.subjects.cards import Card, Reading
from cairn.web.subjects.declaration import WebSubject


def _card(row: Allocation, _: Reading) -> Card:
    until = f" until {day(row.ends)}" if row.ends else ""
    words = " ".join(filter(None, (f"From {day(row.starts)}{until}.", row.reason, row.note)))
    return Card(title=f"{row.officer.name}, {row.team.name}", note=words)


WEB = WebSubject(
    subject=ALLOCATION, card=_card, none="Nobody manages this person. They need an offender manager."
)
