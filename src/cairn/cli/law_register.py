"""`cairn law rules`, `dry-run`, `switch` and `withdraw`: which law a register applies, and what another would do."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cairn.cli.house import open_house
from cairn.cli.law_files import refusing
from cairn.dates import in_words, parse_day, today
from cairn.law.facts import ENGLAND_AND_WALES
from cairn.law.rulebook import STATUTE_BOOK, proposals
from cairn.law.unread import unread as unread_rows

if TYPE_CHECKING:  # the rooms are loaded only once a command needs the register
    from cairn.accounts.models import User
    from cairn.clock.dry_run.outcome import DaySpread, DryRun, MovedCounts, MovedDuty, MovedPerson

Rule = Annotated[str, typer.Argument(metavar="RULE", help="A name from `cairn law rules`.")]
From = Annotated[str, typer.Option("--from", metavar="DATE", help="The first day of the rule.")]
Value = Annotated[int | None, typer.Option("--value", help="The new figure, of a figure.")]
Where = Annotated[str, typer.Option("--jurisdiction", metavar="PLACE")]
By = Annotated[str, typer.Option("--by", metavar="USERNAME", help="Who decided: a police supervisor.")]
Why = Annotated[str, typer.Option("--reason", help="Why, for the ledger.")]
AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]


def rules(as_json: AsJson = False) -> None:
    """The rules that are off: what each would do, and where it is known from. Needs no database."""
    found = proposals()
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
        return
    typer.echo(f"Rules of {STATUTE_BOOK.version} that are off:")
    for one in found:
        known = "" if one.worked_out else " (known of, and not worked out here)"
        typer.echo(f"\n{one.rule}, {one.jurisdiction}{known}\n  {one.what}\n  {one.citation}: {one.source}")
    typer.echo("\nFigures in force may be tried too: figure/KEY and policy/KEY, with --value.")


def unread(as_json: AsJson = False) -> None:
    """The rows of the law that rest on memory, a twin or a secondary source, and what would settle each."""
    found = unread_rows()
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
        return
    typer.echo(f"Rows of {STATUTE_BOOK.version} whose own text was not read:")
    for one in found:
        typer.echo(f"\n{one.where} ({one.status}; {one.effect})\n  {one.what}")
        typer.echo(f"  rests on: {one.rests_on}\n  settled by: {one.settled_by}")


def dry_run(
    rule: Rule,
    since: From,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day looked at.")] = None,
    value: Value = None,
    jurisdiction: Where = ENGLAND_AND_WALES,
    as_json: AsJson = False,
) -> None:
    """Whose registration and duties a rule would move, over the whole register, saving nothing."""
    open_house()
    from cairn.clock.dry_run.dry_run import dry_run as try_out  # noqa: PLC0415  needs the rooms loaded
    from cairn.clock.dry_run.dry_run import rules_to_try  # noqa: PLC0415  beside it

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with refusing():
        first = parse_day(since, field="from")
        day = parse_day(on, field="on") if on is not None else max(today(), first)
        known = rules_to_try(jurisdiction)
        if rule not in known:
            typer.echo(f"“{rule}” is not a rule that can be tried. There are: {', '.join(known)}.", err=True)
            raise typer.Exit(2)
        with Progress(*columns, transient=True) as bar:
            task = bar.add_task("People", total=None)
            found = try_out(
                rule=rule,
                since=first,
                on=day,
                value=value,
                jurisdiction=jurisdiction,
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    else:
        typer.echo("\n".join(_trial(found)))
    if found.failed:
        typer.echo(f"{len(found.failed)} people could not be assessed; see the errors above.", err=True)
        raise typer.Exit(1)


def switch(
    rule: Rule, since: From, by: By, reason: Why, value: Value = None, jurisdiction: Where = ENGLAND_AND_WALES
) -> None:
    """Apply a rule from a day: a recorded decision, after which every duty on the register is made anew."""
    open_house()
    from cairn.accounts.agencies.queries import user_named  # noqa: PLC0415  needs the rooms loaded
    from cairn.record.rulebook.services import switch_rule  # noqa: PLC0415  beside it

    with refusing(), _acting(user_named(by)) as user:
        switch_rule(
            user=user,
            rule=rule,
            since=parse_day(since, field="from"),
            jurisdiction=jurisdiction,
            value=value,
            reason=reason,
        )
    typer.echo(f"“{rule}” applies from {since}.")
    _rebuild()


def withdraw(rule: Rule, since: From, by: By, reason: Why, jurisdiction: Where = ENGLAND_AND_WALES) -> None:
    """Take a decision back: both stay in the ledger, and every duty is made anew without the rule."""
    open_house()
    from cairn.accounts.agencies.queries import user_named  # noqa: PLC0415  needs the rooms loaded
    from cairn.record.rulebook.services import withdraw_switch  # noqa: PLC0415  beside it

    with refusing(), _acting(user_named(by)) as user:
        withdraw_switch(
            user=user,
            rule=rule,
            since=parse_day(since, field="from"),
            jurisdiction=jurisdiction,
            reason=reason,
        )
    typer.echo(f"“{rule}” from {since} is withdrawn.")
    _rebuild()


def switches() -> None:
    """Every decision about the law that this register has taken, withdrawn ones too, the newest first."""
    open_house()
    from cairn.record.rulebook.queries import decisions  # noqa: PLC0415  needs the rooms loaded

    rows = decisions()
    for row in rows:
        verb = "withdrawn" if row.withdraws_id is not None else "switched on"
        figure = f" = {row.value}" if row.value is not None else ""
        typer.echo(
            f"{row.decided_at:%Y-%m-%d %H:%M} {row.rule}{figure} from {row.since}, {row.jurisdiction}: {verb} "
            f"by {row.decided_by.username}: {row.reason}"
        )
    if not rows:
        typer.echo("This register applies the published statute book as it is.")


@contextmanager
def _acting(user: User) -> Iterator[User]:
    from cairn.accounts.database_user import acting_as  # noqa: PLC0415  needs the rooms loaded

    with acting_as(user) as actor:
        yield actor


def _rebuild() -> None:
    from cairn.clock.running.run import run as run_clock  # noqa: PLC0415  needs the rooms loaded

    result = run_clock(on=today(), rebuild=True)
    typer.echo(f"{result.duties} duties of {result.nominals} nominals made anew.")
    if result.failed:
        typer.echo(f"{len(result.failed)} nominals could not be: run `cairn clock run --rebuild`.", err=True)
        raise typer.Exit(1)


def _trial(found: DryRun) -> Iterator[str]:
    value = f" at {found.value}" if found.value is not None else ""
    yield f"“{found.rule}”{value} from {in_words(found.since)}, looked at on {in_words(found.on)}; nothing is saved."
    yield f"{found.assessed} people assessed; something would change for {found.changed}."
    yield from _counts(found.counts)
    for person in found.people:
        yield _person(person)


def _counts(counts: MovedCounts) -> Iterator[str]:
    yield f"Registration: starts for {counts.starts}, ends for {counts.ends}, moves for {counts.moves}{_by(counts.until)}."
    for name, kinds in (
        ("added", counts.added),
        ("no longer owed", counts.removed),
        ("moved", counts.moved),
        ("standing otherwise", counts.states),
    ):
        if kinds:
            listed = ", ".join(f"{number} {kind}" for kind, number in kinds.items())
            yield f"Duties {name}: {listed}{_by(counts.days) if name == 'moved' else ''}."


def _by(spread: DaySpread | None) -> str:
    if spread is None:
        return ""
    return f", by {spread.least:+} to {spread.most:+} days, the middle one {spread.median:+}"


def _person(person: MovedPerson) -> str:
    parts = [] if person.registration == "same" else [f"registration {person.registration}"]
    parts += [f"{person.until_days:+} days"] if person.until_days else []
    parts += [_duty(duty) for duty in person.duties]
    return f"{person.nominal_id}: {'; '.join(parts)}"


def _duty(duty: MovedDuty) -> str:
    name = f"{duty.kind} ({duty.of})" if duty.of else duty.kind
    days = f" {duty.days:+} days" if duty.days else ""
    return f"{name} {duty.change}{days}, due {duty.due_after or duty.due_before or 'not known'}"
