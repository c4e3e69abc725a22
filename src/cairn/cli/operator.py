"""The operator's own hand on the database: as the owner role, which alone adds agencies and first users."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction
from django.db.utils import DEFAULT_DB_ALIAS
from django.utils.connection import ConnectionDoesNotExist

from cairn.errors import Conflict


@contextmanager
def operator() -> Iterator[None]:
    """
    Everything in the block is done on the owner's connection, in one transaction.

    Raises
        Conflict: this machine is not set up with that connection.
    """
    try:
        owner = connections["owner"]
    except ConnectionDoesNotExist as error:
        raise Conflict("Set DATABASE_OWNER_URL: this is done as the owner of the tables.") from error
    application = connections[DEFAULT_DB_ALIAS]
    connections[DEFAULT_DB_ALIAS] = owner
    try:
        with transaction.atomic():
            yield
    finally:
        connections[DEFAULT_DB_ALIAS] = application
