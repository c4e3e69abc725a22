"""What stands first on a person's page for somebody at the door, and what is never said there."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from cairn.access.restricted.services import restrict_fact
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.record.addresses.services import record_address
from cairn.record.drafts.services import save_draft
from cairn.record.orders.services import record_order
from cairn.supervision.visits.services import record_visit
from cairn.web.base.filters import day
from cairn.web.person.door import Door, LastSeen, door_of
from cairn.web.person.header import Header, open_person
from cairn.web.person.overview import OVERVIEW_OPENED
from cairn.web.person.sections import shown_subjects
from tests.factories.access import make_user
from tests.factories.supervision import make_risk
from tests.web.conftest import Case

SignIn = Callable[[User], Client]
pytestmark = pytest.mark.django_db


def opened(user: User, case: Case) -> Header:
    return open_person(
        user, case.nominal.pk, page=OVERVIEW_OPENED, tab="person", today=today(), subjects=shown_subjects()
    )


def read(client: Client, case: Case) -> str:
    return " ".join(client.get(f"/people/{case.nominal.pk}/").content.decode().split())


def test_with_nothing_on_record_it_says_what_is_not_known(case: Case, as_user: SignIn) -> None:
    with acting_as(case.officer):
        assert door_of(opened(case.officer, case), case.officer, today()) == Door(
            warnings=("Risk not assessed: nobody has recorded a level of risk for this person.",),
            not_to_mention=(),
            last_seen=LastSeen(None, ()),
            record_visit=f"/people/{case.nominal.pk}/visit/",
        )
    page = read(as_user(case.officer), case)
    assert '<strong class="govuk-tag govuk-tag--red">Risk not assessed</strong>' in page


def test_warnings_and_the_last_visit_come_from_what_stands_today(case: Case) -> None:
    with acting_as(case.officer) as user:
        make_risk(user, case.nominal, level="very-high", set_on=today() - timedelta(days=9))
        make_risk(user, case.nominal, level="high", set_on=today())
        for days, outcome in ((30, "seen"), (3, "no-reply")):
            visited = today() - timedelta(days=days)
            record_visit(user, nominal_id=case.nominal.pk, visited_on=visited, outcome=outcome)
        door = door_of(opened(user, case), user, today())
    (warning,) = door.warnings
    assert warning.startswith(f"High risk of serious harm, set on {day(today())}: ")
    assert door.last_seen is not None
    assert door.last_seen.visit is not None
    assert door.last_seen.visit.visited_on == today() - timedelta(days=30)
    assert [visit.outcome for visit in door.last_seen.since] == ["no-reply"]


def _doubts(case: Case) -> list[str]:
    with acting_as(case.officer):
        warnings = door_of(opened(case.officer, case), case.officer, today()).warnings
    return [said for said in warnings if said.startswith("Address doubted")]


@pytest.mark.parametrize("settled", ["seen", "home"])
def test_an_address_at_which_they_did_not_live_is_doubted_until_they_are_found(
    case: Case, settled: str
) -> None:
    found = today() - timedelta(days=5)
    with acting_as(case.officer) as user:
        record_visit(
            user,
            nominal_id=case.nominal.pk,
            visited_on=found,
            outcome="not-living-there",
            observations="Gone",
        )
    assert _doubts(case) == [
        f"Address doubted: on {day(found)} they were not living there, and nothing since says where they live."
    ]
    with acting_as(case.officer) as user:
        if settled == "seen":
            record_visit(
                user, nominal_id=case.nominal.pk, visited_on=today(), outcome="seen", observations="Back"
            )
        else:
            record_address(user, nominal_id=case.nominal.pk, kind="home", lines="9 Other Row", starts=today())
    assert _doubts(case) == []


def test_what_an_entry_warrant_would_rest_on_is_counted_and_named(case: Case, as_user: SignIn) -> None:
    for days in (40, 9):
        assert "may apply to a justice" not in read(as_user(case.officer), case)
        with acting_as(case.officer) as user:
            record_visit(
                user,
                nominal_id=case.nominal.pk,
                visited_on=today() - timedelta(days=days),
                outcome="refused",
                entry_sought="yes",
            )
    page = read(as_user(case.officer), case)
    first, second = (day(today() - timedelta(days=days)) for days in (40, 9))
    assert f"and not obtained, on {first} and {second}." in page
    assert "may apply to a justice of the peace for a warrant" in page
    assert "Entry to assess the risk" not in read(as_user(case.partner), case)


def test_a_partner_who_reads_no_visits_is_told_of_none(case: Case) -> None:
    with acting_as(case.partner):
        door = door_of(opened(case.partner, case), case.partner, today())
    assert (door.last_seen, door.record_visit) == (None, "")


def test_a_restricted_fact_is_marked_to_its_reader_and_never_said_at_the_door(
    case: Case, as_user: SignIn
) -> None:
    supervisor = make_user(Role.SUPERVISOR, agency=case.police)
    with acting_as(supervisor):
        address = record_address(
            supervisor, nominal_id=case.nominal.pk, kind="other", lines="7 Told Lane", starts=today()
        )
        restrict_fact(
            supervisor,
            nominal_id=case.nominal.pk,
            kept_in="record_address",
            row_id=address.pk,
            category="source",
            why="The neighbour told us",
            roles=["supervisor"],
        )
    page = read(as_user(supervisor), case)
    door, below = page.split('id="addresses"', 1)
    assert "Do not mention." in door
    assert "An address: it would show who told us" in door
    assert "7 Told Lane" not in door
    mark, fact = (
        below.index("Restricted: do not reveal. It would show who told us."),
        below.index("7 Told Lane"),
    )
    assert mark < fact
    hidden = read(as_user(case.officer), case)
    assert "7 Told Lane" not in hidden
    assert "do not reveal" not in hidden


def test_the_page_has_its_parts_in_the_order_of_the_field(case: Case, as_user: SignIn) -> None:
    with acting_as(case.officer) as user:
        record_address(
            user, nominal_id=case.nominal.pk, kind="home", lines="4 Old Row", starts=today(), child="yes"
        )
        record_order(
            user,
            nominal_id=case.nominal.pk,
            kind="shpo",
            made_on=today(),
            until=today() + timedelta(days=2000),
            terms="Not to enter any park.",
        )
    page = read(as_user(case.officer), case)
    parts = (
        "Before you knock",
        "A child lives or stays there",
        "4 Old Row",
        "Not to enter any park.",
        ">What is due<",
        "cairn-banner__title",
        'id="names"',
        'id="convictions"',
    )
    found = [page.rindex(part) if part == "4 Old Row" else page.index(part) for part in parts]
    assert found[0] < min(found[1:3]) < found[3]
    assert found[3:] == sorted(found[3:])


def test_no_title_names_the_person(case: Case, as_user: SignIn) -> None:
    client = as_user(case.officer)
    for page in ("", "timeline/", "reasons/", "history/", "as-known/", "as-known/differences/", "what-if/"):
        html = client.get(f"/people/{case.nominal.pk}/{page}").content.decode()
        title = html.partition("<title>")[2].partition("</title>")[0]
        assert "Testcase" not in title, page
        heading = html.partition("<h1")[2].partition("</h1>")[0]
        assert "Rowan Testcase" in heading, page


def test_what_somebody_has_not_finished_is_shown_to_them_alone(case: Case, as_user: SignIn) -> None:
    with acting_as(case.officer) as user:
        save_draft(
            user,
            page="record_visit",
            nominal_id=case.nominal.pk,
            typed={"form": {}},
            address=f"/people/{case.nominal.pk}/visit/",
        )
    mine = read(as_user(case.officer), case)
    assert "You have not finished" in mine
    assert f'href="/people/{case.nominal.pk}/visit/">continue' in mine
    assert "You have not finished" not in read(as_user(case.coordinator), case)


def test_one_line_a_conviction_by_its_title_and_the_deciding_one_first(case: Case, as_user: SignIn) -> None:
    page = read(as_user(case.officer), case)
    assert "<strong>Sexual activity with a child, SOA 2003 s.9</strong>" in page
    assert "Decides registration" in page
    assert "Conviction, 2 March 2020, Fellside Crown Court. Imprisonment 2 years." in page
