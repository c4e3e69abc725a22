"""
`cairn law`: check law cases, explain what the law says of one person, try another sentence or another day.

None of these needs a database; `rules`, `dry-run` and `switch` (law_register.py) look at a register.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec
import typer

from cairn.cli import law_compare, law_offence, law_register
from cairn.cli.law_files import document, person_and_day, refusing
from cairn.cli.law_text import answer_lines
from cairn.law import assess
from cairn.law.answers import Assessment, Reason, steps
from cairn.law.cases import Case, Result, check, read
from cairn.law.mappa import Category, category
from cairn.law.proof import Proof, prove
from cairn.law.untranslated import untranslated

app = typer.Typer(help="The law as Cairn applies it: check cases, explain an answer.", no_args_is_help=True)
app.command("what-if")(law_compare.what_if)
app.command("diff")(law_compare.diff)
app.command("offence")(law_offence.offence)
app.command("rules")(law_register.rules)
app.command("unread")(law_register.unread)
app.command("dry-run")(law_register.dry_run)
app.command("switch")(law_register.switch)
app.command("switches")(law_register.switches)
app.command("withdraw")(law_register.withdraw)


@app.command("check")
def check_files(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Case files, in YAML.")],
) -> None:
    """Run law cases: a line for each that fails, then the count. Exit 1: some failed; 2: not valid."""
    cases: list[Case] = []
    with refusing():
        for file in files:
            cases.extend(read(document(file), file.name))
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
    figures: Annotated[
        bool, typer.Option("--figures", help="Each figure of the law, with its source.")
    ] = False,
    language: Annotated[Literal["en", "cy"], typer.Option("--language", help="English or Welsh.")] = "en",
) -> None:
    """The registration and the duties of the person in the file, with reasons."""
    with refusing():
        person, day = person_and_day(file, on)
        answer, group = assess(person, day), category(person, day)
        proof = prove(answer, person.jurisdiction, language=language)
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(_plain(answer, group, proof)), indent=2).decode())
    else:
        typer.echo("\n".join(answer_lines(answer, proof, group, figures=figures)))


@app.command()
def sentences() -> None:
    """The sentences of the trail that have no Welsh yet, for a translator."""
    for sentence in untranslated():
        typer.echo(sentence)


def _failure(result: Result) -> str:
    expected = " | ".join(wanted for wanted, _ in result.wrong)
    got = " | ".join(answer for _, answer in result.wrong)
    used = ", ".join(result.provisions) or "none"
    return f"{result.case.id}: expected {expected}; got {got}; provisions used: {used}"


def _plain(answer: Assessment, group: Category, proof: Proof) -> dict[str, object]:
    registration = msgspec.structs.asdict(answer.registration)
    registration["answer"] = answer.registration.answer
    registration["reasons"] = _plain_reasons(answer.registration.reasons)
    review = msgspec.structs.asdict(answer.review) if answer.review is not None else None
    if review is not None and answer.review is not None:
        review["reasons"] = _plain_reasons(answer.review.reasons)
    return {
        "as_at": answer.as_at,
        "registration": registration,
        "duties": [
            {**msgspec.structs.asdict(duty), "reasons": _plain_reasons(duty.reasons)}
            for duty in answer.duties
        ],
        "regimes": [
            {**msgspec.structs.asdict(regime), "reasons": _plain_reasons(regime.reasons)}
            for regime in answer.regimes
        ],
        "regime_doubts": [
            {**msgspec.structs.asdict(doubt), "reasons": _plain_reasons(doubt.reasons)}
            for doubt in answer.regime_doubts
        ],
        "review": review,
        "mappa": msgspec.structs.asdict(group),
        "changes_on": answer.changes_on,
        "proof": proof,
    }


def _plain_reasons(reasons: tuple[Reason, ...]) -> list[dict[str, object]]:
    return [
        {"provision": r.provision, "text": r.text, "facts": r.facts, "verified": r.verified}
        for r in steps(reasons)
    ]
