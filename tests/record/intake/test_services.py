"""Putting somebody on the register with all that is known: all of it or nothing, worked out once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.clock.explaining.queries import case_summary_of
from cairn.errors import BadInput, Conflict, NotAllowed
from cairn.record.addresses.queries import current_home
from cairn.record.convictions.models import Disposal
from cairn.record.convictions.queries import convictions_of
from cairn.record.convictions.services import NewDisposal
from cairn.record.identity.models import Nominal
from cairn.record.identity.services import NewIdentifier
from cairn.record.intake.services import IntakeConviction, IntakeDisposal, add_person_with_convictions
from cairn.record.notifications.changes import NewAddress
from tests.factories.access import make_user

pytestmark = pytest.mark.django_db

WHO: Mapping[str, Any] = {
    "forenames": "Rowan",
    "surname": "Testcase",
    "date_of_birth": date(1980, 5, 1),
    "sex": "male",
}


def rape(**disposal: Any) -> IntakeConviction:
    return conviction("SOA 2003 s.1", **disposal)


def conviction(offence: str, *, follows: int | None = None, **disposal: Any) -> IntakeConviction:
    facts = {"outcome": "conviction", "on": date(2020, 3, 2), "offence": offence}
    return IntakeConviction(facts, (IntakeDisposal(NewDisposal(**disposal), follows),))


def test_a_person_is_registered_from_all_of_it_at_once() -> None:
    with acting_as(make_user()) as officer:
        nominal = add_person_with_convictions(
            officer,
            **WHO,
            identifiers=[NewIdentifier("pnc", "2001/9876543X")],
            officer=officer,
            convictions=[rape(kind="imprisonment", years=4)],
            home=NewAddress(kind="home", lines="1 Fell View", starts=date(2024, 1, 1)),
        )
        standing = case_summary_of(nominal.pk)
        home = current_home(nominal.pk, as_at=date(2024, 6, 1))
    assert standing is not None
    assert (standing.registrable, standing.indefinite, standing.since) == (True, True, date(2020, 3, 2))
    assert standing.officer_id == officer.pk
    assert home is not None
    assert home.lines == "1 Fell View"


@pytest.mark.parametrize("follower_first", [True, False])
def test_terms_follow_one_another_whichever_was_typed_first(*, follower_first: bool) -> None:
    first = rape(kind="imprisonment", months=20)
    second = conviction("SOA 2003 s.3", follows=1 if follower_first else 0, kind="imprisonment", months=12)
    typed = [second, first] if follower_first else [first, second]
    with acting_as(make_user()) as officer:
        nominal = add_person_with_convictions(officer, **WHO, convictions=typed)
        followed = Disposal.objects.get(consecutive_to__isnull=False)
        assert (followed.conviction.offence, followed.months) == ("SOA 2003 s.3", 12)
        assert followed.consecutive_to is not None
        assert followed.consecutive_to.offence == "SOA 2003 s.1"
        standing = case_summary_of(nominal.pk)
    # 32 months together: 30 months or more is for life, which neither term is alone.
    assert standing is not None
    assert standing.indefinite


def test_a_person_may_be_added_before_anything_else_is_known() -> None:
    with acting_as(make_user()) as officer:
        nominal = add_person_with_convictions(officer, **WHO)
        assert convictions_of(nominal.pk) == []


TERMLESS = rape(kind="imprisonment")
NOWHERE = NewAddress(kind="home", lines="1 Fell View", postcode="nowhere", starts=date(2024, 1, 1))
LOST = conviction("SOA 2003 s.3", follows=5, kind="imprisonment", months=12)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"convictions": [TERMLESS]}, "months"),
        ({"home": NOWHERE}, "postcode"),
        ({"convictions": [LOST]}, "consecutive_to"),
    ],
)
def test_what_is_refused_leaves_nobody_behind(wrong: dict[str, Any], field: str) -> None:
    with acting_as(make_user()) as officer:
        with pytest.raises(BadInput) as refusal:
            add_person_with_convictions(officer, **WHO, **wrong)
        assert not Nominal.objects.exists()
    assert refusal.value.field == field


def test_a_number_of_somebody_else_is_a_conflict_and_adds_nobody() -> None:
    number = [NewIdentifier("pnc", "2001/9876543X")]
    with acting_as(make_user()) as officer:
        add_person_with_convictions(officer, **WHO, identifiers=number)
        with pytest.raises(Conflict) as refusal:
            add_person_with_convictions(officer, **{**WHO, "surname": "Another"}, identifiers=number)
        assert Nominal.objects.count() == 1
    assert refusal.value.field == "pnc"


def test_who_does_not_keep_the_record_adds_nobody() -> None:
    with acting_as(make_user(Role.COORDINATOR)) as coordinator, pytest.raises(NotAllowed):
        add_person_with_convictions(coordinator, **WHO)
