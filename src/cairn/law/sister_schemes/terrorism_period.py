"""
Who is a registered terrorist offender, and for how long: CTA 2008 ss.41-45, 53.

From the day dealt with; the time inside is disregarded "in determining whether the period has expired".
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import msgspec

from cairn import toml
from cairn.dates import age_on, last_day
from cairn.law import references, terms
from cairn.law.answers import Reason
from cairn.law.facts import Conviction, Disposal, Person
from cairn.law.needs import Need, in_order
from cairn.law.part2.absence import FOREVER, Spans
from cairn.law.part2.aggregate import aggregate, linked
from cairn.law.part2.rule_set import RuleSet
from cairn.law.recognition import may_be_statutory
from cairn.law.rules import rule
from cairn.law.schedule_3.conditions import IMPRISONMENT, as_passed
from cairn.law.terms import Length

COMMENCEMENT = date(2009, 10, 1)


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    offences: tuple[str, ...]


OFFENCES: frozenset[str] = frozenset(
    references.normal(offence)
    for offence in toml.read(Path(__file__).with_name("terrorism-offences.toml"), _File).offences
)
# Of a detention and training order the whole counts: s.131 is Part 2's alone.
_CUSTODIAL = IMPRISONMENT - {"lifelong-restriction"}


class TerrorismPeriod(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """
    Parameters
        start: the day dealt with; the Act reaches those dealt with before 1 October 2009 from then.
        subject_from: the first day subject: that of the order, for a conviction abroad.
        end: the last day; None while the clock is stopped.
        years: how long, without the time left out.
    """

    conviction: Conviction
    start: date
    subject_from: date
    end: date | None
    years: int
    reasons: tuple[Reason, ...]


@rule("CTA 2008 ss.44-45, 53(1)-(6)", since=COMMENCEMENT)
def terrorism_periods(person: Person, as_at: date, rules: RuleSet, inside: Spans) -> list[TerrorismPeriod]:
    """One for each conviction or finding that makes the person subject by `as_at`, earliest first."""
    within = [c for c in person.convictions if terrorist(c) and _counts(c, as_at)]
    if not within:
        return []
    sums: dict[str, Length] = {}
    if linked(person.convictions, as_at):
        sums = aggregate(person.convictions, {c.id for c in within if c.id is not None}, as_at)
    found = []
    for conviction in within:
        one = _period(conviction, person, as_at, rules, inside, sums)
        if one is not None:
            found.append(one)
    return sorted(found, key=lambda one: one.subject_from)


@rule("CTA 2008 ss.41-42", since=COMMENCEMENT)
def terrorist(conviction: Conviction) -> bool:
    """Whether the offence is a listed one, or the court found a terrorist connection."""
    return conviction.terrorist_connection or references.among(conviction.offence, OFFENCES)


@rule("CTA 2008 ss.41-42", since=COMMENCEMENT)
def may_be_terrorist(conviction: Conviction) -> bool:
    """Whether it is one, or may be: an offence that is not recognised is not thereby another."""
    return terrorist(conviction) or may_be_statutory(conviction.offence)


@rule("CTA 2008 ss.41-45", since=COMMENCEMENT)
def terrorism_doubts(person: Person, as_at: date, rules: RuleSet) -> tuple[Need, ...]:
    """The facts on which it turns whether a conviction makes the person subject; empty where none does."""
    found: set[Need] = set()
    for conviction in person.convictions:
        if may_be_terrorist(conviction) and _counts(conviction, as_at):
            found |= _lacking(conviction, person, as_at, rules)
    return in_order(found)


def _lacking(conviction: Conviction, person: Person, as_at: date, rules: RuleSet) -> set[Need]:
    """What is lacking of one conviction; nothing where it certainly does, or does not."""
    passed = [each for each in conviction.disposals if each.date is None or each.date <= as_at]
    dealt_with = max((each.date for each in passed if each.date), default=conviction.date)
    start = max(dealt_with, COMMENCEMENT)
    if start > as_at or (conviction.disposals and not passed):
        return set()
    found: set[Need] = set()
    if not terrorist(conviction):
        found.add("offence")
    shortest = rules.figure("terrorism-shortest", start)
    terms_passed = [each for each in passed if each.kind in _CUSTODIAL]
    long = any(terms.at_least(as_passed(each), shortest, dealt_with) for each in terms_passed)
    if not passed:
        found.add("sentence")
    # A kind or a length not known may bring somebody in, and may make the years more.
    if any(each.kind == "unknown" for each in passed):
        found.add("disposal")
    if any(each.term is None or _lacks_extension(each) for each in terms_passed if each.kind != "ipp"):
        found.add("sentence-length")
    hospital = any(each.kind == "hospital-order" for each in passed)
    if not (long or hospital) and found <= {"offence"}:
        return set()
    if age_on(person.born, dealt_with) < rules.figure("terrorism-age", start):
        return set()
    return found | _lacking_birth(conviction, person, rules, dealt_with, start)


def _lacks_extension(disposal: Disposal) -> bool:
    return disposal.kind == "extended" and disposal.extension is None


def _lacking_birth(
    conviction: Conviction, person: Person, rules: RuleSet, dealt_with: date, start: date
) -> set[Need]:
    """Whether an age that the Act asks for turns on the date of birth."""
    ages = (("terrorism-age", dealt_with), ("terrorism-adult", conviction.date))
    turns = any(
        age_on(person.born, day) >= rules.figure(key, start) > age_on(_youngest(person), day)
        for key, day in ages
    )
    return {"birth-date"} if turns else set()


def _counts(conviction: Conviction, as_at: date) -> bool:
    if conviction.kind == "caution" or conviction.date > as_at:
        return False
    if conviction.foreign and (
        conviction.route != "notification-order"
        or conviction.noticed_on is None
        or conviction.noticed_on > as_at
    ):
        return False  # Schedule 4: only a court's order makes it count
    return conviction.quashed_on is None or conviction.quashed_on > as_at


def _period(
    conviction: Conviction,
    person: Person,
    as_at: date,
    rules: RuleSet,
    inside: Spans,
    sums: dict[str, Length],
) -> TerrorismPeriod | None:
    passed = [d for d in conviction.disposals if d.date is None or d.date <= as_at]
    dealt_with = max((d.date for d in passed if d.date), default=conviction.date)
    start = max(dealt_with, COMMENCEMENT)
    term = max((as_passed(d) for d in passed if d.kind in _CUSTODIAL), key=terms.size, default=None)
    hospital = any(d.kind == "hospital-order" for d in passed)
    old_enough = age_on(_youngest(person), dealt_with) >= rules.figure("terrorism-age", start)
    long = term is not None and terms.at_least(term, rules.figure("terrorism-shortest", start), dealt_with)
    if not old_enough or start > as_at or not (long or hospital):
        return None
    # Several terms are added for the length of the period (s.53(4)-(6)), not to come within s.45.
    total = max(term, sums.get(conviction.id or "", term), key=terms.size) if term and long else None
    years = _years(person, conviction, total, rules, start)
    facts = (conviction.id,) if conviction.id is not None else ()
    sentence = terms.in_words(total) if total is not None else "a hospital order"
    reasons = [
        Reason(
            "CTA 2008 ss.44-45",
            "dealt with on {day} for {offence}, aged 16 or over, by {sentence}",
            (("day", dealt_with), ("offence", conviction.offence), ("sentence", sentence)),
            facts,
        ),
        Reason(
            "CTA 2008 s.53(1)", "{years} years beginning with {start}", (("years", years), ("start", start))
        ),
    ]
    end = expiry(start, years, inside)
    if end is None:
        reasons.append(
            Reason("CTA 2008 s.53(7)", "the years do not run while inside; the end is not known yet")
        )
    else:
        if end != last_day(start, years * 12):
            reasons.append(Reason("CTA 2008 s.53(7)", "time inside is left out"))
        reasons.append(Reason("CTA 2008 s.53(1)", "so the last day is {end}", (("end", end),)))
    return TerrorismPeriod(
        conviction=conviction,
        start=start,
        subject_from=max(start, conviction.noticed_on or start),
        end=end,
        years=years,
        reasons=tuple(reasons),
    )


def _youngest(person: Person) -> date:
    """The last day on which the person may have been born: what is certain is so for that."""
    return person.born_latest or person.born


@rule("CTA 2008 s.53(1)-(3)", since=COMMENCEMENT)
def _years(person: Person, conviction: Conviction, term: Length | None, rules: RuleSet, start: date) -> int:
    """Thirty years, fifteen or ten; ten whatever the sentence for a person under 18 at conviction."""
    adult = age_on(_youngest(person), conviction.date) >= rules.figure("terrorism-adult", start)
    if adult and term is not None:
        if terms.at_least(term, rules.figure("terrorism-long-from", start), start):
            return rules.figure("terrorism-long", start)
        if terms.at_least(term, rules.figure("terrorism-middle-from", start), start):
            return rules.figure("terrorism-middle", start)
    return rules.figure("terrorism-other", start)


@rule("CTA 2008 s.53(7)", since=COMMENCEMENT)
def expiry(start: date, years: int, inside: Spans) -> date | None:
    """
    The last day of a period whose years do not run inside; None while inside.

    If no day counted before release, the years run from the first day that does; days left out later
    are added to the end.
    """
    first = start
    for begins, ends in inside:
        if begins <= first < ends:
            first = ends
    if first == FOREVER:
        return None
    last = last_day(first, years * 12)
    for begins, ends in inside:
        if begins > first and begins <= last:
            if ends == FOREVER:
                return None
            last += timedelta(days=(ends - begins).days)
    return last
