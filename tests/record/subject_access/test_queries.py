"""The list of requests, and one request."""

from __future__ import annotations

import uuid

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.errors import NotAllowed, NotFound
from cairn.record.subject_access.queries import (
    get_item,
    get_request,
    items_of,
    open_requests,
    requests_of,
    undecided,
)
from cairn.record.subject_access.release import decide_outcome, gather_items, release
from tests.factories.access import make_user
from tests.factories.record import make_person
from tests.factories.subject_access import TODAY, ask

pytestmark = pytest.mark.django_db


def test_the_list_puts_the_least_time_left_first_and_what_waits_last() -> None:
    with acting_as(make_user(Role.RECORDS)) as user:
        people = [make_person(user, surname=name) for name in ("Later", "Waits", "Sooner")]
        ask(user, people[0].pk, received_on=TODAY)
        ask(user, people[1].pk, identity_how="", identity_asked_on=TODAY)
        ask(user, people[2].pk)
        lines = open_requests(user, today=TODAY)
    assert [(line.name, line.days_left) for line in lines] == [
        ("Sam Sooner", 23),
        ("Sam Later", 30),
        ("Sam Waits", None),
    ]


def test_an_answered_request_is_the_persons_and_no_longer_on_the_list() -> None:
    first = make_user(Role.RECORDS)
    with acting_as(first):
        nominal = make_person(first)
        request = ask(first, nominal.pk)
        decide_outcome(
            first, request_id=request.pk, outcome="unfounded", why="The ninth this year", today=TODAY
        )
    with acting_as(make_user(Role.SUPERVISOR, agency=first.agency)) as second:
        release(second, request_id=request.pk, today=TODAY)
        assert open_requests(second, today=TODAY) == []
        assert requests_of(nominal.pk) == [request]


def test_items_come_in_their_order_and_are_counted_until_decided() -> None:
    with acting_as(make_user(Role.RECORDS)) as user:
        request = ask(user, make_person(user).pk)
        gather_items(user, request_id=request.pk)
        items = items_of(request)
        assert [item.place for item in items] == list(range(1, len(items) + 1))
        assert undecided(request) == len(items) > 0
        assert get_item(user, items[0].pk) == items[0]
        for find in (get_item, get_request):
            with pytest.raises(NotFound):
                find(user, uuid.uuid4())
    with acting_as(make_user(Role.OFFENDER_MANAGER, agency=user.agency)) as colleague:
        with pytest.raises(NotAllowed):
            open_requests(colleague, today=TODAY)
        with pytest.raises(NotAllowed):
            get_request(colleague, request.pk)
