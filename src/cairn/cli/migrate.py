"""Bringing a database to this version: tables, then who may see them, in the owner's name."""

from __future__ import annotations

from django.core.management import call_command

from cairn.access import guard


def migrate() -> None:
    """
    Run the migrations as the owner role, then grant and guard every table.

    Safe on a live database: until the last step's one transaction commits, the application role has
    no right on a new table at all.

    Raises:
        django.db.Error: nothing of the step that failed remains.
    """
    call_command("migrate", database="owner", verbosity=0, interactive=False)
    call_command("createcachetable", database="owner", verbosity=0)
    guard.apply(using="owner")
