"""Which database a command uses: a given one is never silently another, and every start says which it is."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from cairn.errors import BadInput, Conflict

APPLICATION_URL, OWNER_URL = "DATABASE_URL", "DATABASE_OWNER_URL"
# A server's own number, which a replica shares, and the database's in it.
_WHERE = """
SELECT server.system_identifier, database.oid FROM pg_control_system() server, pg_database database
WHERE database.datname = current_database()
"""


def given(environment: Mapping[str, str]) -> bool:
    """
    Whether the operator named a database. If not, it is the embedded one.

    Raises
        BadInput: only the owner's address is given, or one is empty or no address. Whoever set either meant a database.

    Source: sudo(8), "Command environment": variables are dropped unless --preserve-env names them.
    """
    for name in (APPLICATION_URL, OWNER_URL):
        if not environment.get(name, "unset").strip():
            raise BadInput(
                f"{name} is set and empty. Set it to postgresql://user:password@host:port/name, or unset it for the "
                "embedded database."
            )
    if OWNER_URL in environment and APPLICATION_URL not in environment:
        raise BadInput(
            f"{OWNER_URL} is set and {APPLICATION_URL} is not, so it is not clear which database is meant. Set both, "
            "or neither for the embedded one. With sudo, keep both: sudo "
            f"--preserve-env={APPLICATION_URL},{OWNER_URL} ..."
        )
    for name in {APPLICATION_URL, OWNER_URL} & environment.keys():
        _parts(environment, name)
    return APPLICATION_URL in environment


def described(environment: Mapping[str, str], embedded: Path | None) -> str:
    """
    The database in one line, without any password.

    Parameters
        embedded: the embedded database's directory, if it is that one.
    """
    if embedded is not None:
        return f"Database: the embedded one in {embedded}."
    site = _parts(environment, APPLICATION_URL)
    host = site.get("host", "this machine") + (f" port {site['port']}" if "port" in site else "")
    given_both = [name for name in (APPLICATION_URL, OWNER_URL) if name in environment]
    roles = [_parts(environment, name).get("user", "this account") for name in given_both]
    return (
        f"Database: {site.get('dbname') or 'service ' + site['service']} on {host}, as {' and '.join(roles)}."
    )


def refuse_two_databases() -> None:
    """
    Ask each given connection where it leads; the rooms must be loaded.

    Raises
        Conflict: one does not answer; or the site would use one database, and `cairn migrate` another.
    """
    from django.db import OperationalError, connections  # noqa: PLC0415  law commands start without it

    where = set()
    for alias, variable in (("default", APPLICATION_URL), ("owner", OWNER_URL)):
        if alias not in connections.databases:
            continue
        try:
            with connections[alias].cursor() as cursor:
                cursor.execute(_WHERE)
                where.add(cursor.fetchone())
        except OperationalError as error:
            raise Conflict(
                f"The database of {variable} does not answer: {' '.join(str(error).split())}"
            ) from error
        connections[alias].close()
    if len(where) > 1:
        raise Conflict(
            f"{APPLICATION_URL} and {OWNER_URL} lead to two databases. Set both to the same server and database, each "
            "with its role."
        )


def _parts(environment: Mapping[str, str], variable: str) -> dict[str, str]:
    """
    An address taken apart.

    Raises
        BadInput: it is none; also where a / in the password would make the rest of it the database's name.
    """
    try:
        found = {part: str(value) for part, value in conninfo_to_dict(environment[variable]).items()}
    except ProgrammingError:
        found = {}
    name = found.get("dbname", found.get("service", "@"))
    if "@" in name or not found.get("port", "0").replace(",", "").isdigit():
        raise BadInput(
            f"{variable} is no address of a database. It should be postgresql://user:password@host:port/name, with "
            "%2F for a / in the password, %40 for an @ and %3A for a colon."
        )
    return found
