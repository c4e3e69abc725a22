"""`cairn clock`: bringing the register's duties to a day."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cairn.cli.house import open_house

app = typer.Typer(help="The clock: what is owed, by whom, by when.", no_args_is_help=True)


@app.callback()
def clock() -> None:
    """The clock: what is owed, by whom, by when."""


@app.command()
def run(
    on: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="The day; default today.")] = None,
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Make every duty from nothing, not only those that change.")
    ] = False,
) -> None:
    """Bring the register's duties to a day."""
    open_house()
    from cairn.clock.run import run as run_clock  # noqa: PLC0415  needs the rooms loaded
    from cairn.dates import today  # noqa: PLC0415  beside it

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task("Duties", total=None)

        def show(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        result = run_clock(on=on.date() if on else today(), rebuild=rebuild, progress=show)
    speed = result.duties / result.seconds if result.seconds else 0.0
    typer.echo(
        f"{result.nominals} nominals, {result.duties} duties, {result.seconds:.2f} seconds, {speed:.0f} duties/second"
    )
    if result.failed:
        typer.echo(
            f"{len(result.failed)} nominals could not be brought to that day; see the errors above.", err=True
        )
        raise typer.Exit(1)
