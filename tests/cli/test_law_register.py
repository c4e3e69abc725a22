"""`cairn law rules`, `dry-run`, `switch`, `withdraw` and `switches`, as an operator types them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import psycopg
import pytest

from tests.clock.register import fill
from tests.server import clone

ALL_ROWS = """
    SELECT (SELECT count(*) FROM clock_duty), (SELECT max(id) FROM ledger_entry),
           (SELECT count(*) FROM record_ruleswitch), (SELECT sum(n_tup_ins + n_tup_upd + n_tup_del) IS NOT NULL
            FROM pg_stat_xact_user_tables)
"""


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    database = f"cairn_cli_law_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}"
    application, owner = clone(database)
    fill(os.environ["CAIRN_TEST_SUPERUSER"].format(database), nominals=14, seed=3)
    given = {**os.environ, "DATABASE_URL": application, "DATABASE_OWNER_URL": owner}
    assert _cairn(given, "clock", "run", "--on", "2026-03-02", "--rebuild").returncode == 0
    return given


def _cairn(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "cairn.cli.main", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def law(environment: dict[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    return _cairn(environment, "law", *words)


def supervisor(environment: dict[str, str]) -> str:
    """An officer of the police agency, made its supervisor."""
    with psycopg.connect(environment["DATABASE_OWNER_URL"]) as connection:
        row = connection.execute(
            "UPDATE access_user SET role = 'supervisor' WHERE id = (SELECT u.id FROM access_user u "
            "JOIN access_agency a ON a.id = u.agency_id WHERE a.kind = 'police' ORDER BY u.id LIMIT 1) "
            "RETURNING username"
        ).fetchone()
    assert row is not None
    return str(row[0])


def test_the_rules_that_are_off_need_no_register() -> None:
    said = law(dict(os.environ), "rules", "--json")
    names = {one["rule"]: one for one in json.loads(said.stdout)}
    assert names["absence-from-home"]["worked_out"]
    assert not names["notification-other-than-in-person"]["worked_out"]


def test_a_dry_run_says_whom_it_would_move_and_saves_nothing(environment: dict[str, str]) -> None:
    with psycopg.connect(environment["DATABASE_OWNER_URL"], autocommit=True) as connection:
        before = connection.execute(ALL_ROWS).fetchone()
        said = law(
            environment,
            *("dry-run", "figure/periodic-months", "--value", "6", "--from", "2004-05-01"),
            *("--on", "2026-03-02", "--json"),
        )
        assert connection.execute(ALL_ROWS).fetchone() == before
    found = json.loads(said.stdout)
    assert found["assessed"] == 14
    assert 0 < found["changed"] == len(found["people"])
    assert found["counts"]["moved"]["periodic"] > 0
    assert found["counts"]["days"]["most"] < 0, "half a year is sooner"


def test_a_dry_run_in_words_names_nobody_but_by_id(environment: dict[str, str]) -> None:
    said = law(environment, "dry-run", "policy/visit-interval/low", "--value", "1", "--from", "2020-01-01")
    assert said.returncode == 0, said.stderr
    assert "14 people assessed" in said.stdout
    assert "nothing is saved" in said.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("no-such-rule", "--from", "2027-01-01"), "There are: absence-from-home"),
        (("figure/periodic-months", "--from", "2027-01-01"), "give its new value"),
        (("absence-from-home", "--from", "2027-01-01", "--value", "3"), "takes no value"),
        (("absence-from-home", "--from", "soon"), "“soon” is not a date"),
        (("notification-other-than-in-person", "--from", "2027-01-01"), "not worked out"),
    ],
)
def test_what_cannot_be_tried_says_what_can(
    environment: dict[str, str], words: tuple[str, ...], told: str
) -> None:
    said = law(environment, "dry-run", *words)
    assert said.returncode == 2
    assert told in said.stderr


def test_switching_on_is_a_ledger_act_that_moves_the_duties_and_can_be_withdrawn(
    environment: dict[str, str],
) -> None:
    decided = ("figure/periodic-months", "--from", "2004-05-01", "--by", supervisor(environment))
    with psycopg.connect(environment["DATABASE_OWNER_URL"], autocommit=True) as connection:
        due = "SELECT array_agg(due ORDER BY nominal_id) FROM clock_duty WHERE kind = 'periodic'"
        assert _cairn(environment, "clock", "run", "--rebuild").returncode == 0
        before = connection.execute(due).fetchone()
        said = law(environment, "switch", *decided, "--value", "6", "--reason", "The order of June.")
        assert said.returncode == 0, said.stderr
        assert connection.execute(due).fetchone() != before
        entry = connection.execute(
            "SELECT act, why, detail->>'rule' FROM ledger_entry WHERE what = 'rule switched on'"
        ).fetchone()
        assert entry == ("alteration", "The order of June.", "figure/periodic-months")
        assert law(environment, "withdraw", *decided, "--reason", "A slip.").returncode == 0
        assert connection.execute(due).fetchone() == before
    listed = law(environment, "switches").stdout.splitlines()
    assert ["withdrawn" in line for line in listed] == [True, False]


def test_only_a_police_supervisor_decides(environment: dict[str, str]) -> None:
    with psycopg.connect(environment["DATABASE_OWNER_URL"]) as connection:
        row = connection.execute(
            "SELECT username FROM access_user WHERE role = 'offender-manager'"
        ).fetchone()
    assert row is not None
    said = law(
        environment,
        *("switch", "absence-from-home", "--from", "2027-01-01", "--by", row[0], "--reason", "So said."),
    )
    assert said.returncode == 1
    assert "A supervisor of a police agency can" in said.stderr
