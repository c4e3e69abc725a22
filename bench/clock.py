"""
How long the clock takes on a large register, beside reading that register's facts with COPY.

    python bench/clock.py [nominals]

Makes a synthetic register of a tenth of the nominals, then one of all (default 100,000), each in an
embedded database of its own in a temporary directory. Every figure is also a ratio to reading all the
facts that duties rest on out of PostgreSQL with COPY, in the same run.

The nights after the rebuild are run one by one; then the projection is compared, row for row, with a
rebuild of the last of them. Prints JSON last.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

AS_AT = date(2026, 3, 2)
NIGHTS = 7
# The tables that duties are computed from.
FACTS = (
    *("record_nominal", "record_conviction", "record_disposal", "record_timeaway", "record_address"),
    *("record_stay", "record_householdstay", "record_name", "record_trip", "record_notification"),
    *("record_notifiedmatter", "record_allocation", "access_partnership", "supervision_riskassessment"),
    *("supervision_visit", "plan_managementlevel", "plan_plan", "plan_action"),
)
PROJECTION = ("clock_standing", "clock_duty")


def main() -> None:
    """Measure both registers, each in a process of its own, and print the figures."""
    nominals = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    registers = [_alone(size) for size in (nominals // 10, nominals)]
    growth = {
        name: round(registers[1][name]["seconds"] / registers[0][name]["seconds"], 2)
        for name in ("copy_of_facts", "nightly", "rebuild")
    }
    print(
        json.dumps(
            {"cores": os.cpu_count(), "registers": registers, "growth_for_ten_times": growth}, indent=2
        )
    )


def _alone(nominals: int) -> dict[str, Any]:
    command = [sys.executable, __file__, "--one", str(nominals)]
    answer = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return dict(json.loads(answer.stdout))


def one(nominals: int) -> None:
    """Measure one register and print its figures."""
    with tempfile.TemporaryDirectory(prefix="cairn-bench-") as home:
        Path(home).chmod(0o755)
        os.environ |= {"CAIRN_HOME": home, "CAIRN_DEMO": "true", "CAIRN_HTTPS": "false"}
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
            os.environ.pop(name, None)
        print(json.dumps(_measured(nominals)))


def _measured(nominals: int) -> dict[str, Any]:
    from cairn.cli.house import open_house

    open_house(begins=True)
    from cairn.cli.migrate import migrate
    from cairn.clock.running.run import owner_conninfo, run
    from cairn.demo.load import load

    migrate()
    _say(f"inventing {nominals:,} people")
    began = time.perf_counter()
    load(nominals=nominals, seed=1, as_at=AS_AT)
    loaded = time.perf_counter() - began
    with psycopg.connect(owner_conninfo(), autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
        reads = [_copied(connection) for _ in range(3)]
        copy = median(seconds for seconds, _ in reads)
        _say(f"facts read with COPY in {copy:.2f} s; rebuilding")
        rebuilt = run(on=AS_AT, rebuild=True)
        nights = [run(on=AS_AT + timedelta(days=day)) for day in range(1, NIGHTS + 1)]
        nightly = median(night.seconds for night in nights)
        after_nights = _digest(connection)
        _say(f"rebuilt in {rebuilt.seconds:.1f} s, a night in {nightly:.2f} s; comparing")
        again = run(on=AS_AT + timedelta(days=NIGHTS), rebuild=True)
        return {
            "nominals": nominals,
            "load_seconds": round(loaded, 1),
            "copy_of_facts": {"seconds": round(copy, 3), "rows": reads[0][1]},
            "rebuild": {
                "seconds": round(rebuilt.seconds, 2),
                "seconds_again": round(again.seconds, 2),
                "ratio_to_copy": round(rebuilt.seconds / copy, 2),
                "duties": rebuilt.duties,
                "failed": len(rebuilt.failed) + sum(len(night.failed) for night in nights),
                "duties_per_second": round(rebuilt.duties / rebuilt.seconds),
            },
            "nightly": {
                "seconds": round(nightly, 3),
                "ratio_to_copy": round(nightly / copy, 2),
                "slowest_seconds": round(max(night.seconds for night in nights), 3),
                "nominals_touched": [night.nominals for night in nights],
            },
            "nightly_and_rebuild_agree_row_for_row": after_nights == _digest(connection),
        }


def _copied(connection: psycopg.Connection) -> tuple[float, int]:
    """Seconds to read every fact with COPY, and the number of rows."""
    rows, began = 0, time.perf_counter()
    for table in FACTS:
        # A query, because COPY of a table is refused where row security binds its owner.
        with connection.cursor() as cursor:
            with cursor.copy(f"COPY (SELECT * FROM {table}) TO STDOUT") as copy:
                for _ in copy:
                    pass
            rows += cursor.rowcount
    return time.perf_counter() - began, rows


def _digest(connection: psycopg.Connection) -> list[tuple[Any, ...]]:
    """Each table's number of rows, and a sum over the hashes of every row without its key."""
    return [
        connection.execute(
            f"SELECT count(*), sum(hashtextextended((to_jsonb(t) - 'id')::text, 0)::numeric) FROM {table} t"
        ).fetchone()
        or ()
        for table in PROJECTION
    ]


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]))
    else:
        main()
