"""That a record exists elsewhere: told by whole identity only, and entered in the ledger."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.access.restricted.services import restrict_fact
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.errors import BadInput, NotAllowed
from cairn.ledger.models import Entry
from cairn.record.identity.services import NewIdentifier
from cairn.record.models import Name, Nominal
from cairn.search.query import born_on
from cairn.search.unshared_matches import find_unshared_matches
from tests.factories.access import make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db

BORN = date(1980, 5, 1)


@pytest.fixture
def held() -> Nominal:
    """Somebody on another force's register."""
    with acting_as(make_user()) as officer:
        return make_person(
            officer,
            surname="Ó Fearghail-Smith",
            date_of_birth=BORN,
            identifiers=[NewIdentifier("pnc", "79/163001B")],
        )


def told(user: User, text: str, born: object = None) -> list[Nominal]:
    with acting_as(user):
        return [row.nominal_id for row in find_unshared_matches(user, text=text, date_of_birth=born)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "born", "found"),
    [
        ("ó fearghail smith", BORN, True),
        ("O'FEARGHAIL-SMITH", BORN, False),
        ("Sam Ó Fearghail-Smith", BORN, True),
        ("Ó-Fearghail-Smith 1/5/1980", None, True),
        ("Fearghal-Smith", BORN, False),
        ("Ó-Fearghail-Smith", None, False),
        ("Ó-Fearghail-Smith", date(1980, 5, 2), False),
        ("Ó-Fearghail-Smith", born_on(1980, 5), False),
        ("", BORN, False),
        ("79/163001B", None, True),
        ("1979/0163001B", None, True),
    ],
)
def test_only_a_whole_identity_is_told(held: Nominal, text: str, born: object, found: bool) -> None:
    assert told(make_user(), text, born) == ([held.pk] if found else [])


def test_who_was_told_is_in_the_ledger_and_who_holds_it_is_said(held: Nominal) -> None:
    with acting_as(make_user()) as officer:
        (row,) = find_unshared_matches(officer, text="79/163001B")
        entry = Entry.objects.get(what="told that a record exists")
    assert (entry.nominal_id, entry.detail) == (held.pk, {"kind": "number"})
    with acting_as(row.holder.agency.users.get()) as holder:
        assert find_unshared_matches(holder, text="79/163001B") == []  # not elsewhere, but here


def test_nobody_is_told_by_what_is_kept_back_or_without_the_right(held: Nominal) -> None:
    assert told(make_user(Role.FRONT_COUNTER), "79/163001B") == []
    with pytest.raises(NotAllowed):
        told(make_user(Role.AUDITOR), "79/163001B")
    with pytest.raises(BadInput):
        told(make_user(), "  ")


def test_a_name_that_is_kept_back_finds_nobody() -> None:
    with acting_as(make_user(Role.SUPERVISOR)) as supervisor:
        person = make_person(supervisor, surname="Featherstone", date_of_birth=BORN)
        restrict_fact(
            supervisor,
            nominal_id=person.pk,
            kept_in="record_name",
            row_id=Name.objects.values_list("pk", flat=True).get(),
            category="source",
            why="An informant knows him by it",
            roles=["supervisor"],
        )
    assert told(make_user(), "Featherstone", BORN) == []
