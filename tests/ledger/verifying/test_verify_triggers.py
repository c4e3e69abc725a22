"""Every trigger that writes history or notes gone, off or altered, and every way round them: named by its table."""

from __future__ import annotations

import psycopg
import pytest

from cairn.cli.database import APPLICATION
from cairn.ledger.history.kept import Declared, asked, declared
from cairn.ledger.log.triggers import covered
from cairn.ledger.verifying.findings import Damage
from cairn.ledger.verifying.verify import verify
from cairn.ledger.verifying.verify_triggers import triggers
from tests.ledger.conftest import SealedLog

DECLARED = declared()
OFF = (
    "DROP TRIGGER {0} ON {1}",
    "ALTER TABLE {1} DISABLE TRIGGER {0}",
    "ALTER TABLE {1} ENABLE REPLICA TRIGGER {0}",
)
ALTERED = "CREATE OR REPLACE FUNCTION {} RETURNS {} LANGUAGE {} AS $$ {} $$"


def _found(owner: psycopg.Connection) -> list[str]:
    damage = Damage()
    triggers(owner, damage, covered(owner), DECLARED, asked())
    return [str(finding) for finding in damage.findings]


def test_before_any_attack_nothing_is_wrong(sealed_log: SealedLog) -> None:
    assert _found(sealed_log.owner) == []


def test_verify_asks_it(sealed_log: SealedLog) -> None:
    sealed_log.owner.execute(f"DROP TRIGGER {DECLARED[0].name} ON {DECLARED[0].table}")
    (found,) = verify(sealed_log.owner, application=APPLICATION).findings
    assert found.table == DECLARED[0].table


def test_each_tracked_table_has_three() -> None:
    assert len(DECLARED) == 3 * len({each.table for each in DECLARED}) > 100


@pytest.mark.parametrize("trigger", DECLARED, ids=lambda each: f"{each.table}-{each.on}")
def test_a_trigger_of_the_history_gone_or_off_is_named(trigger: Declared, sealed_log: SealedLog) -> None:
    named = f"{trigger.table} *: its history's trigger on {trigger.on} is gone, off or altered: restore it, and ask why"
    for how in OFF:
        with sealed_log.owner.transaction(force_rollback=True):
            sealed_log.owner.execute(how.format(trigger.name, trigger.table))
            assert _found(sealed_log.owner) == [named]


SWALLOW = """
    CREATE FUNCTION a() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
    CREATE TRIGGER a BEFORE {} FOR EACH ROW EXECUTE FUNCTION a()
"""
NARROW = """
    DROP TRIGGER {name} ON record_vehicle;
    CREATE TRIGGER {name} AFTER UPDATE OF colour ON record_vehicle FOR EACH STATEMENT EXECUTE FUNCTION {name}()
"""
SECOND = "CREATE FUNCTION public._pgtrigger_should_ignore(text) RETURNS boolean LANGUAGE sql AS 'SELECT true'"
SWITCH = '"public"._pgtrigger_should_ignore(trigger_name name)'


@pytest.mark.parametrize(
    ("attack", "named"),
    [
        (
            ALTERED.format("{name}()", "trigger", "plpgsql", "BEGIN RETURN NULL; END"),
            "record_vehicle *: its history",
        ),
        (NARROW, "record_vehicle *: its history's trigger on UPDATE"),
        (ALTERED.format(SWITCH, "boolean", "sql", "SELECT true"), "_pgtrigger_should_ignore *: the function"),
        (SECOND, "_pgtrigger_should_ignore *: the function that triggers ask"),
        (SWALLOW.format("UPDATE ON record_vehicle"), "record_vehicle *: inserted: the trigger a"),
        (
            SWALLOW.format("INSERT ON record_vehiclehistory"),
            "record_vehiclehistory *: inserted: the trigger a",
        ),
        (
            "CREATE RULE a AS ON DELETE TO record_vehicle DO INSTEAD NOTHING",
            "record_vehicle *: inserted: the rule a",
        ),
        ("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_note", "ledger_entry *: its trigger is gone"),
        ("DROP TRIGGER ledger_note ON record_vehiclehistory", "record_vehiclehistory *: its trigger is gone"),
    ],
)
def test_a_way_round_a_trigger_is_named(attack: str, named: str, sealed_log: SealedLog) -> None:
    (name,) = [each.name for each in DECLARED if (each.table, each.on) == ("record_vehicle", "UPDATE")]
    sealed_log.owner.execute(attack.replace("{name}", name))
    found = _found(sealed_log.owner)
    assert any(finding.startswith(named) for finding in found), found
