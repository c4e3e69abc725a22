"""Asking for access, the owner's answer, and what follows."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from cairn.access.models import Partnership
from cairn.access.requests.models import AccessRequest
from cairn.access.transfers.models import Transfer
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.record.allocation.services import take_over
from tests.factories.access import make_user
from tests.web.conftest import Case
from tests.web.need_to_know.conftest import NEED, Deciders

SignIn = Callable[[User], Client]


def ask_page(case: Case) -> str:
    return f"/people/{case.nominal.pk}/ask/"


def test_an_officer_of_another_force_asks_and_reads_what_came_of_it(
    case: Case, people: Deciders, as_user: SignIn
) -> None:
    theirs, ours = as_user(people.stranger), as_user(people.records)
    page = theirs.get(ask_page(case)).content.decode()
    assert case.police.name in page
    assert "Rowan" not in page
    typed = {"purpose_kind": "custody", "why": NEED, "days": "60"}
    done = theirs.post(ask_page(case), typed, follow=True).content.decode()
    assert "A record you do not have access to" in done
    assert "Waiting" in done

    waiting = ours.get("/access/").content.decode()
    assert "Rowan Testcase" in waiting
    assert people.stranger.agency.name in waiting
    asked = _request(people.records)
    answer = {"purpose_kind": "accommodation", "days": "30", "answer": "For the move only"}
    said = ours.post(f"/access/requests/{asked.pk}/grant/", answer, follow=True).content.decode()
    assert "Granted." in said

    read = theirs.get(f"/access/requests/{asked.pk}/").content.decode()
    assert "For the move only" in read
    assert "Rowan Testcase" in read
    assert theirs.get(f"/people/{case.nominal.pk}/").status_code == 200
    with acting_as(people.records):
        made = Partnership.objects.get(agency=people.stranger.agency)
    assert made.purpose_kind == "accommodation"
    assert made.until is not None
    assert (made.until - made.starts).days == 29


def _request(user: User) -> AccessRequest:
    with acting_as(user):
        return AccessRequest.objects.get()


def test_a_refusal_says_why(case: Case, people: Deciders, asked: AccessRequest, as_user: SignIn) -> None:
    ours, address = as_user(people.supervisor), f"/access/requests/{asked.pk}/"
    short = ours.post(f"{address}refuse/", {"answer": "No"}).content.decode()
    assert "Say why it is refused, in a sentence that a reviewer can follow." in short
    ours.post(f"{address}refuse/", {"answer": "The licence has ended since, in June"})
    read = as_user(people.stranger).get(address).content.decode()
    assert "The licence has ended since, in June" in read
    assert "Rowan" not in read
    assert as_user(people.stranger).get(f"/people/{case.nominal.pk}/").status_code == 404


def test_too_little_is_said_at_the_box_and_nothing_is_asked(case: Case, as_user: SignIn) -> None:
    typed = {"purpose_kind": "custody", "why": "Need it", "days": "900"}
    page = as_user(case.stranger).post(ask_page(case), typed).content.decode()
    assert "must be 366 or less" in page
    page = as_user(case.stranger).post(ask_page(case), typed | {"days": "9"}).content.decode()
    assert "Say what your agency needs it for, in a sentence" in page
    with acting_as(case.stranger):
        assert not AccessRequest.objects.exists()


def test_who_works_with_the_person_is_sent_to_who_has_access(case: Case, as_user: SignIn) -> None:
    for user in (case.officer, case.partner):
        answer = as_user(user).get(ask_page(case))
        assert answer.headers["Location"] == f"/people/{case.nominal.pk}/access/"


def test_the_front_counter_reads_a_request_and_does_not_answer(
    case: Case, asked: AccessRequest, as_user: SignIn
) -> None:
    counter = as_user(make_user(Role.FRONT_COUNTER, agency=case.police))
    address = f"/access/requests/{asked.pk}/"
    assert "Grant access" not in counter.get(address).content.decode()
    assert counter.post(f"{address}grant/", {"purpose_kind": "custody", "days": "9"}).status_code == 403
    with acting_as(case.officer):
        assert AccessRequest.objects.get().outcome == ""


@pytest.mark.parametrize("who", ["partner", "other"])
def test_nobody_else_reads_a_request(case: Case, asked: AccessRequest, as_user: SignIn, who: str) -> None:
    user = case.partner if who == "partner" else make_user()
    assert as_user(user).get(f"/access/requests/{asked.pk}/").status_code == 404


def test_a_request_that_waits_when_the_record_changes_hands_is_the_new_owners_to_answer(
    case: Case, people: Deciders, offered: Transfer, as_user: SignIn
) -> None:
    third = make_user()
    as_user(third).post(ask_page(case), {"purpose_kind": "custody", "why": NEED, "days": "60"})
    with acting_as(people.their_supervisor):
        take_over(people.their_supervisor, transfer_id=offered.pk, officer=people.stranger)
    page = as_user(people.their_supervisor).get("/access/").content.decode()
    assert third.agency.name in page
    assert third.agency.name not in as_user(people.records).get("/access/").content.decode()


def test_what_the_new_owner_had_asked_for_is_answered_by_taking_the_record_over(
    case: Case, people: Deciders, asked: AccessRequest, offered: Transfer, as_user: SignIn
) -> None:
    with acting_as(people.their_supervisor):
        take_over(people.their_supervisor, transfer_id=offered.pk, officer=people.stranger)
    page = as_user(people.stranger).get(f"/access/requests/{asked.pk}/").content.decode()
    assert "Granted" in page
    assert "The record was handed over." in page
    assert "Grant access" not in page
