"""Bringing a database to this version: tables, who may see them, and the log over them."""

from __future__ import annotations

from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor

from cairn.access import apply_row_security
from cairn.ledger.history import as_known
from cairn.ledger.log.connecting import within
from cairn.ledger.log.triggers import attach


def migrate() -> None:
    """
    Run the migrations as the owner role, then grant and guard every table, and have the log cover it.

    Safe on a live database: until the last step's one transaction commits, the application role has
    no right on a new table at all, and pages of the past say that Cairn is being brought up to date.

    Raises:
        django.db.Error: nothing of the step that failed remains.
    """
    if _migrations_to_run():
        with connections["owner"].cursor() as cursor:
            for statement in as_known.forgetting():
                cursor.execute(statement)
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    call_command("createcachetable", database="owner", verbosity=0)
    apply_row_security.apply(using="owner")
    attach(within("owner"))


def _migrations_to_run() -> bool:
    executor = MigrationExecutor(connections["owner"])
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
