"""From when, until when and why a person is registrable: the answer, with its trail."""

from __future__ import annotations

from datetime import date

from cairn.law import terms
from cairn.law.answers import Read, Reason, Registration
from cairn.law.facts import SCOTLAND, Conviction, Person
from cairn.law.needs import Need, in_order, in_words
from cairn.law.part2 import orders
from cairn.law.part2.doubts import Doubt
from cairn.law.part2.period import Period, Row
from cairn.law.part2.registration_periods import RegistrationPeriods, Run, counts
from cairn.law.part2.rule_set import RuleSet
from cairn.law.rules import COMMENCEMENT, rule
from cairn.law.schedule_3.schedule_file import Paragraph

_ROWS: dict[Row, str] = {
    "life": "imprisonment for life, or without a fixed end: indefinite",
    "imprisonment-indefinite": "imprisonment of {term}, which is 30 months or more: indefinite",
    "lifelong-restriction": "an order for lifelong restriction: indefinite",
    "restriction": "admitted to hospital with a restriction order: indefinite",
    "imprisonment-long": "imprisonment of {term}, more than 6 months and less than 30: {years} beginning with {start}",
    "imprisonment-short": "imprisonment of {term}, 6 months or less: {years} beginning with {start}",
    "hospital": "admitted to hospital without a restriction order: {years} beginning with {start}",
    "caution": "a caution: {years} beginning with {start}",
    "discharge": "a conditional discharge: for its period, beginning with {start}",
    "supervision": "a community payback order with an offender supervision requirement: for its period, "
    "beginning with {start}",
    "other": "any other sentence or disposal: {years} beginning with {start}",
}


# Figures compared with, to come to a row.
_BOUNDARIES: dict[Row, tuple[str, ...]] = {
    "imprisonment-indefinite": ("indefinite-from",),
    "imprisonment-long": ("indefinite-from", "short-up-to"),
    "imprisonment-short": ("short-up-to",),
}


@rule("SOA 2003 ss.80-82", since=COMMENCEMENT)
def registration(person: Person, stands: RegistrationPeriods, as_at: date, rules: RuleSet) -> Registration:
    """The run of registration current on the day asked about, and what makes it."""
    run = stands.current
    if run is None:
        return _not_certain(person, stands, as_at, rules)
    reasons: list[Reason] = []
    reasons += [_reason(period) for period in stands.periods if period.end is None or period.end >= run.start]
    reasons += [orders.reason(hold) for hold in stands.holds if hold.end is None or hold.end >= run.start]
    indefinite = run.end is None
    known = indefinite or not run.pending
    needs: tuple[Need, ...] = ()
    longer: Run | None = None
    if stands.doubts:
        longer = _longer(run, stands.possible)
        bearing = [doubt for doubt in stands.doubts if _bears(doubt, run, longer)]
        needs = in_order(need for doubt in bearing for need in (*doubt.needs, *doubt.remote))
        reasons += [_doubt(doubt, (*doubt.needs, *doubt.remote), rules) for doubt in bearing]
    return Registration(
        registrable=True,
        since=run.start,
        until=run.end if known else None,
        indefinite=indefinite,
        further_order=run.further_order,
        end_known=known,
        reasons=tuple(reasons),
        needs=needs,
        may_run_to=longer.end if longer is not None else None,
        may_be_indefinite=longer is not None and longer.end is None,
    )


def _not_certain(person: Person, stands: RegistrationPeriods, as_at: date, rules: RuleSet) -> Registration:
    """Undecided where something in doubt would register the person on that day; otherwise a certain no."""
    possible = stands.possible
    if possible is None:
        return Registration(False, reasons=_why_not(person, stands, as_at, rules))
    bearing = [doubt for doubt in stands.doubts if _covers(doubt, as_at)]
    end = None if possible.pending else possible.end
    return Registration(
        registrable=False,
        undecided=True,
        needs=in_order(need for doubt in bearing for need in doubt.needs),
        may_run_to=end,
        may_be_indefinite=end is None,
        reasons=tuple(_doubt(doubt, doubt.needs, rules) for doubt in bearing),
    )


