"""The plan under its pillars, and an action from agreed to done by the agency that owes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from cairn.access.kinds import Purpose
from cairn.access.models import Relation
from cairn.access.need_to_know.matrix import matrix
from cairn.access.partnerships.services import open_partnership
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind, User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act
from cairn.plan.actions.models import Action, Plan
from cairn.plan.actions.services import add_action, agree_plan
from tests.factories.access import make_agency, make_user
from tests.web.conftest import Case
from tests.web.entries.test_entries import boxes

SignIn = Callable[[User], Client]


def planned(case: Case, *, actions: int = 1, due_in: int = 7, agreed_ago: int = 30) -> list[Action]:
    agreed = today() - timedelta(days=agreed_ago)
    with acting_as(case.officer):
        plan = agree_plan(case.officer, nominal_id=case.nominal.pk, agreed_on=agreed, summary="Steady home.")
        return [
            add_action(
                case.officer,
                plan_id=plan.pk,
                pillar="supervision",
                what=f"Inspect the tenancy, visit {number}",
                agency=case.housing,
                due_on=today() + timedelta(days=due_in),
                agreed_on=agreed,
            )
            for number in range(actions)
        ]


def test_without_a_plan_the_page_offers_to_agree_one_to_those_who_may(case: Case, as_user: SignIn) -> None:
    path = f"/people/{case.nominal.pk}/plan/"
    assert "Agree a plan" in as_user(case.officer).get(path).content.decode()
    assert "Agree a plan" not in as_user(case.partner).get(path).content.decode()


def test_a_plan_is_agreed_and_an_action_added(case: Case, as_user: SignIn) -> None:
    client, path = as_user(case.coordinator), f"/people/{case.nominal.pk}/plan/"
    assert client.post(path + "agree/", {"summary": "A"} | boxes("agreed_on", today())).status_code == 302
    typed = {"pillar": "victim-safety", "what": "Warn the school", "agency": str(case.housing.pk)}
    answer = client.post(path + "actions/add/", typed | boxes("due_on", today()), follow=True)
    page = answer.content.decode()
    assert "Warn the school" in page
    for pillar in ("Supervision", "Monitoring and control", "Interventions and treatment", "Victim safety"):
        assert pillar in page
    with acting_as(case.officer):
        assert [(row.what, row.agency_id) for row in Action.objects.all()] == [
            ("Warn the school", case.housing.pk)
        ]


def test_an_action_due_before_today_is_refused_at_its_day(case: Case, as_user: SignIn) -> None:
    planned(case, actions=0, agreed_ago=0)
    typed = {"pillar": "supervision", "what": "Too late", "agency": str(case.housing.pk)}
    page = (
        as_user(case.officer)
        .post(
            f"/people/{case.nominal.pk}/plan/actions/add/",
            typed | boxes("due_on", today() - timedelta(days=3)),
        )
        .content.decode()
    )
    assert 'href="#id_due_on-day"' in page
    assert "Too late" in page
    with acting_as(case.officer):
        assert Action.objects.count() == 0


def test_an_action_cannot_be_given_to_an_agency_that_does_not_work_with_the_person(
    case: Case, as_user: SignIn
) -> None:
    planned(case, actions=0)
    typed = {"pillar": "supervision", "what": "Look in", "agency": str(case.stranger.agency_id)}
    page = (
        as_user(case.officer)
        .post(f"/people/{case.nominal.pk}/plan/actions/add/", typed | boxes("due_on", today()))
        .content.decode()
    )
    assert 'href="#id_agency"' in page


def test_the_owing_agency_accepts_and_completes_its_action(case: Case, as_user: SignIn) -> None:
    action = planned(case)[0]
    client, path = as_user(case.partner), f"/actions/{action.pk}/"
    assert "Accept this action" in client.get(path).content.decode()
    assert "Action accepted." in client.post(f"{path}accept/", follow=True).content.decode()
    empty = client.post(f"{path}complete/", {"outcome": ""}).content.decode()
    assert "Enter what was done, and what came of it" in empty
    assert client.post(f"{path}complete/", {"outcome": "Tenancy in order"}).status_code == 302
    page = client.get(path).content.decode()
    assert "Tenancy in order" in page
    assert case.partner.name in page
    with acting_as(case.officer):
        assert [(row.state, row.outcome) for row in Action.objects.all()] == [
            ("completed", "Tenancy in order")
        ]


@pytest.mark.parametrize("purpose", Purpose)
def test_whatever_an_agency_works_with_the_person_for_it_accepts_and_completes_what_it_owes(
    case: Case, as_user: SignIn, purpose: Purpose
) -> None:
    practitioner = make_user(Role.PARTNER, agency=make_agency(AgencyKind.DWP))
    with acting_as(case.officer):
        open_partnership(
            case.officer,
            nominal_id=case.nominal.pk,
            agency=practitioner.agency,
            relation=Relation.PARTNER,
            purpose_kind=purpose,
            purpose="Its part of the plan",
            starts=today(),
        )
        plan = agree_plan(case.officer, nominal_id=case.nominal.pk, agreed_on=today())
        action = add_action(
            case.officer,
            plan_id=plan.pk,
            pillar="supervision",
            what="Tell the officer of missed appointments",
            agency=practitioner.agency,
            due_on=today(),
        )
    client, path = as_user(practitioner), f"/actions/{action.pk}/"
    assert f'href="{path}"' in client.get("/").content.decode()
    opened = client.get(path).content.decode()
    assert "Tell the officer of missed appointments" in opened
    # The way to the whole plan is for those whose purpose reads it; the others find their own part of it.
    reads_plan = purpose in matrix().facts["plan"].purposes
    assert ("The whole plan" in opened) == reads_plan
    page = client.get(f"/people/{case.nominal.pk}/plan/").content.decode()
    assert "Tell the officer of missed appointments" in page
    assert ("Monitoring and control" in page) == reads_plan
    assert ("The plan is not shared with your agency" in page) != reads_plan
    assert client.post(f"{path}accept/", follow=True).content.decode().count("Action accepted.") == 1
    done = client.post(f"{path}complete/", {"outcome": "Two appointments missed"}, follow=True)
    assert "Two appointments missed" in done.content.decode()
    with acting_as(case.officer):
        assert [(row.state, row.completed_by) for row in Action.objects.all()] == [
            ("completed", practitioner)
        ]


def test_what_a_partner_completed_stays_on_its_overview_for_a_while(
    case: Case, as_user: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    action = planned(case)[0]
    client, overview = as_user(case.partner), f"/people/{case.nominal.pk}/"
    assert "Completed by your agency" not in client.get(overview).content.decode()
    client.post(f"/actions/{action.pk}/complete/", {"outcome": "Tenancy in order"})
    page = client.get(overview).content.decode()
    assert "Completed by your agency in the last 28 days" in page
    assert f'href="/actions/{action.pk}/"' in page
    for days, kept in ((28, True), (29, False)):
        monkeypatch.setattr(
            "cairn.web.person.overview.today", lambda days=days: today() + timedelta(days=days)
        )
        assert ("Completed by your agency" in client.get(overview).content.decode()) == kept
    monkeypatch.undo()
    assert "Completed by your agency" not in as_user(case.officer).get(overview).content.decode()


def test_another_agency_reads_an_action_and_has_no_button_for_it(case: Case, as_user: SignIn) -> None:
    action = planned(case)[0]
    client, path = as_user(case.officer), f"/actions/{action.pk}/"
    page = client.get(path).content.decode()
    assert "Accept this action" not in page
    assert client.post(f"{path}accept/").status_code == 403
    assert as_user(case.stranger).get(path).status_code == 404


@pytest.mark.parametrize("who", ["officer", "partner"])
def test_an_overdue_action_is_overdue_for_everybody_in_the_plan(
    case: Case, as_user: SignIn, who: str
) -> None:
    planned(case, due_in=-2)
    page = as_user(getattr(case, who)).get(f"/people/{case.nominal.pk}/plan/").content.decode()
    assert "2 days overdue" in page


def test_the_plan_is_read_in_as_many_queries_for_three_actions_as_for_one(
    case: Case, as_user: SignIn, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    planned(case, actions=1)
    client, path = as_user(case.officer), f"/people/{case.nominal.pk}/plan/"
    client.get(path)
    with django_assert_num_queries(PLAN_QUERIES):
        client.get(path)
    with acting_as(case.officer):
        plan = Plan.objects.get()
        for number in range(2):
            add_action(
                case.officer,
                plan_id=plan.pk,
                pillar="victim-safety",
                what=f"Another {number}",
                agency=case.housing,
                due_on=today(),
            )
    with django_assert_num_queries(PLAN_QUERIES):
        client.get(path)


PLAN_QUERIES = 12


def test_opening_an_action_is_in_the_ledger(case: Case, as_user: SignIn) -> None:
    action = planned(case)[0]
    as_user(case.partner).get(f"/actions/{action.pk}/")
    with acting_as(case.partner):
        entries = Entry.objects.filter(act=Act.CONSULTATION, actor_id=case.partner.pk)
        assert [(entry.what, entry.nominal_id) for entry in entries] == [("action", case.nominal.pk)]
