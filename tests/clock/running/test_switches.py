"""A rule switched on reaches the duties: at a rebuild, on its own day at night, and with every act."""

from __future__ import annotations

import os
from datetime import date, timedelta

import psycopg
import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.clock.explaining.queries import explain
from cairn.clock.models import Duty
from cairn.clock.running.run import run
from cairn.clock.services import recompute_nominal
from cairn.law.rulebook import STATUTE_BOOK
from tests.clock.register import BASE, fill
from tests.factories.access import make_user
from tests.factories.acts import convict
from tests.factories.law import switch
from tests.factories.record import make_person
from tests.server import clone

FROM = BASE + timedelta(days=10)
_DUE = "SELECT nominal_id, due FROM clock_duty WHERE kind = 'periodic' ORDER BY nominal_id, due"


@pytest.fixture(scope="module")
def register() -> str:
    database = f"cairn_switches_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"
    _, owner = clone(database)
    fill(os.environ["CAIRN_TEST_SUPERUSER"].format(database), nominals=40, seed=7)
    with psycopg.connect(os.environ["CAIRN_TEST_SUPERUSER"].format(database)) as superuser:
        superuser.execute(
            "INSERT INTO record_ruleswitch (rule, jurisdiction, since, value, reason, decided_by_id) "
            "SELECT 'figure/periodic-months', 'england-and-wales', %s, 6, 'Tried', id FROM access_user LIMIT 1",
            [FROM],
        )
    return owner


def due(register: str) -> list[tuple[object, ...]]:
    with psycopg.connect(register) as connection:
        return connection.execute(_DUE).fetchall()


def test_the_night_of_its_day_gives_the_rows_of_a_rebuild_with_one_process_or_two(register: str) -> None:
    run(on=BASE, rebuild=True, conninfo=register, processes=1)
    with psycopg.connect(register) as connection:
        latest = connection.execute("SELECT max(changes_on), count(*) FROM clock_standing").fetchone()
    assert latest == (FROM, 40), "everybody's answer may change on the day of the switch"
    for days in (4, 10, 30):
        run(on=BASE + timedelta(days=days), conninfo=register, processes=1)
    nightly = due(register)
    run(on=BASE + timedelta(days=30), rebuild=True, conninfo=register, processes=2)
    assert due(register) == nightly


@pytest.mark.django_db
def test_an_act_after_the_decision_and_a_page_apply_it() -> None:
    day = date(2026, 3, 2)
    with acting_as(make_user(Role.SUPERVISOR)) as supervisor:
        nominal = make_person(supervisor)
        convict(supervisor, nominal_id=nominal.pk)
        assert explain(nominal.pk, as_at=day).book is STATUTE_BOOK
        switch(supervisor, rule="figure/initial-days", value=10, since=date(2004, 5, 1))
        found = explain(nominal.pk, as_at=date(2015, 3, 4))
        recompute_nominal(nominal.pk, as_at=date(2015, 3, 4))
    assert [one.rule for one in found.book.switches] == ["figure/initial-days"]
    assert [(one.kind, one.due) for one in found.duties][:1] == [("initial", date(2015, 3, 11))]
    with acting_as(supervisor):
        assert Duty.objects.get(nominal_id=nominal.pk, kind="initial").due == date(2015, 3, 11)
