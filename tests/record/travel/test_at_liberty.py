"""Nobody leaves the country from custody, or is held here while abroad; and an excuse is in words."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.errors import BadInput, Conflict
from cairn.record.custody.services import record_time_away
from cairn.record.travel.services import record_trip
from tests.factories.access import make_user
from tests.factories.acts import TODAY
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def away(user: User, nominal_id: UUID, kind: str, began: date, ended: date | None = None) -> Any:
    return record_time_away(
        user, nominal_id=nominal_id, kind=kind, began=began, ended=ended, place="", today=TODAY
    )


def leave(user: User, nominal_id: UUID, departs: date, **more: Any) -> Any:
    return record_trip(
        user,
        nominal_id=nominal_id,
        known_on=date(2024, 1, 2),
        departs_on=departs,
        returns_on=None,
        first_country="France",
        today=TODAY,
        **more,
    )


def test_a_departure_in_the_middle_of_custody_is_refused_at_its_field() -> None:
    with acting_as(make_user()) as user:
        nominal_id = make_person(user).pk
        held = away(user, nominal_id, "custody", date(2024, 2, 1), date(2024, 4, 1))
        with pytest.raises(Conflict) as refusal:
            leave(user, nominal_id, date(2024, 3, 1))
        assert (refusal.value.field, refusal.value.about) == ("departs_on", ("record_timeaway", held.pk))
        assert leave(user, nominal_id, date(2024, 4, 1)).pk


def test_a_release_not_known_yet_stands_in_the_way_of_no_departure_to_come() -> None:
    with acting_as(make_user()) as user:
        nominal_id = make_person(user).pk
        away(user, nominal_id, "custody", date(2024, 2, 1))
        assert leave(user, nominal_id, date(2099, 3, 1)).pk
        with pytest.raises(Conflict):
            leave(user, nominal_id, date(2024, 3, 1))


@pytest.mark.parametrize(("first", "second"), [("abroad", "custody"), ("custody", "abroad")])
def test_nobody_is_in_custody_here_and_abroad_at_once(first: str, second: str) -> None:
    with acting_as(make_user()) as user:
        nominal_id = make_person(user).pk
        away(user, nominal_id, first, date(2024, 2, 1), date(2024, 4, 1))
        with pytest.raises(Conflict) as refusal:
            away(user, nominal_id, second, date(2024, 3, 1))
        assert refusal.value.field == "began"
        assert away(user, nominal_id, second, date(2024, 4, 1)).pk


def test_an_excuse_is_in_words() -> None:
    with acting_as(make_user()) as user:
        nominal_id = make_person(user).pk
        with pytest.raises(BadInput) as refusal:
            leave(user, nominal_id, date(2024, 7, 1), excused=True)
        assert refusal.value.field == "late_reason"
        assert leave(user, nominal_id, date(2024, 7, 1), excused=True, late_reason="He was ill").excused
