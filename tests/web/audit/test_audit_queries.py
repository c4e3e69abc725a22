"""The questions that the ledger raises, and their reviews."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape

import pytest
from django.test import Client
from pytest_django.fixtures import DjangoAssertNumQueries

from cairn.accounts.administration.services import approve_role
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.accounts.staff.services import create_user
from cairn.ledger.audit.anomaly_rules import rules
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act
from cairn.ledger.services import enter
from cairn.web.audit import audit_queries as anomalies
from tests.factories.access import change_user, make_user
from tests.factories.operations import SEARCHED
from tests.web.audit.conftest import Readers
from tests.web.conftest import Case

SignIn = Callable[[User], Client]
QUESTIONS = "/ledger/questions/"


def main_of(client: Client, address: str = QUESTIONS) -> str:
    return unescape(client.get(address).content.decode().split("<main")[1].split("</main>")[0])


def section_of(page: str, rule: str) -> str:
    return page.split(f'id="{rule}"')[1].split("</section>", maxsplit=1)[0]


@pytest.fixture
def namesake(case: Case, as_user: SignIn) -> User:
    """An officer who opened a record with their own surname."""
    user = make_user(agency=case.police)
    change_user(user, name="Ash Testcase")
    user.refresh_from_db()
    as_user(user).get(f"/people/{case.nominal.pk}/")
    return user


def test_every_rule_is_explained_and_says_that_it_is_no_finding(readers: Readers, as_user: SignIn) -> None:
    page = main_of(as_user(readers.auditor))
    for rule in rules().every.values():
        assert rule.asks in page
        assert rule.reason in page
    assert "a question, not a finding" in page
    assert "does not rank them" in page
    quiet = page.split("No queries: ")[1].split("</summary>")[0]
    for rule in rules().every.values():
        assert rule.title.lower() in quiet


def test_a_look_at_ones_own_surname_is_listed_without_the_persons_name(
    case: Case, readers: Readers, as_user: SignIn, namesake: User
) -> None:
    section = section_of(main_of(as_user(readers.auditor)), "own-name")
    assert namesake.name in section
    assert str(case.nominal.pk) in section
    assert "Rowan" not in section


def test_another_agencys_auditor_is_asked_nothing(
    case: Case, readers: Readers, as_user: SignIn, namesake: User
) -> None:
    page = main_of(as_user(readers.partners_auditor))
    assert "own surname" in page.split("No queries: ")[1].split("</summary>")[0]
    assert namesake.name not in page


def test_it_is_looked_into_and_the_review_stands_beside_it(
    case: Case, readers: Readers, as_user: SignIn, namesake: User
) -> None:
    client = as_user(readers.auditor)
    section = section_of(main_of(client), "own-name")
    address = re.findall(r'href="(/ledger/questions/[^"]+/review/)"', section)[0]
    page = main_of(client, address)
    assert "Opened the overview" in page
    assert "Enter what you found" in client.post(address, {"note": ""}).content.decode()
    answer = client.post(address, {"note": "A common name"})
    assert answer.headers["Location"] == QUESTIONS
    section = section_of(main_of(client), "own-name")
    assert "Reviewed" in section
    assert "A common name" in section
    assert "Look into it" not in section
    with acting_as(readers.auditor):
        entry = Entry.objects.get(what="anomaly reviewed")
    assert (entry.detail["rule"], entry.why) == ("own-name", "A common name")
    # A look that came after the review asks again.
    as_user(namesake).get(f"/people/{case.nominal.pk}/reasons/")
    assert "Look into it" in section_of(main_of(client), "own-name")


def test_ones_own_looks_are_for_somebody_else_to_review(readers: Readers, as_user: SignIn) -> None:
    with acting_as(readers.auditor):
        entry = enter(readers.auditor, SEARCHED, detail={"own_name": True})
    client = as_user(readers.auditor)
    assert "You cannot review your own access" in section_of(main_of(client), "own-name")
    address = f"{QUESTIONS}own-name/{readers.auditor.pk}/every-record/{entry.pk}-{entry.pk}/review/"
    assert "<textarea" not in main_of(client, address)
    assert "Somebody else must do it" in client.post(address, {"note": "fine"}).content.decode()


@pytest.mark.parametrize(
    "query", ["none/{}/every-record/1-2", "bulk/x/every-record/1-2", "bulk/{}/nobody/1-2"]
)
def test_a_question_that_is_none_is_not_found(readers: Readers, as_user: SignIn, query: str) -> None:
    address = f"{QUESTIONS}{query.format(readers.auditor.pk)}/review/"
    assert as_user(readers.auditor).get(address).status_code == 404


def test_days_are_chosen_and_too_many_are_said(readers: Readers, as_user: SignIn, namesake: User) -> None:
    client = as_user(readers.auditor)
    long_ago = "?since-day=1&since-month=1&since-year=2020&until-day=7&until-month=1&until-year=2020"
    page = main_of(client, QUESTIONS + long_ago)
    assert "1 January 2020 to 7 January 2020" in page
    assert namesake.name not in page
    too_many = "?since-day=1&since-month=1&since-year=2020&until-day=7&until-month=1&until-year=2021"
    assert "at most 31 days" in main_of(client, QUESTIONS + too_many)


def test_it_is_said_when_not_all_was_read(
    readers: Readers, as_user: SignIn, namesake: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(anomalies, "_MOST_LOOKS", 1)
    assert "Only the most recent were checked" in main_of(as_user(readers.auditor))


def test_asking_is_entered_and_takes_as_many_queries_for_many_looks_as_for_few(
    case: Case,
    readers: Readers,
    as_user: SignIn,
    namesake: User,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = as_user(readers.auditor)
    client.get(QUESTIONS)
    with django_assert_num_queries(QUESTION_QUERIES):
        client.get(QUESTIONS)
    for _ in range(3):
        user = make_user(agency=case.police)
        with acting_as(user):
            for _ in range(20):
                enter(user, SEARCHED, detail={"own_name": True})
    with django_assert_num_queries(QUESTION_QUERIES):
        client.get(QUESTIONS)
    with acting_as(readers.auditor):
        assert Entry.objects.filter(what="ledger anomalies", act=Act.CONSULTATION).count() == 3


QUESTION_QUERIES = 11


def test_a_role_approved_as_soon_as_it_was_proposed_is_asked_about_and_looked_into(
    readers: Readers, as_user: SignIn
) -> None:
    agency = readers.auditor.agency
    first, second = (make_user(Role.ADMINISTRATOR, agency=agency) for _ in range(2))
    with acting_as(first):
        added = create_user(
            first, username="added", name="Added Testcase", agency=agency, role=Role.SUPERVISOR, password=None
        )
    with acting_as(second):
        approve_role(second, user_id=added.pk)
    client = as_user(readers.auditor)
    section = section_of(main_of(client), "approvals")
    assert second.name in section
    assert "Approvals of roles" in section
    address = re.findall(r'href="(/ledger/questions/[^"]+/review/)"', section)[0]
    page = main_of(client, address)
    assert "Approved a user’s role" in page
    assert client.post(address, {"note": "Asked both"}).headers["Location"] == QUESTIONS
    assert "Reviewed" in section_of(main_of(client), "approvals")
