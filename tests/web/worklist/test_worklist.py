"""The home page: what is due, by whom, why, and what to do about it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.ledger.models import Entry
from cairn.record.convictions.services import NewDisposal, record_conviction
from cairn.record.drafts.services import save_draft
from cairn.supervision.risk.services import set_risk_level
from cairn.web.base.filters import day
from tests.factories.access import make_user
from tests.factories.clock import brought_to, kept_from
from tests.factories.record import make_person
from tests.web.conftest import Case
from tests.web.plan.test_plan import planned

SignIn = Callable[[User], Client]


def test_the_officer_sees_who_what_due_and_why_and_the_act_that_meets_it(case: Case, as_user: SignIn) -> None:
    page = as_user(case.officer).get("/").content.decode()
    assert "Rowan Testcase" in page
    assert "Born 1 May 1980" in page
    assert re.search(r"\d+ days overdue", page)
    assert f"/people/{case.nominal.pk}/notify/" in page
    assert f"/people/{case.nominal.pk}/reasons/#" in page


def test_the_reasons_of_a_row_are_there_on_the_reasons_page(case: Case, as_user: SignIn) -> None:
    client = as_user(case.officer)
    anchors = set(
        re.findall(rf"/people/{case.nominal.pk}/reasons/#([\w-]+)", client.get("/").content.decode())
    )
    reasons = client.get(f"/people/{case.nominal.pk}/reasons/").content.decode()
    assert anchors
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in reasons] == []


def test_an_officer_has_their_own_list_and_can_look_at_the_force(case: Case, as_user: SignIn) -> None:
    client = as_user(make_user(agency=case.police))
    assert "Rowan Testcase" not in client.get("/").content.decode()
    assert "Rowan Testcase" in client.get("/?scope=force").content.decode()


def test_a_partner_sees_what_its_agency_owes_and_opens_the_action(case: Case, as_user: SignIn) -> None:
    action = planned(case, due_in=3)[0]
    page = as_user(case.partner).get("/").content.decode()
    assert f"actions for {case.housing.name}" in page
    assert "due in 3 days" in page
    assert f"/actions/{action.pk}/" in page
    assert "notification" not in page.split("<table")[1].lower()


def test_a_stranger_sees_nothing(case: Case, as_user: SignIn) -> None:
    page = as_user(case.stranger).get("/?scope=force").content.decode()
    assert "Nothing is due." in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("state=overdue", True),
        ("state=suspended", False),
        ("kind=action", False),
        ("risk=high", False),
        ("state=nonsense&page=-4", True),
        ("page=9999", True),
    ],
)
def test_filters_narrow_the_list_and_nonsense_does_not_break_it(
    case: Case, as_user: SignIn, query: str, shown: bool
) -> None:
    answer = as_user(case.officer).get("/?scope=force&" + query)
    assert answer.status_code == 200
    assert ("Rowan Testcase" in answer.content.decode()) is shown


def test_counts_say_overdue_soon_later_and_stopped(case: Case, as_user: SignIn) -> None:
    planned(case, actions=2, due_in=3)
    page = as_user(case.partner).get("/").content.decode()
    counts = dict(re.findall(r'cairn-stat--(\w+)">.*?cairn-stat__number">(\d+)<', page, re.DOTALL))
    assert counts == {"red": "0", "orange": "2", "blue": "0", "grey": "0"}


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.ANALYST])
def test_roles_without_cases_are_told_what_they_do_here(case: Case, as_user: SignIn, role: Role) -> None:
    page = as_user(make_user(role, agency=case.police)).get("/").content.decode()
    assert "cannot open anybody" in page
    assert "Rowan Testcase" not in page


def test_the_list_takes_as_many_queries_for_three_people_as_for_one(
    case: Case, as_user: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = as_user(case.officer)
    client.get("/")
    with django_assert_num_queries(WORKLIST_QUERIES):
        client.get("/")
    with acting_as(case.officer):
        for _ in range(2):
            person = make_person(case.officer, officer=case.officer)
            record_conviction(
                case.officer,
                nominal_id=person.pk,
                outcome="conviction",
                on=today() - timedelta(days=400),
                offence="SOA 2003 s.3",
                disposals=[NewDisposal(kind="fine")],
            )
    with django_assert_num_queries(WORKLIST_QUERIES):
        client.get("/")


WORKLIST_QUERIES = 10


def test_the_list_is_in_the_ledger_with_those_it_showed(case: Case, as_user: SignIn) -> None:
    as_user(case.officer).get("/")
    with acting_as(case.officer):
        entry = Entry.objects.get(what="worklist", actor_id=case.officer.pk)
    assert entry.detail == {"scope": "mine", "nominals": [str(case.nominal.pk)]}


def test_a_list_that_is_not_today_s_says_of_which_day_it_is(case: Case, as_user: SignIn) -> None:
    client, yesterday = as_user(case.officer), today() - timedelta(days=1)
    brought_to(today())
    assert "as at" not in client.get("/").content.decode()
    brought_to(yesterday)
    assert f"This list is as at {day(yesterday)}." in client.get("/").content.decode()
    # A list with nothing in it most of all.
    assert f"This list is as at {day(yesterday)}." in as_user(case.stranger).get("/").content.decode()


def test_duties_kept_from_an_earlier_day_are_marked_for_all_who_see_them(case: Case, as_user: SignIn) -> None:
    planned(case, due_in=3)
    brought_to(today())
    kept_from(case.nominal.pk, today() - timedelta(days=4))
    marked = f"As at {day(today() - timedelta(days=4))}: Cairn could not work out"
    for user in (case.officer, case.partner):
        assert marked in as_user(user).get("/").content.decode()
    # An act that makes them anew ends it.
    with acting_as(case.officer):
        set_risk_level(
            case.officer, nominal_id=case.nominal.pk, level="low", set_on=today(), reason="The matrix"
        )
    assert marked not in as_user(case.officer).get("/").content.decode()


def test_what_the_user_has_not_finished_stands_first_with_the_way_back(case: Case, as_user: SignIn) -> None:
    person = case.nominal.pk
    with acting_as(case.officer):
        for page, about, address in (
            ("notify", person, f"/people/{person}/notify/"),
            (f"end_order:{person}", person, f"/people/{person}/order/1/"),
            ("add-person", None, "/people/add/"),
        ):
            save_draft(case.officer, page=page, nominal_id=about, typed={"form": {}}, address=address)
    page = as_user(case.officer).get("/?scope=team").content.decode()
    panel = page.split("Unfinished work")[1].split("</section>")[0]
    assert re.findall(r'href="(.*?)">(.*?)<', panel) == [
        ("/people/add/", "Add a person"),
        (f"/people/{person}/order/1/", "End order: Rowan Testcase"),
        (f"/people/{person}/notify/", "Notification: Rowan Testcase"),
    ]
    with acting_as(case.officer):
        entry = Entry.objects.filter(what="worklist", actor_id=case.officer.pk).latest("pk")
    assert str(person) in entry.detail["nominals"]


def test_unfinished_work_is_its_authors_alone(case: Case, as_user: SignIn) -> None:
    with acting_as(case.officer):
        save_draft(case.officer, page="notify", nominal_id=case.nominal.pk, typed={"what": {}}, address="/x/")
    assert "Unfinished work" in as_user(case.officer).get("/").content.decode()
    assert "Unfinished work" not in as_user(make_user(agency=case.police)).get("/").content.decode()


def test_chosen_filters_are_named_and_each_can_be_taken_away(case: Case, as_user: SignIn) -> None:
    page = as_user(case.officer).get("/?scope=force&state=overdue&kind=initial").content.decode()
    chosen = page.split("Filters chosen")[1].split("</ul>")[0]
    assert "State: Overdue" in chosen
    assert "Kind: Initial notification" in chosen
    assert 'href="?scope=force&amp;kind=initial"' in chosen
