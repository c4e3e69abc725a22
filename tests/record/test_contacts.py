"""Contact details: as written, in the form that is compared, and found by."""

from __future__ import annotations

from typing import Any

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.errors import BadInput
from cairn.record.contacts.models import Contact
from cairn.record.contacts.subject import CONTACT
from cairn.record.identity.models import Nominal
from cairn.record.recording import record_fact
from cairn.search.people import find
from tests.factories.access import make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def _contact(user: User, nominal: Nominal, kind: str, value: str, **more: Any) -> Contact:
    row = record_fact(user, CONTACT, nominal_id=nominal.pk, values={"kind": kind, "value": value, **more})
    assert isinstance(row, Contact)
    return row


@pytest.mark.parametrize(
    ("kind", "value", "canonical"),
    [
        ("telephone", " 07700 900 123", "+447700900123"),
        ("telephone", "+353 20 912 3456", "+353209123456"),
        ("email", "A.Name@Example.ORG", "a.name@example.org"),
        ("online-name", "@Fell_Walker", "fell_walker"),
    ],
)
def test_a_contact_is_kept_as_written_and_compared_in_one_form(kind: str, value: str, canonical: str) -> None:
    with acting_as(make_user()) as user:
        row = _contact(user, make_person(user), kind, value)
    assert (row.value, row.canonical) == (value.strip(), canonical)


@pytest.mark.parametrize(
    ("kind", "value"), [("telephone", "the blue one"), ("email", "nobody"), ("fax", "1")]
)
def test_what_is_no_number_or_address_is_refused(kind: str, value: str) -> None:
    with acting_as(make_user()) as user, pytest.raises(BadInput):
        _contact(user, make_person(user), kind, value)


@pytest.mark.parametrize("typed", ["07700 900123", "+44 7700 900123", "(07700) 900-123"])
def test_a_person_is_found_by_their_number_however_it_is_typed(typed: str) -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        _contact(user, nominal, "telephone", "07700900123")
        found = find(user, text=typed)
    assert [(row.nominal_id, row.why) for row in found] == [(nominal.pk, "Telephone number 07700900123")]


def test_a_person_is_found_by_an_address_or_online_name() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        _contact(user, nominal, "email", "a.name@example.org")
        _contact(user, nominal, "social-media", "fell_walker", platform="Crag")
        assert [row.nominal_id for row in find(user, text="A.NAME@example.org")] == [nominal.pk]
        assert [row.why for row in find(user, text="@Fell_Walker")] == [
            "Social-media account fell_walker (Crag)"
        ]
