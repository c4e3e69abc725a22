"""
The role in which background jobs act: the clock's runs and the sealing of the ledger.

The worker signs in as the owner of the tables and from its first statement on is this role, which reads the facts,
writes the clock's rows and the log's, and can do nothing else: no fact, entry or history row is its to change.
Its rights are in the rooms' declarations (cairn.access.policies).
"""

from __future__ import annotations

from django.db import connections
from psycopg.conninfo import make_conninfo

from cairn.errors import BadInput

JOBS_ROLE = "cairn_jobs"


def owner_conninfo() -> str:
    """
    How to connect as the owner of the tables.

    Raises
        BadInput: this process was started without the owner's connection.
    """
    if "owner" not in connections.databases:
        raise BadInput("DATABASE_OWNER_URL is not set; the clock and the ledger's sealer sign in by it.")
    settings = connections.databases["owner"]
    parts = {
        "dbname": settings["NAME"],
        "user": settings["USER"],
        "password": settings["PASSWORD"],
        "host": settings["HOST"],
        "port": settings["PORT"],
    }
    return make_conninfo(**{name: value for name, value in parts.items() if value}, **settings["OPTIONS"])


def jobs_conninfo() -> str:
    """
    The same, acting as the jobs' role from the first statement on.

    Raises
        BadInput: see owner_conninfo.
    """
    return make_conninfo(owner_conninfo(), options=f"-c role={JOBS_ROLE}")
