"""
Make the register that the next version must upgrade: run it when a version is out, and commit what it writes.

    python -m tests.upgrade.make CHECKOUT

CHECKOUT is a checkout of that version in which `make install frontend` has run. Forty invented people are loaded by
its own `cairn demo`, sealed and published by its own `cairn ledger`; this version only dumps them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import msgspec
import psycopg

from cairn.cli.database import DATABASE, EmbeddedDatabase
from tests.upgrade import server
from tests.upgrade.manifest import taken

MADE = Path(__file__).parent / "register"
DUMP, MANIFEST, HEADS, KEYS = (
    MADE / name for name in ("register.sql.xz", "manifest.json", "heads.jsonl", "keys")
)
PEOPLE, SEED = 40, 7


def make(checkout: Path) -> None:
    """Write the register of that version into this folder."""
    shutil.rmtree(MADE, ignore_errors=True)
    MADE.mkdir()
    with tempfile.TemporaryDirectory(prefix="cairn-upgrade-") as home:
        Path(home).chmod(0o755)
        _run(checkout, home, "demo", "--nominals", str(PEOPLE), "--seed", str(SEED))
        _run(checkout, home, "ledger", "publish", "--file", str(HEADS))
        shutil.copytree(Path(home) / "ledger-keys", KEYS)
        sockets = EmbeddedDatabase(Path(home)).start().owner.split("host=")[1]
        superuser = f"postgresql://postgres@/{DATABASE}?host={sockets}"
        version = subprocess.run(
            ["git", "-C", str(checkout), "rev-parse", "HEAD"], check=True, capture_output=True, text=True
        ).stdout.strip()
        with psycopg.connect(superuser) as connection:
            manifest = taken(connection, version=version, day=date.today().isoformat())
        MANIFEST.write_bytes(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")
        server.dump(superuser, DUMP)
    print(f"{DUMP.stat().st_size // 1024} kB: {len(manifest.people)} people, {len(manifest.duties)} duties")


def _run(checkout: Path, home: str, *words: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CAIRN_", "DATABASE_"))}
    subprocess.run(
        [checkout / ".venv" / "bin" / "cairn", *words],
        env={**kept, "CAIRN_HOME": home, "CAIRN_DEMO": "true", "CAIRN_HTTPS": "false"},
        cwd=checkout,
        check=True,
    )


if __name__ == "__main__":
    make(Path(sys.argv[1]).resolve())
