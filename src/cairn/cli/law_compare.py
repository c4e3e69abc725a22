"""`cairn law what-if` and `cairn law diff`: two answers for one person, side by side. Need no database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from cairn.cli.law_files import person_and_day, refusing
from cairn.cli.law_text import amendment_lines, comparison_lines
from cairn.dates import in_words, parse_day
from cairn.law import assess
from cairn.law.amendments import amendments
from cairn.law.comparing import compare
from cairn.law.what_if import changed, parse_sentence

Person = Annotated[Path, typer.Argument(metavar="FILE", help="One person, as in a case file.")]
AsJson = Annotated[bool, typer.Option("--json", help="For machines.")]


def what_if(
    file: Person,
    conviction: Annotated[
        str | None, typer.Option("--conviction", metavar="ID", help="Which, where there are several.")
    ] = None,
    sentence: Annotated[
        str | None, typer.Option("--sentence", help="As “imprisonment 2 years 6 months” or “fine”.")
    ] = None,
    conviction_date: Annotated[str | None, typer.Option("--conviction-date", metavar="DATE")] = None,
    offence: Annotated[str | None, typer.Option("--offence", help="As “SOA 2003 s.9”.")] = None,
    quashed: Annotated[str | None, typer.Option("--quashed", metavar="DATE")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="The day asked about.")] = None,
    as_json: AsJson = False,
) -> None:
    """What another sentence, another date or an appeal would change for the person in the file."""
    with refusing():
        person, day = person_and_day(file, on)
        other = changed(
            person,
            conviction=conviction,
            sentence=parse_sentence(sentence) if sentence is not None else None,
            date=parse_day(conviction_date, field="conviction-date") if conviction_date is not None else None,
            offence=offence,
            quashed_on=parse_day(quashed, field="quashed") if quashed is not None else None,
        )
        found = compare(assess(person, day), assess(other, day))
    if as_json:
        typer.echo(msgspec.json.format(msgspec.json.encode(found), indent=2).decode())
    else:
        typer.echo("\n".join([f"On {in_words(day)}:", *comparison_lines(found)]))


def diff(
    file: Person,
    since: Annotated[str, typer.Option("--from", metavar="DATE", help="The earlier day.")],
    to: Annotated[str, typer.Option("--to", metavar="DATE", help="The later day.")],
    as_json: AsJson = False,
) -> None:
    """What changed for the person between two days, by facts, by time, and by amendments of the law."""
    with refusing():
        person, _ = person_and_day(file, None)
        start, end = parse_day(since, field="from"), parse_day(to, field="to")
        before, after = assess(person, start), assess(person, end)
        found = compare(before, after)
        law = amendments((before, after), person.jurisdiction, start, end)
    if as_json:
        both = {"comparison": found, "amendments": law}
        typer.echo(msgspec.json.format(msgspec.json.encode(both), indent=2).decode())
        return
    typer.echo("\n".join([f"From {in_words(start)} to {in_words(end)}:", *comparison_lines(found)]))
    if law:
        typer.echo("\n".join(["", "Figures of the law that these answers use:", *amendment_lines(law)]))