def _longer(run: Run, possible: Run | None) -> Run | None:
    """The run that everything in doubt would make, where it ends later than the certain one, or nobody knows when."""
    if possible is None or run.end is None:
        return None
    if possible.pending and not run.pending:
        return Run(possible.start, None, pending=True)  # a sentence is awaited, which may be any
    return possible if possible.end is None or possible.end > run.end else None


def _bears(doubt: Doubt, run: Run, longer: Run | None) -> bool:
    """Whether a doubt may lengthen a run, or the run rests on what was taken for likely."""
    last = run.end
    further = last is not None and any(
        each.end is None or each.end > last or (each.pending and not run.pending) for each in doubt.possible
    )
    if longer is not None and further:
        return True
    rests = doubt.certain is not None and (doubt.summed or doubt.certain.end == run.end)
    return rests and bool(doubt.remote)


def _covers(doubt: Doubt, day: date) -> bool:
    return any(each.subject_from <= day and (each.end is None or day <= each.end) for each in doubt.possible)


def _doubt(doubt: Doubt, needs: tuple[Need, ...], rules: RuleSet) -> Reason:
    """That an answer turns on something of one conviction that is not known, and on what."""
    conviction = doubt.conviction
    row = rules.schedule.lookup(conviction.offence)
    facts = (conviction.id,) if conviction.id is not None else ()
    text = "{kind} on {date} for {offence}: what it brings turns on {needs}"
    values = (
        ("kind", conviction.kind),
        ("date", conviction.date),
        ("offence", conviction.offence),
        ("needs", in_words(in_order(needs))),
    )
    citation = row.citation if row is not None else "SOA 2003 s.80(1)"
    return Reason(citation, text, values, facts, verified="law" not in needs)


def _reason(period: Period) -> Reason:
    """One period as a tree: its last day, or that there is none yet, and every step that this rests on."""
    because = (*_entry(period), *_length(period))
    if period.trial is not None:
        text = "the trial after the finding ended on {trial}, and the period with it"
        return Reason("SOA 2003 s.82(5)", text, (("trial", period.trial),), because=because)
    if period.pending:
        text = "not yet sentenced: the end is not known; five years if nothing else comes"
        return Reason("SOA 2003 s.82(1)", text, because=because)
    if period.reviewed is not None:
        text = "a review ended the indefinite requirement on {day}"
        return Reason("SOA 2003 s.91C(4)", text, (("day", period.reviewed),), because=because)
    if period.end is None:
        return Reason("SOA 2003 s.82(1)", "so there is no last day", because=because)
    return Reason("SOA 2003 s.82(1)", "so the last day is {end}", (("end", period.end),), because=because)


def _entry(period: Period) -> list[Reason]:
    """What brought the person in."""
    conviction, listed = period.conviction, period.listing
    facts = (conviction.id,) if conviction.id is not None else ()
    how = "{kind} on {date} for {offence}, which is listed"
    if listed.limb is not None:
        how += f", because {listed.limb.words}"
    values = (("kind", conviction.kind), ("date", conviction.date), ("offence", conviction.offence))
    verified = listed.paragraph.status == "verified"
    found = [Reason(listed.paragraph.citation, how, values, facts, verified)]
    if listed.by_sentence:
        text = "listed only because of the sentence, so treated as convicted when sentenced, on {start}"
        found.append(Reason("SOA 2003 s.132", text, (("start", period.start),)))
    if conviction.foreign and period.subject_from > period.start:
        text = "it counts since {day}; the period still begins with the conviction"
        found.append(Reason("SOA 2003 ss.96ZA-101", text, (("day", period.subject_from),)))
    elif period.start < COMMENCEMENT:
        found.append(Reason("SOA 2003 s.81", "on the register of the Sex Offenders Act 1997 on 1 May 2004"))
    return found


