"""A database on another machine is spoken to by TLS with its name checked, or the operator has said otherwise."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from cairn.errors import BadInput
from cairn.project.database import database

_NAME = "DATABASE_URL"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://cairn_app:x@db.north.test/cairn",
        "postgresql://cairn_app:x@db.north.test/cairn?sslmode=require",
        "postgresql://cairn_app:x@db.north.test/cairn?sslmode=verify-ca",
        "postgresql://cairn_app:x@10.0.0.7:5433/cairn?sslmode=disable",
        "postgresql://cairn_app:x@/cairn?host=db.north.test",
        "postgresql://cairn_app:x@/cairn?host=/run/postgresql,db.north.test",
        "postgresql://cairn_app:x@localhost/cairn?hostaddr=10.0.0.7",
        "postgresql://cairn_app:x@localhost.north.test/cairn",
        "postgresql:///cairn?service=north",
    ],
)
def test_a_server_elsewhere_without_a_checked_certificate_is_refused(url: str) -> None:
    with pytest.raises(BadInput, match="DATABASE_URL names a server on another machine") as refusal:
        database(url, variable=_NAME)
    assert "sslmode=verify-full" in refusal.value.message
    assert ":x@" not in refusal.value.message
    assert database(url, variable=_NAME, plain=True)["NAME"] == "cairn"


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://cairn_app:x@db.north.test/cairn?sslmode=verify-full&sslrootcert=system",
        "postgresql://cairn_app@/cairn?host=/run/postgresql",
        "postgresql://cairn_app:x@localhost/cairn",
        "postgresql://cairn_app:x@127.0.0.1:5433/cairn",
        "postgresql://cairn_app:x@[::1]/cairn",
        "postgresql:///cairn",
    ],
)
def test_a_checked_one_and_one_on_this_machine_are_taken(url: str) -> None:
    assert database(url, variable=_NAME)["NAME"] == "cairn"


def test_an_address_is_taken_apart() -> None:
    found = database(
        "postgresql://cairn%20app:p%40ss@/cairn?host=/run/pg&port=5433&options=x", variable=_NAME
    )
    assert (found["USER"], found["PASSWORD"], found["HOST"], found["PORT"]) == (
        "cairn app",
        "p@ss",
        "/run/pg",
        "5433",
    )
    assert found["OPTIONS"] == {"options": "x"}


def test_the_start_stops_with_a_sentence() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "cairn.cli.main", "check"],
        env={**os.environ, "DATABASE_URL": "postgresql://cairn_app:secret@db.north.test/cairn"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "db.north.test" in run.stderr
    assert "Traceback" not in run.stderr
    assert "secret" not in run.stderr
