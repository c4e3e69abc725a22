"""Who has looked at this record, and why."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.ledger.models import Entry
from cairn.ledger.services import enter
from tests.factories.access import make_user
from tests.factories.operations import TIMELINE_OPENED
from tests.web.audit.conftest import Readers
from tests.web.conftest import Case

SignIn = Callable[[User], Client]


def at(case: Case, query: str = "") -> str:
    return f"/people/{case.nominal.pk}/looked/{query}"


def main_of(client: Client, address: str) -> str:
    return client.get(address).content.decode().split("<main")[1].split("</main>")[0]


def test_a_supervisor_reads_who_of_which_agency_did_what_by_what_right(
    case: Case, readers: Readers, as_user: SignIn
) -> None:
    as_user(case.officer).get(f"/people/{case.nominal.pk}/")
    as_user(case.partner).get(f"/people/{case.nominal.pk}/timeline/")
    page = main_of(as_user(readers.supervisor), at(case))
    for words in (
        case.officer.name,
        case.partner.name,
        case.housing.name,
        "Opened the overview",
        "Read the timeline",
        "Own caseload",
        "Partner agency",
        "Gave an agency access",
        "Housing under the plan",
        "Recorded a conviction, caution or finding",
        "s.62(4)",
    ):
        assert words in page


def test_looking_at_it_is_in_it(case: Case, readers: Readers, as_user: SignIn) -> None:
    page = main_of(as_user(readers.supervisor), at(case))
    assert "Read who looked at this record" in page
    assert readers.supervisor.name in page


def test_the_page_is_a_tab_for_those_who_answer_for_the_record_only(
    case: Case, readers: Readers, as_user: SignIn
) -> None:
    for user, offered in ((readers.supervisor, True), (case.officer, False), (case.partner, False)):
        page = as_user(user).get(f"/people/{case.nominal.pk}/").content.decode()
        assert (at(case) in page) is offered


def test_others_are_refused_and_no_entry_says_that_they_read_it(case: Case, as_user: SignIn) -> None:
    other_forces = make_user(Role.SUPERVISOR)
    for user, status in ((case.officer, 403), (case.partner, 403), (other_forces, 404)):
        assert as_user(user).get(at(case)).status_code == status
        with acting_as(user):
            assert not Entry.objects.filter(what="access history").exists()


def test_a_partner_agencys_supervisor_does_not_answer_for_the_record(case: Case, as_user: SignIn) -> None:
    theirs = make_user(Role.SUPERVISOR, agency=case.housing)
    assert as_user(theirs).get(at(case)).status_code == 403


def test_filters_narrow_by_agency_act_and_day(case: Case, readers: Readers, as_user: SignIn) -> None:
    as_user(case.partner).get(f"/people/{case.nominal.pk}/")
    client = as_user(readers.supervisor)
    theirs = main_of(client, at(case, f"?agency_id={case.housing.pk}"))
    assert case.partner.name in theirs
    assert case.officer.name not in theirs
    written = main_of(client, at(case, "?act=disclosure"))
    assert "Gave an agency access" in written
    assert "Opened the overview" not in written
    past = main_of(client, at(case, "?until-day=1&until-month=1&until-year=2001"))
    assert "No entries match these filters." in past


def test_days_in_the_wrong_order_and_days_that_are_none_are_said(
    case: Case, readers: Readers, as_user: SignIn
) -> None:
    client = as_user(readers.supervisor)
    query = "?since-day=2&since-month=1&since-year=2026&until-day=1&until-month=1&until-year=2026"
    assert "To must be the same day as From, or later" in main_of(client, at(case, query))
    assert "From must be a real date" in main_of(
        client, at(case, "?since-day=31&since-month=2&since-year=2026")
    )


def test_many_entries_are_paged_in_as_many_queries_as_few(
    case: Case, readers: Readers, as_user: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_user(readers.supervisor)
    client.get(at(case))
    with django_assert_num_queries(LOOKED_QUERIES):
        client.get(at(case))
    for user in (case.officer, case.coordinator, make_user(agency=case.police)):
        with acting_as(user):
            for _ in range(30):
                enter(user, TIMELINE_OPENED, nominal_id=case.nominal.pk)
    with django_assert_num_queries(LOOKED_QUERIES):
        page = main_of(client, at(case))
    assert page.count("<time") == 50
    assert "Older" in page
    before = page.split("before=")[1].split('"')[0]
    older = main_of(client, at(case, f"?before={before}"))
    assert "Newest" in older
    assert "Older" not in older
    assert "Added the person" in older


LOOKED_QUERIES = 17
