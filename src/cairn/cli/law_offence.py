"""`cairn law offence`: an offence by its everyday name. Needs no database."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from cairn.errors import BadInput
from cairn.law.facts import ENGLAND_AND_WALES
from cairn.law.offences import Found, find

_UNREAD = " [not checked against the statute]"


def offence(
    words: Annotated[list[str], typer.Argument(metavar="WORDS...", help="As “grooming” or “GBH”.")],
    jurisdiction: Annotated[str, typer.Option("--in", metavar="PLACE")] = ENGLAND_AND_WALES,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """Offences by everyday name: what registers, what can bring MAPPA, and where each is listed."""
    asked = " ".join(words)
    try:
        found = find(asked, jurisdiction)
    except BadInput as error:
        typer.echo(error.message, err=True)
        raise typer.Exit(2) from None
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    elif found:
        typer.echo("\n\n".join("\n".join(_lines(each)) for each in found))
    if not found:
        typer.echo(f"Nothing in Schedule 3 or Schedule 15 fits “{asked}”.", err=True)
        raise typer.Exit(1)


def _lines(found: Found) -> list[str]:
    near = " (nearest)" if found.match == "close" else ""
    lines = [f"{found.reference}: {found.title}{near}"]
    if found.schedule_3 is not None:
        listed = found.schedule_3
        off = "" if listed.on else " Switched off: decide by hand."
        lines.append(
            f"  Registers ({listed.citation}): {listed.condition}{off}{'' if listed.verified else _UNREAD}"
        )
    else:
        lines.append("  Registers: no, Schedule 3 does not list it.")
    if found.schedule_15 is not None:
        other = found.schedule_15
        lines.append(f"  MAPPA ({other.citation}): {other.part}{'' if other.verified else _UNREAD}.")
        if other.note:
            lines.append(f"  {other.note}")
    return lines
