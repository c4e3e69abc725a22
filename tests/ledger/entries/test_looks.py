"""A look is entered once, whatever happens at once; and a surname of one's own, however it is written."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier, Event
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.utils import timezone

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.ledger.entries.looks import AccessBasis, LookPolicy, enter_look, look_policy, shares_surname
from cairn.ledger.models import Entry
from cairn.ledger.operations import Operation
from cairn.web.person.reasons import REASONS_OPENED
from tests.factories.access import as_operator, make_user
from tests.factories.operations import OVERVIEW_OPENED, PLAN_OPENED, SEARCHED, TIMELINE_OPENED


@pytest.mark.parametrize(
    ("name", "surnames"),
    [
        ("Robin Featherstone", ["FEATHERSTONE"]),
        ("Robin Smith-Jones", ["Jones"]),
        ("Robin Jones", ["Smith-Jones"]),
        ("Siân Brontë", ["Bronte"]),
        ("Robin O'Neill", ["Oneill"]),
        ("Robin Featherstone", ["Elsewhere", "Featherstone"]),
    ],
)
def test_it_is_their_own(name: str, surnames: list[str]) -> None:
    assert shares_surname(name, surnames)


@pytest.mark.parametrize(
    ("name", "surnames"),
    [
        ("Robin Featherstone", ["Robin"]),
        ("Robin Featherstone", ["Feather"]),
        ("Robin Featherstone", []),
        ("Officer 12", ["12"]),
        ("", ["Featherstone"]),
        ("Robin", ["-"]),
    ],
)
def test_it_is_somebody_elses(name: str, surnames: list[str]) -> None:
    assert not shares_surname(name, surnames)


NOMINAL = uuid4()
_HERE = {
    "nominal_id": NOMINAL,
    "basis": AccessBasis.OWN_TEAM,
    "detail": {"role": "supervisor"},
    "why": "",
    "most": 0,
}


def _looked(user: User, *pages: Operation, **other: Any) -> list[str]:
    """What is entered when this user opens these pages, one after the other."""
    with acting_as(user):
        entered = [enter_look(user, page, **{**_HERE, **other}) for page in pages]
    return [entry.what for entry in entered if entry]


def _ago(user: User, minutes: int) -> None:
    """Let the user's entries be that old."""
    with as_operator():
        Entry.objects.filter(actor_id=user.pk).update(at=timezone.now() - timedelta(minutes=minutes))


@pytest.mark.django_db
def test_pages_of_one_task_are_one_look_and_another_task_is_another() -> None:
    user = make_user()
    assert _looked(user, OVERVIEW_OPENED, TIMELINE_OPENED, PLAN_OPENED, OVERVIEW_OPENED) == ["person page"]
    assert _looked(user, REASONS_OPENED, OVERVIEW_OPENED, REASONS_OPENED) == ["reasons page"]
    with acting_as(user):
        first = Entry.objects.order_by("pk").first()
    assert first is not None
    assert first.detail == {"role": "supervisor", "sight": "own-team"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "other",
    [
        {"nominal_id": uuid4()},
        {"basis": AccessBasis.OWN_AGENCY},
        {"detail": {"role": "records"}},
        {"detail": {"role": "supervisor", "photograph": "another"}},
        {"why": "another reason"},
    ],
)
def test_whatever_makes_it_another_look_is_entered(other: dict[str, Any]) -> None:
    user = make_user()
    assert _looked(user, OVERVIEW_OPENED) == ["person page"]
    assert _looked(user, TIMELINE_OPENED, TIMELINE_OPENED, **other) == ["timeline"]
    assert _looked(user, OVERVIEW_OPENED) == []


@pytest.mark.django_db
def test_a_colleagues_look_is_their_own() -> None:
    user = make_user()
    assert _looked(user, OVERVIEW_OPENED) == _looked(make_user(agency=user.agency), OVERVIEW_OPENED)


@pytest.mark.django_db
def test_a_look_lasts_from_its_first_page_and_going_on_prolongs_nothing() -> None:
    user, lasts = make_user(), look_policy().minutes
    assert _looked(user, OVERVIEW_OPENED) == ["person page"]
    _ago(user, lasts - 1)
    assert _looked(user, TIMELINE_OPENED) == []
    _ago(user, lasts + 1)
    assert _looked(user, TIMELINE_OPENED, OVERVIEW_OPENED) == ["timeline"]


@pytest.mark.django_db
def test_what_is_opened_in_an_emergency_is_entered_page_by_page_and_so_is_a_page_of_no_task() -> None:
    user = make_user()
    pages = (OVERVIEW_OPENED, OVERVIEW_OPENED)
    assert len(_looked(user, *pages, basis=AccessBasis.BREAK_GLASS)) == 2
    assert len(_looked(user, SEARCHED, SEARCHED)) == 2


@pytest.mark.django_db
def test_policy_says_how_long_and_no_time_at_all_enters_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    assert 0 < look_policy().minutes <= 60
    assert look_policy().reason
    none = LookPolicy(minutes=0, reason="every page")
    monkeypatch.setattr("cairn.ledger.entries.looks.look_policy", lambda: none)
    assert len(_looked(make_user(), OVERVIEW_OPENED, OVERVIEW_OPENED)) == 2


@pytest.mark.django_db(transaction=True)
def test_first_pages_at_once_enter_one_look() -> None:
    user = make_user()
    together = Barrier(6)

    def opened(page: Operation) -> list[str]:
        try:
            together.wait(30)
            return _looked(user, page)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as threads:
        entered = list(threads.map(opened, [OVERVIEW_OPENED, TIMELINE_OPENED, PLAN_OPENED] * 2))
    assert [len(each) for each in entered if each] == [1]


@pytest.mark.django_db(transaction=True)
def test_a_first_page_that_came_to_nothing_leaves_the_look_to_the_next() -> None:
    user = make_user()
    opening, opened = Event(), Event()

    def failed() -> None:
        try:
            with acting_as(user):
                enter_look(user, OVERVIEW_OPENED, **_HERE)
                opening.set()
                opened.wait(0.5)
                transaction.set_rollback(True)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(failed)
        opening.wait(30)
        assert _looked(user, TIMELINE_OPENED) == ["timeline"]
        first.result()
    with acting_as(user):
        assert [entry.what for entry in Entry.objects.all()] == ["timeline"]
