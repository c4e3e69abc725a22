"""Which sentences bring MAPPA: Criminal Justice Act 2003 s.327(3)(b), (4)(b); CTA 2008 s.45(1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from cairn.law import terms
from cairn.law.facts import Conviction, Disposal, Person
from cairn.law.rules import rule
from cairn.law.schedule_3.conditions import IMPRISONMENT

# Always 12 months or more, or listed by name without a term: life, ipp, and every extended sentence.
_WHATEVER_THE_TERM = frozenset({"ipp", "extended"})


class Sentenced(NamedTuple):
    """A conviction or finding in force, and one sentence that qualifies, passed on a day."""

    conviction: Conviction
    disposal: Disposal
    passed: date


def in_force(person: Person, as_at: date) -> Iterator[Conviction]:
    """Every conviction or finding of a court of the United Kingdom, not quashed, on record on `as_at`."""
    for conviction in person.convictions:
        if conviction.kind == "caution" or conviction.foreign or conviction.date > as_at:
            continue
        if conviction.quashed_on is None or conviction.quashed_on > as_at:
            yield conviction


def sentenced(person: Person, as_at: date, months: int) -> Iterator[Sentenced]:
    """
    Every conviction or finding on record on `as_at` with each sentence for it that qualifies.

    The courts are those of the United Kingdom; a quashed conviction and a caution never count.
    """
    for conviction in in_force(person, as_at):
        for disposal in conviction.disposals:
            passed = disposal.date or conviction.date
            if passed <= as_at and qualifies(conviction, disposal, months):
                yield Sentenced(conviction, disposal, passed)


@rule("CJA 2003 s.327(3)(b), (4)(b)", since=date(2004, 4, 5))
def qualifies(conviction: Conviction, disposal: Disposal, months: int) -> bool:
    """
    Whether a sentence is one of those listed: `months` of custody or more, or a hospital order.

    The term is the one passed for that conviction: suspended or not, a detention and training order whole
    (s.131 of the SOA is Part 2's), consecutive terms not added. A guardianship order would qualify too
    and is not among the disposals recorded.
    """
    if disposal.kind == "hospital-order":
        return True
    if conviction.kind == "finding" or disposal.kind not in IMPRISONMENT:
        return False
    passed = disposal.date or conviction.date
    return disposal.kind in _WHATEVER_THE_TERM or terms.at_least(terms.length(disposal.term), months, passed)


def in_words(disposal: Disposal, months: int) -> str:
    """As "a hospital order"."""
    return "a hospital order" if disposal.kind == "hospital-order" else f"{months} months' custody or more"
