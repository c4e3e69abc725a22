"""`cairn retention`: carrying out decisions to dispose of records."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.progress import Progress

from cairn.cli.house import open_house

app = typer.Typer(help="Retention: disposing of records when their time has come.", no_args_is_help=True)


@app.callback()
def retention() -> None:
    """Retention: disposing of records when their time has come."""


@app.command()
def dispose(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would go, and change nothing.")
    ] = False,
) -> None:
    """Carry out the decisions to dispose that are confirmed and have waited long enough."""
    open_house()
    from cairn.dates import today  # noqa: PLC0415  needs the rooms loaded
    from cairn.record.retention.disposal import dispose as carry_out  # noqa: PLC0415  beside it

    with Progress(transient=True) as bar:
        task = bar.add_task("Decisions", total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        result = carry_out(on=today(), dry_run=dry_run, progress=show)
    for decision, rows in result.done.items():
        typer.echo(f"{decision}: {sum(rows.values())} rows {'would go' if dry_run else 'erased'}")
    for decision, why in result.refused.items():
        typer.echo(f"{decision}: not carried out. {why}", err=True)
    typer.echo(f"{len(result.done)} records {'would be disposed of' if dry_run else 'disposed of'}.")
    if result.refused:
        raise typer.Exit(1)
