"""Reading who a person is."""

from __future__ import annotations

import io
import uuid
from datetime import date

import pytest
from PIL import Image

from cairn.accounts.database_user import acting_as
from cairn.errors import NotFound
from cairn.record.identity.models import NameKind
from cairn.record.identity.queries import (
    get_person,
    has_photograph,
    identifiers_of,
    names_of,
    photograph_of,
    shown_name,
    shown_names,
)
from cairn.record.identity.services import NewIdentifier, add_identifier, add_name, add_photograph
from tests.factories.access import make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def png(colour: str) -> bytes:
    encoded = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(encoded, format="PNG")
    return encoded.getvalue()


def test_a_person_comes_with_their_names_in_two_queries(django_assert_num_queries) -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer, forenames="Sam", surname="Shown")
        add_name(officer, nominal_id=nominal.pk, kind=NameKind.ALIAS, forenames="Al", surname="Ias")
        with django_assert_num_queries(2):
            assert str(shown_name(get_person(nominal.pk))) == "Sam Shown"


def test_nobody_is_not_found() -> None:
    with acting_as(make_user()), pytest.raises(NotFound):
        get_person(uuid.uuid4())


def test_names_come_with_the_shown_one_first_then_by_kind() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer, forenames="Sam", surname="Legal")
        for kind, surname in [(NameKind.ONLINE, "net"), (NameKind.ALIAS, "Other"), (NameKind.BIRTH, "Born")]:
            add_name(officer, nominal_id=nominal.pk, kind=kind, forenames="", surname=surname)
        assert [name.surname for name in names_of(nominal.pk)] == ["Legal", "Born", "Other", "net"]


def test_numbers_come_by_kind() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer, identifiers=[NewIdentifier("pnc", "79/163001B")])
        add_identifier(officer, nominal_id=nominal.pk, kind="crn", raw="x688624")
        assert [row.canonical for row in identifiers_of(nominal.pk)] == ["X688624", "1979/0163001B"]


def test_the_photograph_is_the_latest_taken() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        assert photograph_of(nominal.pk) is None
        assert not has_photograph(nominal.pk)
        for taken_on, colour in [(date(2024, 5, 1), "red"), (date(2020, 1, 1), "blue")]:
            add_photograph(officer, nominal_id=nominal.pk, taken_on=taken_on, image=png(colour))
        assert has_photograph(nominal.pk)
        latest = photograph_of(nominal.pk)
    assert latest is not None
    assert latest.taken_on == date(2024, 5, 1)


def test_of_several_people_those_are_named_whom_the_user_sees() -> None:
    with acting_as(make_user()) as stranger:
        theirs = make_person(stranger)
    with acting_as(make_user()) as officer:
        people = [make_person(officer, surname=surname) for surname in ("Ash", "Birch")]
        add_name(officer, nominal_id=people[0].pk, kind=NameKind.ALIAS, surname="Alder", forenames="")
        found = shown_names([theirs.pk, *(person.pk for person in people)])
    assert {key: name.surname for key, name in found.items()} == {
        people[0].pk: "Ash",
        people[1].pk: "Birch",
    }
