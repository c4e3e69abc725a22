"""
How long it takes to read facts as they were known, beside reading them from the present tables.

    python bench/past.py [nominals] [states]

Makes a synthetic register (default 5,000 people) in an embedded database in a temporary directory, and
writes every row's history so many times (default 3, as if each had been changed twice). Reads all that
duties rest on, for one person and for a thousand: from the present tables, as known now, and as known
before the changes; as a user whom row security binds, and as the owner of the tables. Prints JSON last.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import nullcontext
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID

import psycopg

AS_AT = date(2026, 3, 2)
MANY, TIMES = 1_000, 7


def main() -> None:
    """Measure and print."""
    nominals = int(sys.argv[1]) if len(sys.argv) > 1 else 5_000
    states = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    with tempfile.TemporaryDirectory(prefix="cairn-bench-") as home:
        Path(home).chmod(0o755)
        os.environ |= {"CAIRN_HOME": home, "CAIRN_DEMO": "true", "CAIRN_HTTPS": "false"}
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
            os.environ.pop(name, None)
        print(json.dumps(_measured(nominals, states), indent=2))


def _measured(nominals: int, states: int) -> dict[str, Any]:
    from cairn.cli.house import open_house

    open_house(begins=True)
    from cairn.cli.migrate import migrate
    from cairn.clock.running.run import owner_conninfo
    from cairn.demo.load import load

    migrate()
    _say(f"inventing {nominals:,} people")
    load(nominals=nominals, seed=1, as_at=AS_AT)
    before = datetime.now(UTC)
    with psycopg.connect(owner_conninfo(), autocommit=True) as owner:
        rows = _write_again(owner, states - 1)
        owner.execute("VACUUM (ANALYZE)")
        ids = [key for (key,) in owner.execute("SELECT id FROM record_nominal ORDER BY id LIMIT %s", [MANY])]
    figures = {
        reader: {str(many): _ratios(reader, ids[:many], before) for many in (1, MANY)}
        for reader in ("user", "owner")
    }
    return {
        "nominals": nominals,
        "states_of_each_row": states,
        "history_rows": rows,
        "median_of": TIMES,
        **figures,
        "register_as_known": _register(owner_conninfo()),
    }


def _write_again(owner: psycopg.Connection, times: int) -> int:
    """Every row's first state once more, as if it had been changed and changed back."""
    from cairn.ledger.history.as_known import tracked_models

    rows = 0
    for _, history in tracked_models():
        table = history._meta.db_table  # noqa: SLF001  Django documents it
        names = ", ".join(
            f'"{field.column}"'
            for field in history._meta.concrete_fields  # noqa: SLF001  Django documents it
            if field.column not in {"pgh_id", "pgh_label", "pgh_created_at"}
        )
        for _ in range(times):
            owner.execute(
                f"INSERT INTO {table} (pgh_label, pgh_created_at, {names}) "
                f"SELECT 'update', now(), {names} FROM {table} WHERE pgh_label = 'insert'"
            )
        rows += (owner.execute(f"SELECT count(*) FROM {table}").fetchone() or (0,))[0]
    return rows


def _ratios(reader: str, ids: list[UUID], before: datetime) -> dict[str, float]:
    present = _median(reader, ids, None)
    now, earlier = _median(reader, ids, datetime.now(UTC)), _median(reader, ids, before)
    return {
        "present_ms": round(present * 1000, 2),
        "known_now_ms": round(now * 1000, 2),
        "known_before_the_changes_ms": round(earlier * 1000, 2),
        "ratio_known_now": round(now / present, 2),
        "ratio_known_before_the_changes": round(earlier / present, 2),
    }


def _median(reader: str, ids: list[UUID], moment: datetime | None) -> float:
    ask = _as_user if reader == "user" else _as_owner
    return median(ask(ids, moment) for _ in range(TIMES))


def _as_user(ids: list[UUID], moment: datetime | None) -> float:
    from django.db import connection

    from cairn.accounts.database_user import acting_as
    from cairn.accounts.models import User
    from cairn.ledger.history.as_known import as_known

    officer = User.objects.select_related("agency").get(username="officer")
    with acting_as(officer), as_known(moment) if moment else nullcontext(), connection.cursor() as cursor:
        return _timed(lambda: _read(connection.connection, cursor, ids))


def _as_owner(ids: list[UUID], moment: datetime | None) -> float:
    from cairn.clock.running.run import owner_conninfo
    from cairn.ledger.history.as_known import turn_back

    with psycopg.connect(owner_conninfo()) as owner, owner.cursor() as cursor:
        if moment:
            turn_back(cursor, moment)
        return _timed(lambda: _read(owner, cursor, ids))


def _read(connection: psycopg.Connection, cursor: Any, ids: list[UUID]) -> int:
    from cairn.clock.projection.facts import gather
    from cairn.record.facts import read_facts

    found = list(gather(cursor, read_facts(connection, only=ids), as_at=AS_AT, only=ids))
    assert len(found) == len(ids)
    return len(found)


def _timed(ask: Callable[[], int]) -> float:
    began = time.perf_counter()
    ask()
    return time.perf_counter() - began


def _register(conninfo: str) -> dict[str, float]:
    """The whole register's list, beside making the projection anew in this one process."""
    from cairn.clock.as_known.register import register_as_known
    from cairn.clock.as_known.times import AsKnown
    from cairn.clock.running.run import run

    rebuilt = run(on=AS_AT, rebuild=True, processes=1, conninfo=conninfo).seconds
    moment = AsKnown(AS_AT + timedelta(days=0), datetime.now(UTC))
    seconds = _timed(lambda: register_as_known(moment, conninfo=conninfo).nominals)
    return {"seconds": round(seconds, 2), "ratio_to_rebuild": round(seconds / rebuilt, 2)}


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
