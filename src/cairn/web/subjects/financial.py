"""The web side of bank accounts and cards."""

from __future__ import annotations

from cairn.record.financial.models import FinancialDetail
from cairn.record.financial.subject import FINANCIAL
from cairn.web.base.filters import day
from cairn.web.subjects.cards import Card, Reading
from cairn.web.subjects.declaration import WebSubject

_LAST = 4


def _card(row: FinancialDetail, _: Reading) -> Card:
    """Enough to know which it is: the whole number stands in its history and where it is corrected."""
    number = (row.account_number or row.card_number).replace(" ", "")
    ending = f"number ending {number[-_LAST:]}" if len(number) > _LAST else ""
    since = f"from {day(row.held_from)}" if row.held_from else ""
    until = f"until {day(row.held_until)}" if row.held_until else ""
    expires = f"expires {row.expires}" if row.expires else ""
    said = ", ".join(part for part in (ending, expires, since, until, row.business_name) if part)
    return Card(title=str(row), note=said[:1].upper() + said[1:])


WEB = WebSubject(subject=FINANCIAL, card=_card)
