"""How fast one user reads: stopped at the limit, told what to do, and everything in hand stays open."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.errors import TooMany
from cairn.ledger.entries.looks import AccessBasis, enter_look
from cairn.ledger.entries.pace import within_pace_of_records, within_pace_of_searches
from cairn.ledger.models import Entry
from cairn.ledger.operations import Operation
from cairn.ledger.services import enter
from cairn.record.identity.services import PERSON_ADDED
from tests.factories.access import as_operator, make_user
from tests.factories.operations import OVERVIEW_OPENED, SEARCHED

pytestmark = pytest.mark.django_db


def _opened(
    user: User, *nominals: uuid.UUID, operation: Operation = OVERVIEW_OPENED, ago: timedelta | None = None
) -> None:
    with acting_as(user):
        made = [enter(user, operation, nominal_id=nominal).pk for nominal in nominals]
    if ago:
        with as_operator():
            Entry.objects.filter(pk__in=made).update(at=timezone.now() - ago)


def _may_open(user: User, nominal: uuid.UUID, most: int = 3) -> bool:
    with acting_as(user):
        try:
            within_pace_of_records(user.pk, nominal, most=most)
        except TooMany:
            return False
        return True


@pytest.fixture
def four() -> list[uuid.UUID]:
    return [uuid.uuid4() for _ in range(4)]


def test_one_record_more_is_refused_and_those_in_hand_are_not(four: list[uuid.UUID]) -> None:
    user = make_user()
    _opened(user, *four[:2])
    assert _may_open(user, four[2])
    _opened(user, four[2])
    assert not _may_open(user, four[3])
    assert all(_may_open(user, nominal) for nominal in four[:3])
    assert _may_open(user, four[3], most=0)


def test_the_same_record_many_times_and_writing_to_many_are_no_bulk(four: list[uuid.UUID]) -> None:
    user = make_user()
    _opened(user, *[four[0]] * 20)
    _opened(user, *(uuid.uuid4() for _ in range(20)), operation=PERSON_ADDED)
    assert _may_open(user, four[3])


def test_an_hour_later_and_to_somebody_else_it_is_open(four: list[uuid.UUID]) -> None:
    user, other = make_user(), make_user()
    _opened(user, *four[:3], ago=timedelta(minutes=59))
    assert not _may_open(user, four[3])
    assert _may_open(other, four[3])
    with as_operator():
        Entry.objects.update(at=timezone.now() - timedelta(minutes=61))
    assert _may_open(user, four[3])


def test_ordinary_reading_costs_one_statement_a_page_and_one_more_a_look(four: list[uuid.UUID]) -> None:
    user = make_user()
    _opened(user, *four[:2])
    look = {"basis": AccessBasis.OWN_TEAM, "detail": {}, "why": ""}
    counts = []
    with acting_as(user):
        for most in (4, 4, 3):
            with CaptureQueriesContext(connection) as asked:
                enter_look(user, OVERVIEW_OPENED, nominal_id=four[3], most=most, **look)  # type: ignore[arg-type]
            counts.append(len(asked))
        with pytest.raises(TooMany):
            enter_look(user, OVERVIEW_OPENED, nominal_id=four[2], most=3, **look)  # type: ignore[arg-type]
    assert counts == [2, 1, 1]


def test_searches_are_counted_by_the_minute() -> None:
    user = make_user()
    with acting_as(user):
        for _ in range(3):
            within_pace_of_searches(user.pk, most=3)
            enter(user, SEARCHED)
        with pytest.raises(TooMany, match="Wait a minute") as stopped:
            within_pace_of_searches(user.pk, most=3)
        within_pace_of_searches(user.pk, most=0)
        within_pace_of_searches(user.pk, most=4)
    assert stopped.value.wait == 60
    with as_operator():
        Entry.objects.update(at=timezone.now() - timedelta(seconds=61))
    with acting_as(user):
        within_pace_of_searches(user.pk, most=3)
