"""A record that somebody else holds: what a search and a page that finds nobody say of it, and to whom."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client

from cairn.access.restricted.services import restrict_record
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind, User
from cairn.accounts.roles import Role
from cairn.ledger.models import Entry
from tests.factories.access import make_agency, make_user
from tests.web.conftest import Case
from tests.web.entries.test_entries import boxes
from tests.web.need_to_know.conftest import Deciders

SignIn = Callable[[User], Client]
ABOUT_THE_PERSON = ("Rowan", "Testcase", "1980", "SOA 2003")


def test_a_page_that_is_not_shared_says_who_holds_the_record_and_nothing_of_the_person(
    case: Case, as_user: SignIn
) -> None:
    client = as_user(case.stranger)
    for page in ("", "timeline/", "plan/"):
        answer = client.get(f"/people/{case.nominal.pk}/{page}")
        words = answer.content.decode()
        assert answer.status_code == 404
        assert f"The record is held by {case.police.name}" in words
        assert f"/people/{case.nominal.pk}/ask/" in words
        assert f"/people/{case.nominal.pk}/emergency/" in words
        assert not [told for told in ABOUT_THE_PERSON if told in words]


def test_that_somebody_was_told_is_in_the_ledger(case: Case, as_user: SignIn) -> None:
    as_user(case.stranger).get(f"/people/{case.nominal.pk}/")
    with acting_as(case.stranger):
        entry = Entry.objects.get(what="told that a record exists")
    assert entry.nominal_id == case.nominal.pk


def test_a_records_officer_may_ask_and_is_not_offered_the_emergency_way(case: Case, as_user: SignIn) -> None:
    words = as_user(make_user(Role.RECORDS)).get(f"/people/{case.nominal.pk}/").content.decode()
    assert "/ask/" in words
    assert "/emergency/" not in words


def _without_tokens(page: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


@pytest.mark.parametrize(
    ("role", "kind"),
    [(Role.OFFENDER_MANAGER, AgencyKind.HOUSING), (Role.FRONT_COUNTER, AgencyKind.POLICE)],
)
def test_others_are_told_nothing_at_all(case: Case, as_user: SignIn, role: Role, kind: AgencyKind) -> None:
    client = as_user(make_user(role, agency=make_agency(kind)))
    real = client.get(f"/people/{case.nominal.pk}/").content.decode()
    nobody = client.get("/people/00000000-0000-4000-8000-000000000000/").content.decode()
    assert "held by" not in real
    assert _without_tokens(real) == _without_tokens(nobody)
    for page in ("ask", "emergency"):
        assert client.get(f"/people/{case.nominal.pk}/{page}/").status_code in {403, 404}


def test_of_a_restricted_record_nobody_is_told(case: Case, people: Deciders, as_user: SignIn) -> None:
    with acting_as(people.supervisor):
        restrict_record(
            people.supervisor,
            nominal_id=case.nominal.pk,
            ground="operation",
            why="Part of an operation that must not be known",
            readers=[],
        )
    # Not even a colleague of the force that owns it.
    for user in (case.stranger, case.officer):
        client = as_user(user)
        for page in ("", "ask/", "emergency/"):
            answer = client.get(f"/people/{case.nominal.pk}/{page}")
            assert answer.status_code == 404
            assert "held by" not in answer.content.decode()


def test_a_whole_identity_finds_who_holds_the_record_and_no_more(case: Case, as_user: SignIn) -> None:
    typed = {"text": "Testcase", **boxes("date_of_birth", case.nominal.date_of_birth)}
    page = as_user(case.stranger).post("/people/find/", typed, follow=True).content.decode()
    found = page.split('id="held-by-others"')[1].split("</section>")[0]
    assert case.police.name in found
    assert f"/people/{case.nominal.pk}/ask/" in found
    assert f"/people/{case.nominal.pk}/emergency/" in found
    assert f'href="/people/{case.nominal.pk}/"' not in page
    assert not [told for told in ABOUT_THE_PERSON if told in found]
    assert "Rowan" not in page


def test_a_name_alone_or_a_partner_finds_nothing_held_by_others(case: Case, as_user: SignIn) -> None:
    page = (
        as_user(case.stranger).post("/people/find/", {"text": "Rowan Testcase"}, follow=True).content.decode()
    )
    assert "Held by others" not in page
    assert "Add the full date of birth" in page
    housing = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HOUSING))
    typed = {"text": "Testcase", **boxes("date_of_birth", case.nominal.date_of_birth)}
    assert "Held by others" not in as_user(housing).post("/people/find/", typed, follow=True).content.decode()
    named = as_user(housing).post("/people/find/", {"text": "Rowan Testcase"}, follow=True).content.decode()
    assert "Add the full date of birth" not in named
    whole = as_user(case.stranger).post("/people/find/", typed, follow=True).content.decode()
    assert "Add the full date of birth" not in whole


def test_a_page_that_is_missing_from_a_record_one_sees_names_no_holder(case: Case, as_user: SignIn) -> None:
    answer = as_user(case.officer).get(f"/people/{case.nominal.pk}/photograph/")
    assert answer.status_code == 404
    assert "held by another" not in answer.content.decode()