def _length(period: Period) -> list[Reason]:
    """How long: the row of the table, with the arithmetic before it."""
    found: list[Reason] = []
    if period.aggregated and period.term is not None:
        text = "terms running one after the other, or partly together, are taken as {term}"
        found.append(Reason("SOA 2003 s.82(3)-(4)", text, (("term", terms.in_words(period.term)),)))
    if period.pending:
        return found
    values = (
        ("term", terms.in_words(period.term) if period.term is not None else ""),
        ("years", terms.in_words((period.months, 0)) if period.months is not None else ""),
        ("start", period.start),
    )
    found.append(Reason("SOA 2003 s.82(1)", _ROWS[period.row], values, reads=_reads(period)))
    if period.halved:
        text = "under 18 on the relevant date, so the period is half"
        found.append(Reason("SOA 2003 s.82(2)", text, reads=(("adult-at", period.start),)))
    if period.close:
        text = "the term is in days or weeks and close to a boundary in months: check it against the order"
        found.append(Reason("SOA 2003 s.82(1)", text))
    return found


def _reads(period: Period) -> tuple[Read, ...]:
    keys: list[str] = list(_BOUNDARIES.get(period.row, ()))
    if period.months is not None:
        keys.append(period.row)
    return tuple((key, period.start) for key in keys)


def _why_not(person: Person, stands: RegistrationPeriods, as_at: date, rules: RuleSet) -> tuple[Reason, ...]:
    ended: date | None = stands.runs[-1].end if stands.runs else None
    if ended is not None:
        return (Reason("SOA 2003 s.82(1)", "the last notification period ended on {end}", (("end", ended),)),)
    steps = [step for c in person.convictions for step in _no(c, person, as_at, rules)]
    if not steps:
        steps.append(
            Reason("SOA 2003 s.80(1)", "no conviction, caution or finding within Schedule 3 that counts")
        )
    return tuple(steps)


def _no(conviction: Conviction, person: Person, as_at: date, rules: RuleSet) -> list[Reason]:
    """Why a conviction for a listed offence does not register."""
    row = rules.schedule.lookup(conviction.offence)
    if row is None or conviction.date > as_at:
        return []
    facts = (conviction.id,) if conviction.id is not None else ()
    if counts(conviction, person, as_at, rules) is False:
        quashed = conviction.quashed_on is not None and conviction.quashed_on <= as_at
        return [] if quashed else [_uncounted(conviction, row.citation, facts)]
    return [_unmet(conviction, row, facts)]


def _unmet(conviction: Conviction, row: Paragraph, facts: tuple[str, ...]) -> Reason:
    """What of a row does not fit the conviction."""
    offence = ("offence", conviction.offence)
    if not row.reaches(conviction.date):
        text = "{offence} is listed, but not for what was decided on {date}"
        return Reason(row.citation, text, (offence, ("date", conviction.date)), facts)
    text = "{offence} is listed, but the condition is not met"
    if row.any_other:
        text = "{offence} is not listed by name, and no court determined a significant sexual aspect"
    return Reason(row.citation, text, (offence,), facts)


def _uncounted(conviction: Conviction, citation: str, facts: tuple[str, ...]) -> Reason:
    offence = (("offence", conviction.offence),)
    if conviction.given_in == SCOTLAND:
        text = "a caution for {offence} does not register where it was given"
        return Reason("SOA 2003 s.80(1)(d)", text, offence, facts)
    if conviction.foreign:
        text = "a foreign conviction for {offence} does not count until a notice or an order makes it"
        return Reason("SOA 2003 ss.96ZA-101", text, offence, facts)
    text = "{offence} is listed, but this conviction is one that the Act does not count"
    return Reason(citation, text, offence, facts)
