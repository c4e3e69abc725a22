"""Disclosures that tests begin with."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from cairn.accounts.models import User
from cairn.record.disclosures.checks import Abroad, Telling

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)
TOLD = datetime(2024, 5, 30, 9, 30, tzinfo=UTC)


def a_telling(told_by: User, **facts: Any) -> Telling:
    """A probation officer told under the duty to co-operate; nobody need have authorised it."""
    known: dict[str, Any] = {
        "told_at": TOLD,
        "told_by": told_by,
        "recipient": "Ellis Marr, Northmoor Probation Service",
        "recipient_kind": "mappa-agency",
        "what": "That they now live beside a primary school",
        "why": "The licence is theirs to vary",
        "power": "co-operation",
        "subject_told": True,
    }
    return Telling(**(known | facts))


def to_a_mother(told_by: User, authorised_by: User | None, **facts: Any) -> Telling:
    """A member of the public told about a child sex offender, which a supervisor authorises."""
    known: dict[str, Any] = {
        "recipient": "Ms A. Invented, mother of the child",
        "recipient_kind": "member-of-public",
        "what": "That they were convicted in 2015 of an offence against a child",
        "why": "Nothing less would protect the child",
        "power": "child-sex-offender",
        "power_which": "Her daughter, whom they collect from school",
        "authorised_by": authorised_by,
        "subject_told": False,
        "subject_told_why": "They would move on before the child is safe",
        "conditions": "To tell nobody else",
    }
    return a_telling(told_by, **(known | facts))


def abroad(**facts: Any) -> Abroad:
    """To an authority of a country that is approved."""
    known: dict[str, Any] = {"country": "Ruritania", "ground": "approved", "relevant_authority": True}
    return Abroad(**(known | facts))


def to_another_country(told_by: User, **facts: Any) -> Telling:
    """A foreign police told of a journey."""
    known: dict[str, Any] = {
        "recipient": "National Police of Ruritania",
        "recipient_kind": "overseas-authority",
        "what": "That they arrive on 12 June, and the convictions",
        "why": "They have booked a stay beside a holiday camp for children",
        "power": "policing-purpose",
        "conditions": "Not to be passed on without the force's authority",
    }
    return a_telling(told_by, **(known | facts))
