"""
What the log costs: to those who write, to those who verify, and to those who carry a proof.

    python bench/ledger.py [--quick]

Each figure is also a ratio to the same work without the log, in the same run: entries appended by eight
writers while the sealer runs (each second, and not each minute as the worker does), and with notes taken only,
to the same with the triggers off; verifying a register, to SHA-256 of the same
bytes; proofs of a log of ten million leaves, whose nodes are made in memory. Prints JSON last.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import median
from typing import Any

import psycopg

QUICK = "--quick" in sys.argv
WRITERS, SECONDS, TURNS = 8, 3 if QUICK else 8, 1 if QUICK else 3
NOMINALS, LEAVES = (50, 100_000) if QUICK else (1_000, 10_000_000)
INSERT = """
    INSERT INTO ledger_entry (act, what, detail, why, request, actor_id, agency_id, nominal_id)
    VALUES ('consultation', 'person page', '{"page": "overview"}', '', 'bench', %(me)s, %(me)s, gen_random_uuid())
"""


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="cairn-bench-") as home:
        Path(home).chmod(0o755)
        os.environ |= {"CAIRN_HOME": home, "CAIRN_DEMO": "true", "CAIRN_HTTPS": "false"}
        for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
            os.environ.pop(name, None)
        from cairn.cli.house import open_house

        open_house(begins=True)
        from cairn.cli.migrate import migrate

        migrate()
        figures = {"cores": os.cpu_count(), "register": _register(), "append": _append(), "proofs": _proofs()}
    print(json.dumps(figures, indent=2))


def _register() -> dict[str, Any]:
    """Sealing and verifying a synthetic register."""
    from cairn.demo.load import load
    from cairn.ledger.log.connecting import application_role, keeper
    from cairn.ledger.log.sealing import seal
    from cairn.ledger.verifying.verify import steady, verify

    _say(f"inventing {NOMINALS:,} people")
    load(nominals=NOMINALS, seed=1)
    with keeper() as connection:
        sealing, sealed = _timed(lambda: seal(connection))
        connection.execute("ANALYZE")
    verifying, hashing = [], []
    for _ in range(TURNS):
        with keeper() as connection, steady(connection):
            taken, report = _timed(lambda: verify(connection, application=application_role()))
            verifying.append(taken)
            data = _bytes(connection)
        hashing.append(_timed(partial(_hash, data))[0])
    return {
        "nominals": NOMINALS,
        "rows": report.size,
        "findings": report.count,
        "refused": sealed.refused,
        "seal_seconds": round(sealing, 2),
        "sealed_per_second": round(report.size / sealing),
        "verify_seconds": round(median(verifying), 2),
        "verified_per_second": round(report.size / median(verifying)),
        "bytes": sum(map(len, data)),
        "verify_ratio_to_plain_sha256": round(median(verifying) / median(hashing), 1),
    }


def _bytes(connection: psycopg.Connection) -> list[bytes]:
    """Every covered row as JSON: what is hashed, without the log's own fields."""
    from cairn.ledger.log.triggers import covered

    return [
        row.encode()
        for table in covered(connection)
        for (row,) in connection.execute(f"SELECT to_jsonb(t)::text FROM {table} t")
    ]


def _hash(rows: list[bytes]) -> None:
    for row in rows:
        sha256(row).digest()


def _append() -> dict[str, Any]:
    """Eight processes that write entries, one a transaction, as the application role."""
    owner = psycopg.connect(os.environ["DATABASE_OWNER_URL"], autocommit=True)
    with_sealer, noted, without, sealed = [], [], [], 0
    for _ in range(TURNS):
        owner.execute("ALTER TABLE ledger_entry DISABLE TRIGGER ledger_note")
        without.append(_written(sealer=False)[0])
        owner.execute("ALTER TABLE ledger_entry ENABLE TRIGGER ledger_note")
        noted.append(_written(sealer=False)[0])
        written, run = _written(sealer=True)
        with_sealer.append(written)
        sealed += run
    owner.close()
    return {
        "writers": WRITERS,
        "per_second_with_the_sealer_running": round(median(with_sealer)),
        "per_second_noted_only": round(median(noted)),
        "per_second_with_triggers_off": round(median(without)),
        "ratio_with_the_sealer": round(median(with_sealer) / median(without), 2),
        "ratio_noted_only": round(median(noted) / median(without), 2),
        "sealed_meanwhile": sealed,
    }


