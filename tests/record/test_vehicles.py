"""Vehicles: the mark as written, and found by it however it is typed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from cairn.accounts.database_user import acting_as
from cairn.dates import today
from cairn.errors import BadInput
from cairn.record.recording import record_fact
from cairn.record.vehicles.subject import VEHICLE
from cairn.search.people import find
from cairn.search.query import read_query
from tests.factories.access import make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("typed", ["ab12 cde", "AB12CDE", "Ab 12 cDe"])
def test_a_person_is_found_by_what_they_drive(typed: str) -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        values = {"registration": "ab12 cde", "make": "Ford Focus", "colour": "Blue", "use": "keeper"}
        record_fact(user, VEHICLE, nominal_id=nominal.pk, values=values)
        found = find(user, text=typed)
    assert [(row.nominal_id, row.why) for row in found] == [(nominal.pk, "AB12 CDE, Blue Ford Focus")]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"registration": ""}, "registration"),
        ({"registration": "?!"}, "registration"),
        ({"registration": "AB12 CDE", "use": "stole"}, "use"),
        ({"registration": "AB12 CDE", "used_from": today() + timedelta(days=1)}, "used_from"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(values: dict[str, object], field: str) -> None:
    with acting_as(make_user()) as user, pytest.raises(BadInput) as refusal:
        record_fact(user, VEHICLE, nominal_id=make_person(user).pk, values=values)
    assert refusal.value.field == field


@pytest.mark.parametrize("typed", ["Sam 1980", "Lingwell 12", "Ann 1234"])
def test_a_name_beside_a_number_is_no_mark(typed: str) -> None:
    assert read_query(typed, None).facts == ()
