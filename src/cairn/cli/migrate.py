"""Bringing a database to this version: tables, who may see them, and the log over them."""

from __future__ import annotations

from django.core.management import call_command

from cairn.access import guard
from cairn.ledger.connecting import within
from cairn.ledger.triggers import attach


def migrate() -> None:
    """
    Run the migrations as the owner role, then grant and guard every table, and have the log cover it.

    Safe on a live database: until the last step's one transaction commits, the application role has
    no right on a new table at all.

    Raises:
        django.db.Error: nothing of the step that failed remains.
    """
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    call_command("createcachetable", database="owner", verbosity=0)
    guard.apply(using="owner")
    attach(within("owner"))
