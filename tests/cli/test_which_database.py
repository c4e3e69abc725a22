"""A given database is never silently another one, and every start says which it uses."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cairn.cli.main import app
from cairn.cli.which_database import described, given
from cairn.errors import BadInput, CairnError
from tests.server import clone

APPLICATION = "postgresql://cairn_app:secret@db.north.test:5433/cairn?sslmode=verify-full"
OWNER = "postgresql://cairn_owner:other@db.north.test:5433/cairn?sslmode=verify-full"
MINE = {name: os.environ[name] for name in ("DATABASE_URL", "DATABASE_OWNER_URL")}


def run(command: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """A command of `cairn` with these variables, and no other that names a database."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DATABASE_")}
    return subprocess.run(
        [sys.executable, "-m", "cairn.cli.main", *command.split()],
        env={**kept, "CAIRN_HOME": str(home), **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


@pytest.mark.parametrize(
    ("environment", "whether"),
    [
        ({}, False),
        ({"DATABASE_URL": APPLICATION}, True),
        ({"DATABASE_URL": APPLICATION, "DATABASE_OWNER_URL": OWNER}, True),
    ],
)
def test_a_whole_set_or_none_is_taken(environment: dict[str, str], whether: bool) -> None:
    assert given(environment) is whether


@pytest.mark.parametrize(
    ("environment", "told"),
    [
        ({"DATABASE_OWNER_URL": OWNER}, "DATABASE_OWNER_URL is set and DATABASE_URL is not"),
        ({"DATABASE_URL": ""}, "DATABASE_URL is set and empty"),
        ({"DATABASE_URL": " ", "DATABASE_OWNER_URL": OWNER}, "DATABASE_URL is set and empty"),
        ({"DATABASE_URL": APPLICATION, "DATABASE_OWNER_URL": ""}, "DATABASE_OWNER_URL is set and empty"),
    ],
)
def test_half_a_set_is_refused(environment: dict[str, str], told: str) -> None:
    with pytest.raises(BadInput, match=told) as refusal:
        given(environment)
    assert "other" not in refusal.value.message.split("--preserve-env")[0].replace("another", "")


def test_it_is_described_without_its_passwords() -> None:
    both = {"DATABASE_URL": APPLICATION, "DATABASE_OWNER_URL": OWNER}
    assert (
        described(both, None) == "Database: cairn on db.north.test port 5433, as cairn_app and cairn_owner."
    )
    socket = {"DATABASE_URL": "postgresql://cairn_app@/cairn?host=/run/postgresql"}
    assert described(socket, None) == "Database: cairn on /run/postgresql, as cairn_app."
    service = {"DATABASE_URL": "postgresql:///?service=cairn"}
    assert described(service, None) == "Database: service cairn on this machine, as this account."
    assert described({}, Path("/srv/postgresql")) == "Database: the embedded one in /srv/postgresql."


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://cairn_app:pass/hush@db.north.test/cairn",
        "postgresql://cairn_app:pass/hush@[db/cairn",
        "postgresql://cairn_app:12/pass@db/cairn",
        "postgresql://cairn_app:pass@[db/cairn",
        "postgresql://cairn_app:pass@db:port/cairn",
        "postgresql://cairn_app:pass@db",
        "pass",
    ],
)
def test_an_address_that_cannot_be_read_is_not_repeated(address: str) -> None:
    with pytest.raises(BadInput, match="DATABASE_URL is no address of a database") as refusal:
        given({"DATABASE_URL": address})
    assert "pass@" not in refusal.value.message
    assert "hush" not in refusal.value.message


@pytest.fixture
def refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """What a command is refused with that stops before the rooms are loaded, so in this process."""

    def asked(command: str, **environment: str) -> str:
        for name in ("CAIRN_DEMO", "CAIRN_HTTPS"):
            monkeypatch.setenv(name, "false")
        nothing = {"DATABASE_URL": None, "DATABASE_OWNER_URL": None}
        result = CliRunner().invoke(
            app, command.split(), env={**nothing, "CAIRN_HOME": str(tmp_path), **environment}
        )
        assert isinstance(result.exception, CairnError)
        assert list(tmp_path.iterdir()) == []
        return result.output + result.exception.message

    return asked


@pytest.mark.parametrize("command", ["serve", "worker", "migrate", "demo", "check", "ledger verify"])
def test_with_the_owner_s_address_alone_nothing_starts(command: str, refused: Callable[..., str]) -> None:
    said = refused(command, DATABASE_OWNER_URL=MINE["DATABASE_OWNER_URL"])
    assert "Set both, or neither for the embedded one." in said


@pytest.mark.parametrize("command", ["worker", "migrate", "demo"])
def test_what_is_done_as_the_owner_is_refused_without_its_address(
    command: str, refused: Callable[..., str]
) -> None:
    said = refused(command, DATABASE_URL=MINE["DATABASE_URL"])
    assert said == "Set DATABASE_OWNER_URL too: this is done as the owner of the tables."


@pytest.mark.parametrize("command", ["serve", "worker", "check", "ledger verify"])
def test_only_migrate_and_demo_make_an_embedded_database(command: str, refused: Callable[..., str]) -> None:
    said = refused(command)
    assert "There is no database yet" in said
    assert "run `cairn migrate`" in said


def test_a_refusal_is_one_sentence_and_an_exit_code(tmp_path: Path) -> None:
    answer = run("migrate", tmp_path, DATABASE_OWNER_URL=MINE["DATABASE_OWNER_URL"])
    assert (answer.returncode, answer.stdout) == (1, "")
    assert answer.stderr.startswith("cairn: DATABASE_OWNER_URL is set and DATABASE_URL is not")
    assert "Traceback" not in answer.stderr


def test_a_start_says_which_database_it_uses(tmp_path: Path) -> None:
    answer = run("migrate", tmp_path, **MINE)
    assert answer.returncode == 0
    told = answer.stderr.splitlines()[0]
    assert told.startswith("Database: cairn_")
    assert told.endswith(", as cairn_app and cairn_owner.")
    assert "password" not in told


def test_two_addresses_of_two_databases_are_refused(tmp_path: Path) -> None:
    other = clone("cairn_another_" + os.environ.get("PYTEST_XDIST_WORKER", "test"))[1]
    answer = run("migrate", tmp_path, **{**MINE, "DATABASE_OWNER_URL": other})
    assert answer.returncode == 1
    assert "DATABASE_URL and DATABASE_OWNER_URL lead to two databases" in answer.stderr


def test_a_database_that_does_not_answer_is_one_sentence(tmp_path: Path) -> None:
    answer = run("check", tmp_path, DATABASE_URL="postgresql://cairn_app:secret@127.0.0.1:1/cairn")
    assert answer.returncode == 1
    assert "cairn: The database of DATABASE_URL does not answer: " in answer.stderr
    assert "Traceback" not in answer.stderr
    assert "secret" not in answer.stderr
