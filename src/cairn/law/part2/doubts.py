"""
What a conviction gives for certain, and what it might give: the rules asked once with everything that is open.

The certain part is the time that every answer has in common. A fact is needed where another value of it,
all else being the same, gives another answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import product

import msgspec

from cairn.law import terms
from cairn.law.facts import Conviction
from cairn.law.needs import Need, in_order
from cairn.law.part2.aggregate import aggregate, linked, own_term
from cairn.law.part2.period import Period, ended_by_trial, other_reading, period
from cairn.law.part2.rule_set import RuleSet
from cairn.law.part2.supposing import Open, Supposed
from cairn.law.rules import COMMENCEMENT, rule
from cairn.law.schedule_3.schedule3 import Listing, listed_by

Sums = Mapping[str, terms.Length]
ABSOLUTE = frozenset({"absolute-discharge"})
DISCHARGES = ABSOLUTE | {"conditional-discharge"}


class Doubt(msgspec.Struct, frozen=True, gc=False):
    """
    One conviction that is not known well enough.

    Parameters
        certain: the period it gives whatever is found out; None where it may give none.
        possible: every period it may give.
        needs: the facts on which it turns on the day asked about.
        remote: facts taken as what they most likely were, and named beside the answer.
        summed: whether terms are taken together, so that another conviction's period may rest on this one's term.
    """

    conviction: Conviction
    certain: Period | None
    possible: tuple[Period, ...]
    needs: tuple[Need, ...]
    remote: tuple[Need, ...] = ()
    summed: bool = False


class Question(msgspec.Struct, frozen=True, gc=False):
    """
    One conviction with what is open about it.

    Parameters
        start: the conviction as it is recorded.
        sums: the terms taken together (s.82(3)): more than one where others are in doubt.
        trial: the day the trial after a disability finding ended.
    """

    start: Supposed
    opens: tuple[Open, ...]
    sums: tuple[Sums, ...] = ({},)
    of_sums: tuple[Need, ...] = ()
    trial: date | None = None


@rule("SOA 2003 ss.80-82", since=COMMENCEMENT)
def weigh(question: Question, as_at: date, rules: RuleSet) -> Doubt:
    """Every answer that the open facts allow, and which of them the answer turns on."""
    axes = [range(len(each.values)) for each in question.opens]
    axes += [range(len(question.sums)), range(2)]
    answers: dict[tuple[int, ...], Period | None] = {}
    unlikely: dict[tuple[int, ...], Period | None] = {}
    for choice in product(*axes):
        *values, sums, reading = choice
        supposed = question.start
        for each, value in zip(question.opens, values, strict=True):
            supposed = each.values[value](supposed)
        found = _period(supposed, question, question.sums[sums], as_at, rules)
        if reading:
            found = other_reading(found, supposed.born, rules) if found is not None else None
        (unlikely if supposed.remote else answers)[choice] = found
    remote: set[Need] = set()
    for choice, found in unlikely.items():
        likely = answers.get(_likely(choice, question.opens))
        if found is not None and likely is None:
            answers[choice] = found
        elif _key(found, as_at) != _key(likely, as_at):
            remote.add("offence-date")
    codes = [(each.need,) for each in question.opens] + [question.of_sums, ("sentence-length",)]
    needs = in_order(need for axis in _turning(answers, len(axes), as_at) for need in codes[axis])
    possible = tuple({_span(each): each for each in answers.values() if each is not None}.values())
    summed = any(question.sums)
    return Doubt(question.start.conviction, _certain(answers), possible, needs, in_order(remote), summed)


def _likely(choice: tuple[int, ...], opens: Sequence[Open]) -> tuple[int, ...]:
    """The same choice with the offence done on the day of conviction."""
    return tuple(
        0 if number < len(opens) and opens[number].need == "offence-date" else value
        for number, value in enumerate(choice)
    )


def _period(supposed: Supposed, question: Question, sums: Sums, as_at: date, rules: RuleSet) -> Period | None:
    if not supposed.counted:
        return None
    conviction = supposed.conviction
    how = listed_by(supposed.row, conviction, supposed.born, as_at)
    if how is not None and supposed.by_sentence:
        how = _by_sentence(how, conviction, as_at)
    if how is None or how.relevant_date > as_at or _discharged(conviction, as_at):
        return None
    return made(conviction, how, rules, born=supposed.born, as_at=as_at, sums=sums, trial=question.trial)


def _by_sentence(how: Listing, conviction: Conviction, as_at: date) -> Listing | None:
    days = [each.date for each in conviction.disposals if each.date is not None and each.date <= as_at]
    return Listing(how.paragraph, max(days), by_sentence=True) if days else None


def _discharged(conviction: Conviction, as_at: date) -> bool:
    kinds = {each.kind for each in conviction.disposals if each.date is None or each.date <= as_at}
    if conviction.kind != "conviction" or not kinds:
        return False
    return kinds <= (DISCHARGES if conviction.date < COMMENCEMENT else ABSOLUTE)


@rule("SOA 2003 s.82", since=COMMENCEMENT)
def made(
    conviction: Conviction,
    how: Listing,
    rules: RuleSet,
    *,
    born: date,
    as_at: date,
    sums: Sums,
    trial: date | None,
) -> Period:
    """The period of one conviction that is within the Schedule."""
    term = own_term(conviction, as_at)
    total = sums.get(conviction.id or "", term) if term is not None else None
    whole = period(conviction, how, rules, term=total, born=born, as_at=as_at, aggregated=total != term)
    return ended_by_trial(whole, trial) if trial is not None and trial <= as_at else whole


def _span(of: Period) -> tuple[date, date | None, bool]:
    return of.subject_from, of.end, of.pending


def _key(of: Period | None, as_at: date) -> tuple[date, date | None, bool] | None:
    """What an answer comes to on the day asked about: nothing where it is over."""
    if of is None or (of.end is not None and of.end < as_at):
        return None
    return _span(of)


def _turning(answers: Mapping[tuple[int, ...], Period | None], axes: int, as_at: date) -> Iterator[int]:
    """The open facts of which another value gives another answer, all else being the same."""
    for axis in range(axes):
        seen: dict[tuple[int, ...], object] = {}
        for choice, found in answers.items():
            rest = choice[:axis] + choice[axis + 1 :]
            if seen.setdefault(rest, _key(found, as_at)) != _key(found, as_at):
                yield axis
                break


def _certain(answers: Mapping[tuple[int, ...], Period | None]) -> Period | None:
    """The time that every answer has in common, as the shortest of them."""
    found = [each for each in answers.values() if each is not None]
    if len(found) < len(answers):
        return None
    shortest = min(found, key=lambda each: (each.end or date.max, not each.pending))
    start = max(each.subject_from for each in found)
    if shortest.end is not None and shortest.end < start - timedelta(days=1):
        return None
    return msgspec.structs.replace(shortest, subject_from=start)


@rule("SOA 2003 s.82(3)-(4)", since=COMMENCEMENT)
def several(
    convictions: Sequence[Conviction],
    certain: Sequence[Conviction],
    doubtful: Sequence[Question],
    as_at: date,
    rules: RuleSet,
) -> tuple[Sums, ...]:
    """The terms taken together: once with what is certain, and once with the most that is in doubt."""
    if not linked(convictions, as_at):
        return ({},)
    sure = {each.id for each in certain if each.id is not None}
    most = {each.start.conviction.id: _most(each, as_at) for each in doubtful}
    # Of some, only how long the period is turns on what is not known, and not that there is one.
    sure |= {
        each.start.conviction.id or "" for each in doubtful if weigh(each, as_at, rules).certain is not None
    }
    low = aggregate(convictions, sure, as_at)
    if not doubtful:
        return (low,)
    high = aggregate(
        [most.get(each.id, each) for each in convictions], sure | {key for key in most if key}, as_at
    )
    return (low, high) if low != high else (low,)


def _most(question: Question, as_at: date) -> Conviction:
    """The conviction with the longest term that the open facts allow."""
    found = [question.start.conviction]
    for each in question.opens:
        found += [change(question.start).conviction for change in each.values]
    return max(found, key=lambda one: terms.size(own_term(one, as_at) or terms.NOTHING))
