"""Acts on the record that tests begin with: what went in before the act under test."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from cairn.accounts.models import User
from cairn.errors import CairnError
from cairn.record.convictions.models import Conviction
from cairn.record.convictions.services import NewDisposal, record_conviction
from cairn.record.orders.models import CourtOrder
from cairn.record.orders.services import record_order

TODAY = date(2024, 6, 1)


def convict(user: User, nominal_id: UUID, **facts: Any) -> Conviction:
    """Thirty months in prison for sexual activity with a child: registrable without end."""
    known: dict[str, Any] = {
        "outcome": "conviction",
        "on": date(2015, 3, 2),
        "offence": "SOA 2003 s.9",
        "disposals": [NewDisposal("imprisonment", months=30)],
        "today": TODAY,
    }
    return record_conviction(user, nominal_id=nominal_id, **{**known, **facts})


def order(user: User, nominal_id: UUID, **facts: Any) -> CourtOrder:
    """A sexual harm prevention order of seven years."""
    known: dict[str, Any] = {
        "kind": "shpo",
        "made_on": date(2020, 3, 2),
        "until": date(2027, 3, 1),
        "today": TODAY,
    }
    return record_order(user, nominal_id=nominal_id, **{**known, **facts})


def refused_at(error: CairnError) -> tuple[str, str | None]:
    """Which refusal, and at which field."""
    return type(error).__name__, error.field
