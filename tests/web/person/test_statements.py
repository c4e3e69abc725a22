"""How many statements the pages about a person take: few, and the same whatever is on record."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.record.convictions.services import NewDisposal, record_conviction
from cairn.subjects.reading import read_rows
from cairn.subjects.registry import subjects
from tests.security.world import make_world
from tests.web.conftest import Case

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
# Where a transaction begins and ends is no statement of the page's: outside a test, the connection's own business.
_FRAME = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT")
# Session, user, who asks, the rows, the names in them, restrictions, what the clock keeps, the law's facts and
# its switches, the pace, the ledger's entry, the session again.
MOST = 12


def statements(client: Client, address: str) -> list[str]:
    """What one page asks of the database, once everything that is kept between pages is at hand."""
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in asked.captured_queries if not query["sql"].startswith(_FRAME)]


def page(nominal_id: UUID, name: str = "") -> str:
    return f"/people/{nominal_id}/{name}"


def test_a_persons_page_takes_few_statements(case: Case, as_user: SignIn) -> None:
    asked = statements(as_user(case.officer), page(case.nominal.pk))
    assert len(asked) <= MOST, "\n".join(asked)


def test_and_no_more_with_facts_of_every_subject(case: Case, as_user: SignIn) -> None:
    world = make_world()
    with acting_as(world.officer):
        rows = read_rows(world.nominal.pk, subjects())
        shown = [each for each in subjects() if each.shown]
        assert [each.key for each in shown if not rows.of_subject(each)] == []
    full = statements(as_user(world.officer), page(world.nominal.pk))
    assert len(full) == len(statements(as_user(case.officer), page(case.nominal.pk))), "\n".join(full)


@pytest.mark.parametrize(
    ("name", "most"), [("timeline/", 10), ("reasons/", 12), ("history/convictions/", 13), ("access/", 18)]
)
def test_the_other_pages_read_only_what_they_need(case: Case, as_user: SignIn, name: str, most: int) -> None:
    client = as_user(case.officer)
    asked = statements(client, page(case.nominal.pk, name))
    assert len(asked) <= most, "\n".join(asked)


@pytest.mark.parametrize("name", ["", "timeline/", "reasons/", "history/convictions/", "access/"])
def test_three_convictions_take_no_more_than_one(case: Case, as_user: SignIn, name: str) -> None:
    client = as_user(case.officer)
    before = statements(client, page(case.nominal.pk, name))
    with acting_as(case.officer):
        for year in (2021, 2022):
            record_conviction(
                case.officer,
                nominal_id=case.nominal.pk,
                outcome="conviction",
                on=date(year, 3, 2),
                offence="SOA 2003 s.3",
                disposals=[NewDisposal(kind="fine")],
            )
    assert len(statements(client, page(case.nominal.pk, name))) == len(before)
