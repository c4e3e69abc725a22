"""`cairn law`: check law cases, and explain what the law says of one person. Needs no database."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import msgspec
import typer
import yaml

from cairn.dates import in_words, parse_day, today
from cairn.errors import BadInput
from cairn.law import assess
from cairn.law.answers import Assessment, Duty, Reason
from cairn.law.cases import Case, Result, check, read, read_person
from cairn.law.mappa import Category, category

app = typer.Typer(help="The law as Cairn applies it: check cases, explain an answer.", no_args_is_help=True)


@app.command("check")
def check_files(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Case files, in YAML.")],
) -> None:
    """Run law cases: a line for each that fails, then the count. Exit 1: some failed; 2: not valid."""
    cases: list[Case] = []
    try:
        for file in files:
            cases.extend(read(_document(file), file.name))
    except BadInput as error:
        typer.echo(error.message, err=True)
        raise typer.Exit(2) from None
    failed = 0
    for case in cases:
        result = check(case)
        if result.wrong:
            failed += 1
            typer.echo(_failure(result))
    typer.echo(f"{len(cases) - failed} passed, {failed} failed")
    if failed:
        raise typer.Exit(1)


@app.command()
def explain(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="One person, as in a case file.")],
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day asked about.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """The registration and the duties of the person in the file, with reasons."""
    try:
        person, asked = read_person(_document(file), file.name)
        day = parse_day(on, field="on") if on is not None else asked or today()
        answer, group = assess(person, day), category(person, day)
    except BadInput as error:
        typer.echo(error.message, err=True)
        raise typer.Exit(2) from None
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(_plain(answer, group)), indent=2).decode())
    else:
        typer.echo("\n".join(_lines(answer, group)))


def _document(file: Path) -> object:
    try:
        return yaml.safe_load(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"{file}: it cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{file.name}: it is not UTF-8 text.") from error
    except (yaml.YAMLError, ValueError) as error:
        raise BadInput(f"{file.name}: it is not valid YAML: {' '.join(str(error).split())}") from error


def _failure(result: Result) -> str:
    expected = " | ".join(wanted for wanted, _ in result.wrong)
    got = " | ".join(answer for _, answer in result.wrong)
    used = ", ".join(result.provisions) or "none"
    return f"{result.case.id}: expected {expected}; got {got}; provisions used: {used}"


def _lines(answer: Assessment, group: Category) -> list[str]:
    registration = answer.registration
    lines = [f"On {in_words(answer.as_at)}", ""]
    if not registration.registrable or registration.since is None:
        lines.append("Not subject to notification requirements.")
    elif registration.indefinite:
        lines.append(f"Registrable from {in_words(registration.since)}, with no end date.")
    elif registration.until is not None:
        lines.append(f"Registrable from {in_words(registration.since)} to {in_words(registration.until)}.")
    else:
        lines.append(f"Registrable from {in_words(registration.since)}; the end is not yet known.")
    lines.extend(_trail(registration.reasons))
    for duty in answer.duties:
        lines += ["", _headline(duty, answer.as_at), f"  {duty.why} ({duty.basis})", *_trail(duty.reasons)]
    named = f"category {group.number}" if group.number else "no category from the facts recorded"
    lines += ["", f"MAPPA: {named}. {group.reason} ({group.citation})"]
    if answer.changes_on is not None:
        lines += ["", f"With no new fact, this next changes on {in_words(answer.changes_on)}."]
    return lines


def _headline(duty: Duty, as_at: date) -> str:
    what = f"{duty.kind} ({duty.of})" if duty.of else duty.kind
    by = duty.due_at.strftime("%H:%M on ") if duty.due_at else ""
    due = f", due {by}{in_words(duty.due)}" if duty.due else ""
    met = f", done {in_words(duty.met_on)}" if duty.met_on else ""
    arguable = f", arguable until {in_words(duty.latest)}" if duty.arguable(as_at) and duty.latest else ""
    return f"{what}: {duty.state}{due}{met}{arguable}"


def _trail(reasons: tuple[Reason, ...]) -> list[str]:
    unread = " [not checked against the statute]"
    return [f"  - {reason.provision}: {reason.text}{'' if reason.verified else unread}" for reason in reasons]


def _plain(answer: Assessment, group: Category) -> dict[str, object]:
    registration = msgspec.structs.asdict(answer.registration)
    registration["reasons"] = _plain_reasons(answer.registration.reasons)
    return {
        "as_at": answer.as_at,
        "registration": registration,
        "duties": [
            {**msgspec.structs.asdict(duty), "reasons": _plain_reasons(duty.reasons)}
            for duty in answer.duties
        ],
        "mappa": msgspec.structs.asdict(group),
        "changes_on": answer.changes_on,
    }


def _plain_reasons(reasons: tuple[Reason, ...]) -> list[dict[str, object]]:
    return [
        {"provision": r.provision, "text": r.text, "facts": r.facts, "verified": r.verified} for r in reasons
    ]
