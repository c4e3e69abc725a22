"""The law as the register applies it."""

from __future__ import annotations

import logging
from datetime import date

import pytest
from django.db import connection

from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.law.rulebook import STATUTE_BOOK, Switch
from cairn.record.rulebook.queries import book_with, current_book, decisions, switches_in_force
from cairn.record.rulebook.services import withdraw_switch
from tests.factories.access import make_user
from tests.factories.law import FROM, NEW_NAMES, switch

pytestmark = pytest.mark.django_db
MONTHS = "figure/periodic-months"


def months(day: date) -> int | None:
    return current_book().scheme("england-and-wales").rules.on("periodic-months", day)


def test_with_nothing_decided_it_is_the_published_book() -> None:
    assert current_book() is STATUTE_BOOK


def test_what_was_decided_is_applied_from_its_day() -> None:
    with acting_as(make_user(Role.SUPERVISOR)) as supervisor:
        switch(supervisor, rule=MONTHS, value=6)
    assert months(date(2026, 12, 31)) == 12
    assert months(date(2027, 1, 1)) == 6


def test_an_officer_of_any_agency_and_a_job_read_the_same_book() -> None:
    with acting_as(make_user(Role.SUPERVISOR)) as supervisor:
        switch(supervisor)
        theirs = current_book()
    with acting_as(make_user(Role.PARTNER)):
        assert current_book() is theirs
    assert current_book() is theirs


def test_a_page_pays_one_query_and_the_book_is_made_once(django_assert_num_queries) -> None:
    with acting_as(make_user(Role.SUPERVISOR)) as supervisor:
        switch(supervisor)
        with django_assert_num_queries(1):
            first = current_book()
        assert current_book() is first


def test_a_figure_decided_later_for_an_earlier_day_does_not_undo_the_later_one() -> None:
    with acting_as(make_user(Role.SUPERVISOR)) as supervisor:
        switch(supervisor, rule=MONTHS, value=6, since=date(2028, 1, 1))
        switch(supervisor, rule=MONTHS, value=9, since=date(2027, 1, 1))
    assert [months(date(year, 6, 1)) for year in (2026, 2027, 2028)] == [12, 9, 6]


def test_a_switch_that_a_later_book_does_not_know_is_passed_over_and_told(caplog) -> None:
    gone = Switch(rule="a-rule-long-since-in-force", since=FROM)
    with caplog.at_level(logging.ERROR):
        book = book_with((gone, Switch(rule=NEW_NAMES, since=FROM)))
    assert [one.rule for one in book.switches] == [NEW_NAMES]
    assert "a-rule-long-since-in-force from 2027-01-01 is passed over" in caplog.text


def test_every_decision_is_listed_newest_first_with_who_decided(django_assert_num_queries) -> None:
    with acting_as(make_user(Role.SUPERVISOR)) as supervisor:
        switch(supervisor)
        withdraw_switch(user=supervisor, rule=NEW_NAMES, since=FROM, reason="Commenced later")
    with django_assert_num_queries(1):
        listed = [(row.withdraws is not None, row.reason, row.decided_by.username) for row in decisions()]
    name = supervisor.username
    assert listed == [(True, "Commenced later", name), (False, "Commenced by regulations", name)]
    with connection.cursor() as cursor:
        assert switches_in_force(cursor) == ()
