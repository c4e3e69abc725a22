"""`cairn demo`: an invented register to look around in, and the site to look with."""

from __future__ import annotations

import os
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from cairn.cli.house import open_house

_ADDRESS = "http://127.0.0.1:{port}/"
_COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())


def demo(
    nominals: Annotated[int, typer.Option(min=1, help="How many people to invent.")] = 1000,
    seed: Annotated[int, typer.Option(help="The same seed and day give the same register.")] = 1,
    serve: Annotated[bool, typer.Option("--serve", help="Then serve the site until stopped.")] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="Empty the synthetic register and load it anew.")
    ] = False,
    port: Annotated[int, typer.Option(help="Where to serve.")] = 8000,
) -> None:
    """Load a register of invented people into an empty database, and say how to sign in."""
    os.environ["CAIRN_DEMO"] = "true"
    os.environ["CAIRN_HTTPS"] = "false"

    open_house(begins=True, starts=True, as_owner=True)
    from cairn.accounts.synthetic import mark_of  # noqa: PLC0415  needs the rooms loaded
    from cairn.cli.migrate import migrate  # noqa: PLC0415  needs the rooms loaded
    from cairn.demo.mark import wipe  # noqa: PLC0415  beside it

    console = Console()
    migrate()
    if fresh and mark_of("owner") is not None:
        wipe()
    mark = mark_of("owner")
    if mark is None:
        _load(console, nominals, seed)
    else:
        console.print(
            f"The synthetic register of {mark.nominals:,} people (seed {mark.seed}, {mark.as_at}) is loaded "
            "already. `cairn demo --fresh` empties it and loads it anew."
        )
    _wind(console, rebuild=mark is None)
    if mark is None:
        _play(console, nominals, seed)
    _seal(console)
    _explain(console, _ADDRESS.format(port=port))
    _hint(console)
    console.print("Every person here is invented. Never load this beside real data.", style="bold")
    if serve:
        from cairn.cli.serve import serve as run_site  # noqa: PLC0415  needs the rooms loaded

        run_site(port=port)
    else:
        console.print("`cairn demo --serve` serves the site.")


def _load(console: Console, nominals: int, seed: int) -> None:
    from cairn.demo.load import load  # noqa: PLC0415  needs the rooms loaded
    from cairn.demo.past import date_the_past  # noqa: PLC0415  beside it

    with Progress(*_COLUMNS, console=console, transient=True) as bar:
        task = bar.add_task("Inventing people", total=nominals)
        made = load(nominals=nominals, seed=seed, progress=lambda done: bar.update(task, completed=done))
        bar.update(task, description="Dating their history", completed=None)
        date_the_past()
    console.print(f"{made.nominals:,} invented people, {made.rows:,} rows, as things stand on {made.as_at}.")


def _wind(console: Console, *, rebuild: bool) -> None:
    """Make every duty, or bring those of an earlier day to today."""
    from cairn.clock.running.run import run  # noqa: PLC0415  needs the rooms loaded
    from cairn.dates import today  # noqa: PLC0415  beside it

    with Progress(*_COLUMNS, console=console, transient=True) as bar:
        task = bar.add_task("Reckoning duties", total=None)
        result = run(
            on=today(),
            rebuild=rebuild,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    if result.nominals:
        console.print(f"{result.duties:,} duties reckoned in {result.seconds:.1f} seconds.")


def _play(console: Console, nominals: int, seed: int) -> None:
    from cairn.demo.scenes import play  # noqa: PLC0415  needs the rooms loaded

    with Progress(*_COLUMNS, console=console, transient=True) as bar:
        task = bar.add_task("Acting out scenes", total=None)
        played = play(
            seed=seed,
            nominals=nominals,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    console.print(f"Acted out, each about another person: {', '.join(played)}.")


def _seal(console: Console) -> None:
    """Take everything written so far into the ledger's log; from then on the worker does it."""
    from cairn.ledger.log.publishing import seal_and_publish  # noqa: PLC0415  needs the rooms loaded

    with Progress(*_COLUMNS, console=console, transient=True) as bar:
        task = bar.add_task("Sealing the ledger", total=None)
        done = seal_and_publish(
            progress=lambda read, total: bar.update(task, completed=read, total=total),
        )
    console.print(f"{done.sealed:,} rows sealed. `cairn ledger verify` checks every one of them.")


def _explain(console: Console, address: str) -> None:
    from cairn.demo.agencies import PASSWORD, SIGN_INS  # noqa: PLC0415  needs the rooms loaded

    table = Table(title=f"Sign in at {address} with the password {PASSWORD}", title_justify="left")
    table.add_column("User name")
    table.add_column("Who that is")
    table.add_column("Try first")
    for username, who, first in SIGN_INS:
        table.add_row(username, who, first)
    console.print(table)


def _hint(console: Console) -> None:
    """Whom the other force may look for: it sees nobody, so it cannot learn a name from its own pages."""
    from cairn.accounts.synthetic import mark_of  # noqa: PLC0415  needs the rooms loaded
    from cairn.demo.scenes import somebody_to_find  # noqa: PLC0415  beside it

    mark = mark_of("owner")
    found = somebody_to_find(seed=mark.seed, nominals=mark.nominals) if mark else None
    if found:
        console.print(f"As northmoor, find {found}: Fellside holds the record.")
