"""
What the record leaves open about one conviction, and everything that might be put in its place.

Each open fact has a code (`needs.py`) and the values it may have. The rules are then asked with each of
them: where all give the same answer, nothing turns on the fact. So no rule here says what is in doubt;
the rules themselves say it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

import msgspec

from cairn.dates import corresponding
from cairn.law.breaches import breach_of_no_order_on_record
from cairn.law.facts import Conviction, Disposal, Person, Term
from cairn.law.needs import Need
from cairn.law.part2.rule_set import RuleSet
from cairn.law.possible_sentences import (
    LIFE,
    LONGEST_COMMUNITY,
    OTHER,
    any_sentence,
    discharges,
    lacks_length,
    longest,
    shortest,
    supervised,
)
from cairn.law.rules import COMMENCEMENT, rule
from cairn.law.schedule_3.schedule_file import Paragraph, Requires

# Any age below and above every limit in the Schedule.
_AGES = (0, 99)
_NEEDS: dict[str, Need] = {
    "victim_age": "victim-age",
    "shown_age": "shown-age",
    "intended_victim_age": "intended-victim-age",
    "sexual_gratification": "sexual-gratification",
    "all_willing": "all-willing",
    "parental_household": "parental-household",
}
# An offence that is not recognised may be listed without a condition, or only by its sentence.
_LISTED = Paragraph(
    para="unknown",
    offences=(),
    title="",
    status="derived",
    requires=Requires(),
    under_18=None,
    otherwise=None,
)
# The day of the offence is taken as that of conviction. One who was a child not long before may have been
# one when it was done; of an older one that is said and not assumed.
_RECENTLY = 36


class Supposed(NamedTuple):
    """
    One conviction as it may have been.

    Parameters
        row: that lists it; None where none does.
        by_sentence: it is taken as listed only because of its sentence (s.132).
        counted: whether it counts at all.
        remote: it is supposed that an adult convicted long after was a child at the offence.
    """

    conviction: Conviction
    born: date
    row: Paragraph | None
    counted: bool
    by_sentence: bool = False
    remote: bool = False


Change = Callable[[Supposed], Supposed]


class Open(NamedTuple):
    """One fact that is not known: the first value is the one that is otherwise taken."""

    need: Need
    values: tuple[Change, ...]


@rule("SOA 2003 ss.80-82, Sch.3", since=COMMENCEMENT)
def open_facts(
    conviction: Conviction, person: Person, as_at: date, rules: RuleSet, *, counted: bool | None
) -> tuple[Open, ...]:
    """
    What is not known of a conviction and might matter; empty for one that is recorded in full.

    Parameters
        counted: whether it counts at all, None where that is not known.
    """
    known = rules.schedule.recognise(conviction.offence)
    row = known.row
    if breach_of_no_order_on_record(conviction, person, rules.orders, as_at):
        return (
            Open("order", (_put(row=None), _until_further_order(conviction))),
            *_may_be_discharged(conviction),
        )
    if known.kind == "not-recognised" and (row is None or not row.vague):
        return (_offence(row, "offence"), *_of_the_sentence(conviction, as_at, row or _LISTED))
    if row is None or (row.on and not row.reaches(conviction.date)):
        return ()
    found: list[Open] = []
    if row.vague:
        clear = msgspec.structs.replace(row, vague=False)
        found.append(Open("offence", (_put(row=None), _put(row=clear))))
    elif not row.on:
        found.append(_offence(row, "law"))
    if counted is None:
        need: Need = "place-of-caution" if conviction.kind == "caution" else "standing-on-1997-09-01"
        found.append(Open(need, (_put(counted=False), _put(counted=True))))
    found += _of_the_offence(conviction, person, row)
    found += _of_the_sentence(conviction, as_at, row)
    if person.born_latest is not None:
        found.append(_birth(conviction, person, row))
    return tuple(found)


def _offence(row: Paragraph | None, need: Need) -> Open:
    """It may be listed without a condition, only by its sentence, as any other offence is, or not at all."""
    values = (_put(row=None), _put(row=_LISTED), _put(row=_LISTED, by_sentence=True))
    return Open(need, (*values, _put(row=row)) if row is not None and row.any_other else values)


def _may_be_discharged(conviction: Conviction) -> Iterator[Open]:
    """An absolute discharge is all that matters of the sentence for a breach."""
    kinds = {each.kind for each in conviction.disposals}
    if conviction.kind == "conviction" and kinds <= {"unknown", "absolute-discharge"}:
        yield Open("disposal" if kinds else "sentence", (_put(), _put(row=None)))


def _until_further_order(conviction: Conviction) -> Change:
    """As long as the longest order: without end."""
    forever = msgspec.structs.replace(
        conviction, kind="conviction", disposals=(Disposal(kind="imprisonment", term=LIFE),)
    )
    return lambda supposed: supposed._replace(conviction=forever, row=_LISTED)


def _put(**values: object) -> Change:
    return lambda supposed: supposed._replace(**values)  # type: ignore[arg-type]


def _set(**values: object) -> Change:
    return lambda supposed: supposed._replace(
        conviction=msgspec.structs.replace(supposed.conviction, **values)
    )


def _of_the_offence(conviction: Conviction, person: Person, row: Paragraph) -> Iterator[Open]:
    for name in row.asks:
        if getattr(conviction, name) is None:
            values = _AGES if name.endswith("_age") else (True, False)
            yield Open(_NEEDS[name], tuple(_set(**{name: value}) for value in values))
    if conviction.offence_date is None and row.ages and person.born_latest is None:
        days = _days_of_another_age(person.born, conviction.date, row)
        if days:
            yield Open("offence-date", (_put(), *days))


def _days_of_another_age(born: date, convicted: date, row: Paragraph) -> tuple[Change, ...]:
    """The last day below each age that the row asks for, where that is before the conviction."""
    found = []
    for age in row.ages:
        day = corresponding(born, age * 12) - timedelta(days=1)
        if day < convicted:
            remote = corresponding(day, _RECENTLY) < convicted
            found.append(_at(day, remote=remote))
    return tuple(found)


def _at(day: date, *, remote: bool) -> Change:
    def change(supposed: Supposed) -> Supposed:
        conviction = msgspec.structs.replace(supposed.conviction, offence_date=day)
        return supposed._replace(conviction=conviction, remote=supposed.remote or remote)

    return change


def _birth(conviction: Conviction, person: Person, row: Paragraph) -> Open:
    """The first and last day possible, and for each age and each day that matters a day on either side."""
    last = person.born_latest or person.born
    days = {person.born, last}
    matter = [conviction.offence_date or conviction.date, conviction.date]
    matter += [each.date for each in conviction.disposals if each.date is not None]
    for age in {*row.ages, 18}:
        for day in matter:
            turning = corresponding(day, -age * 12)
            days |= {turning, turning + timedelta(days=1)}
    possible = sorted(day for day in days if person.born <= day <= last)
    return Open("birth-date", tuple(_put(born=day) for day in possible))


def _of_the_sentence(conviction: Conviction, as_at: date, row: Paragraph) -> Iterator[Open]:
    if conviction.kind == "caution":
        return
    disposals = conviction.disposals
    if not disposals:
        yield Open("sentence", (_put(), *(_set(disposals=(each,)) for each in any_sentence())))
        return
    kinds = {each.kind for each in disposals}
    if "unknown" in kinds:
        yield Open(
            "disposal", tuple(_kind(each) for each in (OTHER, *any_sentence(), *discharges(conviction)))
        )
    if "other" in kinds and row.asks_community:
        # Of another description, and so perhaps a community sentence (s.133).
        yield Open("disposal", (_put(), _every("other", kind="community-order", otherwise=LONGEST_COMMUNITY)))
    if any(lacks_length(each) for each in disposals):
        payback = any(each.kind == "community-payback-order" and lacks_length(each) for each in disposals)
        between = (_lengths(supervised),) if payback else ()
        yield Open("sentence-length", (_lengths(shortest), *between, _lengths(longest)))
    if row.asks_determination and any(_undetermined(each) for each in disposals):
        yield Open("court-determination", (_determined(value=False), _determined(value=True)))


def _kind(disposal: Disposal) -> Change:
    """Every disposal of which the kind is not known as one of this kind, passed when it was."""

    def change(supposed: Supposed) -> Supposed:
        return _mapped(
            supposed,
            lambda each: (
                msgspec.structs.replace(disposal, id=each.id, date=each.date, term=each.term or disposal.term)
                if each.kind == "unknown"
                else each
            ),
        )

    return change


def _every(of: str, *, kind: str, otherwise: Term) -> Change:
    return lambda supposed: _mapped(
        supposed,
        lambda each: (
            msgspec.structs.replace(each, kind=kind, term=each.term or otherwise) if each.kind == of else each
        ),
    )


def _mapped(supposed: Supposed, change: Callable[[Disposal], Disposal]) -> Supposed:
    conviction = supposed.conviction
    disposals = tuple(change(each) for each in conviction.disposals)
    return supposed._replace(conviction=msgspec.structs.replace(conviction, disposals=disposals))


def _lengths(of: Callable[[Disposal, Conviction], Term]) -> Change:
    def change(supposed: Supposed) -> Supposed:
        def one(each: Disposal) -> Disposal:
            if not lacks_length(each):
                return each
            length = of(each, supposed.conviction)
            extension = each.extension or length if each.kind == "extended" else None
            return msgspec.structs.replace(each, term=each.term or length, extension=extension)

        return _mapped(supposed, one)

    return change


def _undetermined(disposal: Disposal) -> bool:
    return disposal.part_2_applied is None or disposal.sexual_aspect is None


def _determined(*, value: bool) -> Change:
    def one(each: Disposal) -> Disposal:
        return msgspec.structs.replace(
            each,
            part_2_applied=value if each.part_2_applied is None else each.part_2_applied,
            sexual_aspect=value if each.sexual_aspect is None else each.sexual_aspect,
        )

    return lambda supposed: _mapped(supposed, one)
