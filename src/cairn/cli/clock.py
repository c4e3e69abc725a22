"""`cairn clock`: bringing the register's duties to a day."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cairn.cli.house import open_house
from cairn.cli.law_files import document, refusing
from cairn.dates import parse_day

if TYPE_CHECKING:  # the rooms are loaded only once a command needs the register
    from cairn.clock.as_known.register import KnownRegister
    from cairn.clock.checking.check import ClockResult

app = typer.Typer(help="The clock: what is owed, by whom, by when.", no_args_is_help=True)
_COLUMNS = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())


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
    from cairn.clock.running.run import run as run_clock  # noqa: PLC0415  needs the rooms loaded
    from cairn.dates import today  # noqa: PLC0415  beside it

    with Progress(*_COLUMNS, transient=True) as bar:
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
            f"The duties of {len(result.failed)} nominals could not be made. Those of an earlier day are kept, and "
            "each run tries again. The errors are in the log:",
            err=True,
        )
        for nominal_id in result.failed:
            typer.echo(f"  {nominal_id}", err=True)
        raise typer.Exit(1)


@app.command("check")
def check_files(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Case files, in YAML.")],
) -> None:
    """Run clock cases: a line for each that fails, then the count. Exit 1: some failed; 2: not valid."""
    from cairn.clock.checking.cases import ClockCase, read  # noqa: PLC0415  only this command needs it
    from cairn.clock.checking.check import check  # noqa: PLC0415  beside it

    sources = import_module("cairn.project.duty_sources").DUTY_SOURCES
    cases: list[ClockCase] = []
    with refusing():
        for file in files:
            cases.extend(read(document(file), file.name, sources))
    results = [check(case) for case in cases]
    for result in results:
        if not result.passed:
            typer.echo(_failure(result))
    passed = sum(result.passed for result in results)
    typer.echo(f"{passed} passed, {len(results) - passed} failed")
    if passed < len(results):
        raise typer.Exit(1)


def _failure(result: ClockResult) -> str:
    if result.case.waits_for:
        return f"{result.case.file}: {result.case.id}: not known yet: {', '.join(result.case.waits_for)}"
    expected = " | ".join(wanted for wanted, _ in result.wrong)
    got = " | ".join(answer for _, answer in result.wrong)
    used = ", ".join(result.provisions) or "none"
    return f"{result.case.id}: expected {expected}; got {got}; provisions used: {used}"


@app.command()
def as_known(
    on: Annotated[str, typer.Option("--on", metavar="DAY", help="The day asked about.")],
    known: Annotated[
        str | None,
        typer.Option(
            "--known", metavar="MOMENT", help="What was known by then: a day, or 2026-04-30T17:05; or now."
        ),
    ] = None,
    agency: Annotated[
        str | None, typer.Option("--agency", metavar="NAME", help="Only what concerns it.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """What was owed on a past day, as it was known by the end of it or at another moment. Keeps nothing."""
    open_house()
    from django.db import transaction  # noqa: PLC0415  needs the rooms loaded

    from cairn.accounts.agencies.queries import agency_named  # noqa: PLC0415  beside it
    from cairn.clock.as_known.register import register_as_known  # noqa: PLC0415  beside it
    from cairn.clock.as_known.times import AsKnown, parse_moment  # noqa: PLC0415  beside it

    with refusing():
        moment = AsKnown(parse_day(on, field="on"), parse_moment(known or on, field="known"))
    with transaction.atomic():
        agency_id = agency_named(agency).pk if agency else None
    with Progress(*_COLUMNS, transient=True) as bar:
        task = bar.add_task("People", total=None)
        found = register_as_known(
            moment,
            agency_id=agency_id,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    else:
        typer.echo("\n".join(_then(found)))
    if found.failed:
        typer.echo(f"{len(found.failed)} nominals could not be worked out; see the errors above.", err=True)
        raise typer.Exit(1)


def _then(found: KnownRegister) -> list[str]:
    """One line a duty, the longest overdue first; then the counts."""
    lines = [
        f"{duty.due or 'no day':10}  {duty.state:9}  {duty.kind:16}  {duty.nominal_id}  {duty.provision}"
        for duty in found.duties
    ]
    states = Counter(duty.state for duty in found.duties)
    counts = ", ".join(f"{many} {state}" for state, many in sorted(states.items())) or "nothing owed"
    unowned = f" {found.unowned} had no owner." if found.unowned else ""
    moment = found.known_at.isoformat(timespec="minutes")
    said = f"{found.as_at}, as known at {moment}: {found.nominals} nominals, {len(found.duties)} duties ({counts})."
    return [*lines, said + unowned]
