"""That a record exists elsewhere: told by whole identity only, and entered in the ledger."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.access.acting import acting_as
from cairn.access.models import User
from cairn.record.identity.services import NewIdentifier
from cairn.record.models import Nominal
from cairn.search.asked import born_on
from cairn.search.elsewhere import find_elsewhere
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
        return [row.nominal_id for row in find_elsewhere(user, text=text, date_of_birth=born)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "born", "found"),
    [
        ("o fearghail smith", BORN, False),
        ("O'FEARGHAIL-SMITH", BORN, False),
        ("Sam Ó Fearghail-Smith", BORN, False),
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
