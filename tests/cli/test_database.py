"""The embedded database: in a directory of the operator's choosing, kept over restarts, used by one site."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest

from cairn.cli.database import DATABASE, EmbeddedDatabase, extensions, roles_and_database
from cairn.errors import Conflict

START = """
import sys
from pathlib import Path
from cairn.cli.database import EmbeddedDatabase
print(EmbeddedDatabase(Path(sys.argv[1])).start().{role}, flush=True)
sys.stdin.read()
"""


def _started(home: Path, role: str = "owner") -> subprocess.Popen[str]:
    """A process of its own that starts the database and keeps it until its input closes."""
    return subprocess.Popen(
        [sys.executable, "-c", START.format(role=role), str(home)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "home"


def test_data_survives_a_restart(home: Path) -> None:
    for statement in ("CREATE TABLE kept (word text)", "INSERT INTO kept VALUES ('here')"):
        with _started(home) as process:
            with psycopg.connect(process.stdout.readline().strip(), autocommit=True) as connection:
                connection.execute(statement)
            process.communicate()
    with _started(home) as process:
        with psycopg.connect(process.stdout.readline().strip()) as connection:
            assert connection.execute("SELECT word FROM kept").fetchall() == [("here",)]
        process.communicate()


def test_commands_started_at_once_all_find_a_database_that_is_ready(home: Path) -> None:
    with _started(home) as first:
        uri = first.stdout.readline().strip()
        for _ in range(3):
            others = [_started(home) for _ in range(4)]
            assert [process.stdout.readline().strip() for process in others] == [uri] * 4
            for process in others:
                process.communicate()
                assert process.returncode == 0
        first.communicate()


def test_two_connections_preparing_one_server_wait_for_each_other(home: Path) -> None:
    """Many times over, so that without the lock one of them would be refused."""
    with _started(home) as process:
        owner = process.stdout.readline().strip()
        socket = owner.split("host=")[1]

        def prepare(_: int) -> None:
            for _ in range(30):
                with psycopg.connect(f"postgresql://postgres@/postgres?host={socket}") as superuser:
                    roles_and_database(superuser)
                with psycopg.connect(f"postgresql://postgres@/{DATABASE}?host={socket}") as superuser:
                    extensions(superuser)

        with ThreadPoolExecutor(2) as pool:
            list(pool.map(prepare, range(2)))
        process.communicate()


def test_it_listens_on_no_network_address(home: Path) -> None:
    with _started(home) as process:
        with psycopg.connect(process.stdout.readline().strip()) as connection:
            assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        process.communicate()


@pytest.mark.parametrize("role", ["application", "owner"])
def test_the_servers_log_keeps_no_word_of_a_statement_that_failed(home: Path, role: str) -> None:
    with _started(home, role) as process:
        with (
            psycopg.connect(process.stdout.readline().strip(), autocommit=True) as connection,
            pytest.raises(psycopg.errors.UndefinedTable),
        ):
            connection.execute("SELECT 1 FROM nowhere WHERE surname = 'Quillfeather'")
        process.communicate()
    log = (home / "postgresql" / "log").read_text()
    assert 'relation "nowhere" does not exist' in log
    assert "Quillfeather" not in log


def test_the_application_role_cannot_make_tables(home: Path) -> None:
    with _started(home, role="application") as process:
        with (
            psycopg.connect(process.stdout.readline().strip()) as connection,
            pytest.raises(psycopg.errors.InsufficientPrivilege),
        ):
            connection.execute("CREATE TABLE mine (word text)")
        process.communicate()


def test_a_second_site_on_the_same_directory_is_refused_politely(home: Path) -> None:
    with EmbeddedDatabase(home).hold(), pytest.raises(Conflict, match="already serving from"):
        EmbeddedDatabase(home).hold()


def test_the_directory_is_free_again_when_the_first_site_stops(home: Path) -> None:
    EmbeddedDatabase(home).hold().close()
    EmbeddedDatabase(home).hold().close()


def test_a_directory_that_holds_something_else_is_refused_politely(home: Path) -> None:
    database = EmbeddedDatabase(home)
    database.directory.mkdir(parents=True)
    (database.directory / "something-else").write_text("not a database")
    with pytest.raises(Conflict, match="CAIRN_HOME"):
        database.start()
