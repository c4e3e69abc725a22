"""
The closed set of conditions in Schedule 3, and how each is tested.

An age limb, and any other fact of the offence, is met at conviction. A sentencing limb is met when the
sentence is passed, and s.132 then moves the relevant date to that day; so the two are kept apart. What a
Scottish court determines in disposing of the case is of the sentence (paras 44A to 46, 59A to 60, 98).
"""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from cairn.errors import BadInput
from cairn.law import terms
from cairn.law.facts import Conviction, Disposal
from cairn.law.rules import COMMENCEMENT, rule

IMPRISONMENT = frozenset(
    {"imprisonment", "suspended-imprisonment", "detention", "dto", "extended", "ipp", "lifelong-restriction"}
)
COMMUNITY = frozenset({"community-order", "community-payback-order"})
AGE_LIMBS = (
    *("victim_under", "intended_victim_under", "shown_under", "offender_at_least"),
    "parental_household",
)
DETERMINATIONS = ("part_2_applied", "sexual_aspect_found")
SENTENCE_LIMBS = (
    "imprisonment",
    "imprisonment_months_at_least",
    "imprisonment_months_over",
    "hospital",
    "hospital_restriction",
    "community_months_at_least",
    *DETERMINATIONS,
)
_FLAGS = ("imprisonment", "hospital", "hospital_restriction", "parental_household", *DETERMINATIONS)
_WORDS = {
    "victim_under": "the victim was under {}",
    "intended_victim_under": "the intended victim was under {}",
    "shown_under": "the picture shows somebody under {}",
    "offender_at_least": "the offender was {} or over",
    "parental_household": "the offender had a parent's place in the same household",
    "imprisonment": "sentenced to imprisonment",
    "imprisonment_months_at_least": "sentenced to at least {} months' imprisonment",
    "imprisonment_months_over": "sentenced to more than {} months' imprisonment",
    "hospital": "detained in a hospital",
    "hospital_restriction": "made subject to a hospital order with a restriction order",
    "community_months_at_least": "given a community sentence of at least {} months",
    "part_2_applied": "the court determined that Part 2 should apply",
    "sexual_aspect_found": "the court determined that there was a significant sexual aspect",
}

_ALLOWED = (*AGE_LIMBS, *SENTENCE_LIMBS)


class Condition(msgspec.Struct, frozen=True, gc=False):
    """
    One limb: a kind from the closed set, and its figure (0 for those that need none).

    Parameters
        also: what must hold as well, of the sentence by the same disposal.
    """

    kind: str
    figure: int = 0
    also: tuple[Condition, ...] = ()

    @property
    def parts(self) -> tuple[Condition, ...]:
        """Everything that must hold for the limb to be met."""
        return (self, *self.also)

    @property
    def of_sentence(self) -> bool:
        """Whether the limb is a sentencing condition (s.132)."""
        return any(part.kind in SENTENCE_LIMBS for part in self.parts)

    @property
    def words(self) -> str:
        """The limb as a clause."""
        return " and ".join(_WORDS[part.kind].format(part.figure) for part in self.parts)


def condition(row: Any, where: str) -> Condition:
    """
    One limb from a data file.

    Raises
        BadInput: a kind outside the closed set, a figure that is not one, or two sentences that no one
            disposal can be. Names the row.
    """
    if not isinstance(row, dict) or not row:
        raise BadInput(f"{where}: {row!r} is not a condition. Allowed: {', '.join(_ALLOWED)}.")
    first, *also = (_part(kind, figure, where) for kind, figure in row.items())
    if sum(part.kind in SENTENCE_LIMBS and part.kind not in DETERMINATIONS for part in (first, *also)) > 1:
        raise BadInput(f"{where}: {row!r} has two kinds of sentence, which no one disposal is.")
    return msgspec.structs.replace(first, also=tuple(also))


def _part(kind: str, figure: Any, where: str) -> Condition:
    if kind not in _ALLOWED:
        raise BadInput(f"{where}: unknown condition “{kind}”. Allowed: {', '.join(_ALLOWED)}.", field=kind)
    if kind in _FLAGS:
        if figure is not True:
            raise BadInput(f"{where}: {kind} is {figure!r}. It can only be true.", field=kind)
        return Condition(kind)
    if type(figure) is not int or figure < 1:
        raise BadInput(f"{where}: {kind} is {figure!r}. It must be a whole number.", field=kind)
    return Condition(kind, figure)


def met_by_age(limb: Condition, conviction: Conviction, age: int) -> bool:
    """
    Whether a limb is met so far as it is of the offence, done at `age`.

    What was not recorded meets nothing.
    """
    return all(_of_the_offence(part, conviction, age) for part in limb.parts if part.kind in AGE_LIMBS)


def _of_the_offence(limb: Condition, conviction: Conviction, age: int) -> bool:
    if limb.kind == "offender_at_least":
        return age >= limb.figure
    if limb.kind == "parental_household":
        return conviction.parental_household is True
    other = {
        "victim_under": conviction.victim_age,
        "intended_victim_under": conviction.intended_victim_age,
        "shown_under": conviction.shown_age,
    }[limb.kind]
    return other is not None and other < limb.figure


def met_by_sentence(limb: Condition, disposal: Disposal, passed: date) -> bool:
    """Whether a limb is met so far as it is of the sentence, by one disposal passed on `passed`."""
    return all(_of_the_sentence(part, disposal, passed) for part in limb.parts if part.kind in SENTENCE_LIMBS)


def _of_the_sentence(limb: Condition, disposal: Disposal, passed: date) -> bool:
    kind = disposal.kind
    if limb.kind in DETERMINATIONS:
        found = disposal.part_2_applied if limb.kind == "part_2_applied" else disposal.sexual_aspect
        return found is True
    if limb.kind.startswith("imprisonment"):
        return kind in IMPRISONMENT and _long_enough(limb, disposal, passed)
    if limb.kind.startswith("hospital"):
        return kind == "hospital-order" and (disposal.restriction or limb.kind == "hospital")
    return kind in COMMUNITY and terms.at_least(terms.length(disposal.term), limb.figure, passed)


def _long_enough(limb: Condition, disposal: Disposal, passed: date) -> bool:
    if limb.kind == "imprisonment":
        return True
    reaches = terms.more_than if limb.kind == "imprisonment_months_over" else terms.at_least
    return reaches(custodial(disposal), limb.figure, passed)


def custodial(disposal: Disposal) -> terms.Length:
    """
    The term a disposal counts as imprisonment for, under Part 2.

    Source: SOA 2003 s.131: of a detention and training order only the custodial half (R v Slocombe
    [2005] EWCA Crim 2997); of an extended sentence the custodial term and the extension (Minter
    [2011] EWHC 1610 (Admin)); of a suspended sentence the term, not the operational period.
    """
    term = as_passed(disposal)
    return terms.halved(term) if disposal.kind == "dto" else term


@rule("Minter [2011] EWHC 1610 (Admin); SOA 2003 s.131", since=COMMENCEMENT)
def as_passed(disposal: Disposal) -> terms.Length:
    """The whole term of a sentence: with no fixed end it is life, and an extension is part of it."""
    if disposal.kind in {"ipp", "lifelong-restriction"}:
        return terms.LIFE
    if disposal.kind == "extended":
        return terms.plus(terms.length(disposal.term), terms.length(disposal.extension))
    return terms.length(disposal.term)
