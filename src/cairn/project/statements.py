"""How many statements each of the site's connections keeps planned (decision 7)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created


def keep_statements() -> None:
    """From now on every connection of the application role keeps as many as the operator says."""
    connection_created.connect(_keep, dispatch_uid="cairn.project.statements")


def _keep(*, connection: BaseDatabaseWrapper, **_: Any) -> None:
    if connection.alias == DEFAULT_DB_ALIAS and settings.CAIRN.database_statements:
        # The driver's own hundred are fewer than the site asks, and would be thrown out in turn.
        connection.connection.prepared_max = settings.CAIRN.database_statements
