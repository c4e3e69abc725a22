"""A record that MAPPA may still need is kept, and so is one of which that is not known."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from cairn.errors import Conflict
from cairn.law.facts import Conviction, Disposal, Person, Term
from cairn.plan.disposal import object_while_managed
from cairn.record.retention.obstacles import DisposalConsidered

TODAY = date(2026, 3, 2)


def considered(*disposals: Disposal) -> DisposalConsidered:
    """Somebody convicted of wounding with intent, a listed violent offence, who is registered for nothing."""
    wounding = Conviction(
        id="w",
        date=date(2025, 3, 3),
        offence="Offences against the Person Act 1861 s.18",
        disposals=disposals,
    )
    return DisposalConsidered(uuid4(), Person(born=date(1980, 5, 1), convictions=(wounding,)), TODAY)


def test_a_record_in_a_category_is_kept() -> None:
    prison = Disposal(kind="imprisonment", term=Term(years=4))
    with pytest.raises(Conflict, match="category 2"):
        object_while_managed(considered(prison))


def test_a_record_of_which_the_category_is_undecided_is_kept_meanwhile() -> None:
    with pytest.raises(Conflict) as refusal:
        object_while_managed(considered())
    assert refusal.value.message.startswith(
        "Whether MAPPA applies to the person: Undecided. It may be category 2"
    )
    assert refusal.value.message.endswith("The record is kept meanwhile.")
