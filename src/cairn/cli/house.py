"""Opening the house: every command but the law's starts here."""

from __future__ import annotations

import os
from pathlib import Path

import typer

from cairn.errors import BadInput


def open_house(*, begins: bool = False, starts: bool = False, as_owner: bool = False) -> None:
    """
    Find the database, or start the embedded one, then load the rooms.

    Parameters
        begins: the command may make the embedded database where there is none yet.
        starts: the command says on standard error which database it uses, and that both addresses lead to it is
            checked.
        as_owner: the command needs the owner's connection.

    Raises
        BadInput, Conflict: see cairn.cli.which_database and cairn.cli.database.
    """
    from cairn.cli.database import connect  # noqa: PLC0415  law commands start without a database
    from cairn.cli.which_database import OWNER_URL, described, refuse_two_databases  # noqa: PLC0415  beside it

    embedded = connect(Path(os.environ.get("CAIRN_HOME", "var")), begins=begins)
    if as_owner and OWNER_URL not in os.environ:
        raise BadInput(f"Set {OWNER_URL} too: this is done as the owner of the tables.")
    if starts:
        typer.echo(described(os.environ, embedded), err=True)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cairn.project.settings")
    import django  # noqa: PLC0415  slow; law commands start without it

    django.setup()
    if starts and embedded is None:
        refuse_two_databases()