def _written(*, sealer: bool) -> tuple[float, int]:
    """Entries a second, and how many were sealed meanwhile (once a second: the worker does it each minute)."""
    from cairn.ledger.log.connecting import keeper
    from cairn.ledger.log.sealing import seal

    _say(f"{WRITERS} writers for {SECONDS} seconds, {'with' if sealer else 'without'} the sealer")
    writers = [
        subprocess.Popen(
            [sys.executable, __file__, "--write", *sys.argv[1:]], stdout=subprocess.PIPE, text=True
        )
        for _ in range(WRITERS)
    ]
    sealed = 0
    with keeper() as connection:
        while any(writer.poll() is None for writer in writers):
            time.sleep(1)
            sealed += seal(connection).sealed if sealer else 0
    return sum(int(writer.communicate()[0]) for writer in writers) / SECONDS, sealed


def write() -> None:
    """One writer: how many entries it wrote in the time."""
    import uuid

    me, written = str(uuid.uuid4()), 0
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as site:
        until = time.perf_counter() + SECONDS
        while time.perf_counter() < until:
            with site.transaction():
                site.execute("SELECT set_config('cairn.user_id', %s, true)", [me])
                site.execute(INSERT, {"me": me})
            written += 1
    print(written)


def _proofs() -> dict[str, Any]:
    """Inclusion and consistency in a log of millions: nodes in memory, so that only the proofs are timed."""
    from cairn.ledger.log import merkle

    _say(f"hashing {LEAVES:,} leaves")
    levels = [b"".join(merkle.leaf_hash(number.to_bytes(8, "big")) for number in range(LEAVES))]
    while len(levels[-1]) > 32:
        below = levels[-1]
        pairs = range(0, len(below) // 64 * 64, 64)
        levels.append(
            b"".join(merkle.node_hash(below[at : at + 32], below[at + 32 : at + 64]) for at in pairs)
        )

    def node(level: int, index: int) -> bytes:
        return levels[level][index * 32 : index * 32 + 32]

    top = merkle.root(LEAVES, node)
    places = [LEAVES * part // 1_000 for part in range(1, 1_000)]
    made, paths = _timed(lambda: [merkle.inclusion_proof(place, LEAVES, node) for place in places])
    checked, right = _timed(
        lambda: [
            merkle.includes(node(0, place), place, LEAVES, path, top)
            for place, path in zip(places, paths, strict=True)
        ]
    )
    roots = [merkle.root(place, node) for place in places]
    grew, proofs = _timed(lambda: [merkle.consistency_proof(place, LEAVES, node) for place in places])
    kept, held = _timed(
        lambda: [
            merkle.consistent(place, LEAVES, proof, old, top)
            for place, proof, old in zip(places, proofs, roots, strict=True)
        ]
    )
    assert all(right)
    assert all(held)
    one = 1_000_000 / len(places)
    return {
        "leaves": LEAVES,
        "nodes": "in memory",
        "inclusion": {"hashes": max(map(len, paths)), "bytes": 32 * max(map(len, paths))}
        | {"make_microseconds": round(made * one), "check_microseconds": round(checked * one)},
        "consistency": {"hashes": max(map(len, proofs)), "bytes": 32 * max(map(len, proofs))}
        | {"make_microseconds": round(grew * one), "check_microseconds": round(kept * one)},
    }


def _timed(work: Callable[[], Any]) -> tuple[float, Any]:
    began = time.perf_counter()
    done = work()
    return time.perf_counter() - began, done


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    write() if "--write" in sys.argv else main()
