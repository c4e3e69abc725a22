"""Trying a rule over a register: whom it would move, and that nothing is saved."""

from __future__ import annotations

import logging
import os
from datetime import date
from typing import Any

import psycopg
import pytest

import cairn.clock.dry_run.dry_run as dry_run_module
from cairn.clock.dry_run.dry_run import check_value, dry_run, rules_to_try
from cairn.clock.dry_run.outcome import DryRun
from cairn.clock.projection.facts import CaseFacts
from cairn.clock.running.run import run
from cairn.errors import BadInput
from cairn.law.rulebook import proposals
from tests.clock.register import BASE, fill
from tests.server import clone

PEOPLE = 60
MONTHS = "figure/periodic-months"
EVER = date(2004, 5, 1)


@pytest.fixture(scope="module")
def register() -> str:
    database = f"cairn_dry_run_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"
    _, owner = clone(database)
    fill(os.environ["CAIRN_TEST_SUPERUSER"].format(database), nominals=PEOPLE, seed=5)
    run(on=BASE, rebuild=True, conninfo=owner, processes=1)
    return owner


def tried(register: str, rule: str = MONTHS, **asked: Any) -> DryRun:
    return dry_run(rule=rule, **{"since": EVER, "on": BASE, "conninfo": register, **asked})


def digest(register: str) -> dict[str, str]:
    """Every row of every table, as one sum each."""
    with psycopg.connect(register) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
        ).fetchall()
        found = {}
        for (table,) in tables:
            sums = f"SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {table} t"
            found[table] = connection.execute(sums).fetchone()[0]
    return found


@pytest.mark.parametrize(("rule", "value"), [(MONTHS, 6), ("policy/visit-interval/low", 1)])
def test_no_row_of_any_table_changes(register: str, rule: str, value: int) -> None:
    before = digest(register)
    assert tried(register, rule, value=value).changed > 0
    assert digest(register) == before


def test_the_database_itself_refuses_to_write_meanwhile(register: str, monkeypatch) -> None:
    def writing(cursor: psycopg.Cursor, *_: Any, **__: Any) -> list[CaseFacts]:
        cursor.execute("DELETE FROM clock_duty")
        return []

    monkeypatch.setattr("cairn.clock.running.chunks.gather", writing)
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        tried(register, value=6)


def test_half_a_year_moves_annual_notifications_to_an_earlier_day(register: str) -> None:
    found = tried(register, value=6)
    assert found.assessed == PEOPLE
    assert found.changed == len(found.people)
    assert set(found.counts.moved) == {"periodic"}
    assert found.counts.days is not None
    assert found.counts.days.least <= found.counts.days.median <= found.counts.days.most < 0
    assert (found.counts.starts, found.counts.ends, found.counts.until) == (0, 0, None)
    assert {duty.kind for person in found.people for duty in person.duties} == {"periodic"}


def test_the_same_figure_moves_nobody(register: str) -> None:
    found = tried(register, value=12)
    assert (found.changed, found.people, found.counts.days) == (0, (), None)


def test_a_rule_from_a_later_day_moves_nobody_before_it(register: str) -> None:
    assert tried(register, value=6, since=date(2099, 1, 1)).changed == 0


def test_a_longer_period_moves_the_last_day_of_registration(register: str) -> None:
    found = tried(register, "figure/other", value=84)
    assert found.counts.moves > 0
    assert found.counts.until is not None
    assert found.counts.until.most >= 730
    assert any(person.registration == "moves" and person.until_days for person in found.people)


def test_visits_every_month_fall_due_sooner_and_only_visits_move(register: str) -> None:
    found = tried(register, "policy/visit-interval/low", value=1)
    assert set(found.counts.moved) == {"visit"}
    assert found.counts.days is not None
    assert found.counts.days.most < 0
    assert all(person.registration == "same" for person in found.people)


def test_progress_ends_with_everybody(register: str) -> None:
    told: list[tuple[int, int]] = []
    tried(register, value=6, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (PEOPLE, PEOPLE)


def test_one_person_who_cannot_be_assessed_does_not_cost_the_rest(register: str, monkeypatch, caplog) -> None:
    whole = tried(register, value=6)
    broken, real = whole.people[0].nominal_id, dry_run_module.person_moved

    def breaking(nominal_id: Any, found: Any) -> Any:
        if nominal_id == broken:
            raise ZeroDivisionError
        return real(nominal_id, found)

    monkeypatch.setattr(dry_run_module, "person_moved", breaking)
    with caplog.at_level(logging.CRITICAL):
        found = tried(register, value=6)
    assert found.failed == (broken,)
    assert (found.assessed, found.people) == (PEOPLE - 1, whole.people[1:])


@pytest.mark.parametrize(
    ("rule", "value", "told"),
    [
        ("no-such-rule", None, "“no-such-rule”"),
        (MONTHS, None, "give its new value"),
        ("figure/no-such", 6, "Figures: "),
        ("policy/no-such", 6, "Figures: .*visit-interval/very-high"),
        ("policy/first/assessment", 0, "at least 1"),
        ("absence-from-home", 6, "takes no value"),
    ],
)
def test_what_cannot_be_tried_is_refused_before_anything_is_read(rule: str, value: int, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        tried("dbname=there-is-none", rule, value=value)


def test_every_rule_listed_for_england_and_wales_is_one_that_is_off_or_a_figure() -> None:
    known = rules_to_try()
    off = {one.rule for one in proposals() if one.jurisdiction == "england-and-wales"}
    assert off < set(known)
    assert {MONTHS, "policy/first/assessment"} < set(known)
    check_value(MONTHS, 6)
    check_value("absence-from-home", None)
