"""From when, until when and why a person is registrable: the answer, with its trail."""

from __future__ import annotations

from datetime import date

from cairn.dates import age_on
from cairn.law import terms
from cairn.law.answers import Reason, Registration
from cairn.law.england_wales.period import Period, Row
from cairn.law.england_wales.schedule3 import COMMENCEMENT, lookup
from cairn.law.england_wales.standing import Standing, counts
from cairn.law.facts import Conviction, Person
from cairn.law.rules import rule

_ROWS: dict[Row, str] = {
    "life": "imprisonment for life, or without a fixed end: indefinite",
    "imprisonment-indefinite": "imprisonment of {term}, which is 30 months or more: indefinite",
    "restriction": "admitted to hospital with a restriction order: indefinite",
    "imprisonment-long": "imprisonment of {term}, more than 6 months and less than 30: {years} beginning with {start}",
    "imprisonment-short": "imprisonment of {term}, 6 months or less: {years} beginning with {start}",
    "hospital": "admitted to hospital without a restriction order: {years} beginning with {start}",
    "caution": "a caution: {years} beginning with {start}",
    "discharge": "a conditional discharge: for its period, beginning with {start}",
    "other": "a person of any other description: {years} beginning with {start}",
}


@rule("SOA 2003 ss.80-82", since=COMMENCEMENT)
def registration(person: Person, stands: Standing, as_at: date) -> Registration:
    """The run of registration current on the day asked about, and what makes it."""
    run = stands.current
    if run is None:
        return Registration(False, reasons=_why_not(person, stands, as_at))
    reasons: list[Reason] = []
    for period in stands.periods:
        if period.end is None or period.end >= run.start:
            reasons.extend(_reasons(period))
    indefinite = run.end is None
    known = indefinite or not run.pending
    return Registration(
        registrable=True,
        since=run.start,
        until=run.end if known else None,
        indefinite=indefinite,
        end_known=known,
        reasons=tuple(reasons),
    )


def _reasons(period: Period) -> list[Reason]:
    conviction, listed = period.conviction, period.listing
    facts = (conviction.id,) if conviction.id is not None else ()
    how = "{kind} on {date} for {offence}, which is listed"
    if listed.limb is not None:
        how += f", because {listed.limb.words}"
    values = (("kind", conviction.kind), ("date", conviction.date), ("offence", conviction.offence))
    verified = listed.paragraph.status == "verified"
    steps = [Reason(listed.paragraph.citation, how, values, facts, verified)]
    if listed.by_sentence:
        text = "listed only because of the sentence, so treated as convicted when sentenced, on {start}"
        steps.append(Reason("SOA 2003 s.132", text, (("start", period.start),)))
    if period.start < COMMENCEMENT:
        steps.append(Reason("SOA 2003 s.81", "on the register of the Sex Offenders Act 1997 on 1 May 2004"))
    steps.extend(_length_reasons(period))
    return steps


def _length_reasons(period: Period) -> list[Reason]:
    steps: list[Reason] = []
    if period.aggregated and period.term is not None:
        text = "terms running one after the other, or partly together, are taken as {term}"
        steps.append(Reason("SOA 2003 s.82(3)-(4)", text, (("term", terms.in_words(period.term)),)))
    if period.pending:
        text = "not yet sentenced: the end is not known; five years if nothing else comes"
        return [*steps, Reason("SOA 2003 s.82(1)", text)]
    values = (
        ("term", terms.in_words(period.term) if period.term is not None else ""),
        ("years", terms.in_words((period.months, 0)) if period.months is not None else ""),
        ("start", period.start),
    )
    steps.append(Reason("SOA 2003 s.82(1)", _ROWS[period.row], values))
    if period.halved:
        steps.append(Reason("SOA 2003 s.82(2)", "under 18 on the relevant date, so the period is half"))
    if period.trial is not None:
        text = "the trial after the finding ended on {trial}, and the period with it"
        steps.append(Reason("SOA 2003 s.82(5)", text, (("trial", period.trial),)))
    elif period.end is not None:
        steps.append(Reason("SOA 2003 s.82(1)", "so the last day is {end}", (("end", period.end),)))
    if period.close:
        text = "the term is in days or weeks and close to a boundary in months: check it against the order"
        steps.append(Reason("SOA 2003 s.82(1)", text))
    return steps


def _why_not(person: Person, stands: Standing, as_at: date) -> tuple[Reason, ...]:
    ended: date | None = stands.runs[-1].end if stands.runs else None
    if ended is not None:
        return (Reason("SOA 2003 s.82(1)", "the last notification period ended on {end}", (("end", ended),)),)
    steps = [step for c in person.convictions if counts(c, person, as_at) for step in _doubts(c, person)]
    if not steps:
        steps.append(
            Reason("SOA 2003 s.80(1)", "no conviction, caution or finding within Schedule 3 that counts")
        )
    return tuple(steps)


def _doubts(conviction: Conviction, person: Person) -> list[Reason]:
    """Why a conviction that does not register might, if somebody looked: never silent about it."""
    row = lookup(conviction.offence)
    if row is None:
        return []
    facts = (conviction.id,) if conviction.id is not None else ()
    offence = ("offence", conviction.offence)
    if not row.on:
        text = "{offence} may be listed, but this was not checked against the statute: a person must decide"
        return [Reason(row.citation, text, (offence,), facts, verified=False)]
    age = age_on(person.born, conviction.offence_date or conviction.date)
    missing = [name.replace("_", " ") for name in row.missing(age, conviction)]
    if missing:
        text = "{offence} is listed on a condition that turns on a fact not recorded: {missing}"
        return [Reason(row.citation, text, (offence, ("missing", ", ".join(missing))), facts)]
    text = "{offence} is listed, but the condition is not met"
    return [Reason(row.citation, text, (offence,), facts)]
