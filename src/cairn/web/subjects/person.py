"""The web side of the person's own particulars."""

from __future__ import annotations

from dataclasses import replace

from cairn.record.identity.models import Nominal
from cairn.record.identity.subject import PERSON
from cairn.web.subjects.cards import Card, Reading, plain_card
from cairn.web.subjects.declaration import WebSubject


def _card(row: Nominal, reading: Reading) -> Card:
    """The name stands over the page: here are the particulars alone."""
    return replace(plain_card(PERSON, row, reading), title="")


WEB = WebSubject(subject=PERSON, card=_card)
