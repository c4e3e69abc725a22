"""
The closed set of conditions in Schedule 3, and how each is tested.

An age limb is met at conviction. A sentencing limb is met when the sentence is passed, and s.132
then moves the relevant date to that day; so the two are kept apart.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from cairn.errors import BadInput
from cairn.law import terms
from cairn.law.facts import Conviction, Disposal

IMPRISONMENT = frozenset({"imprisonment", "suspended-imprisonment", "detention", "dto", "extended", "ipp"})
AGE_LIMBS = ("victim_under", "intended_victim_under")
SENTENCE_LIMBS = (
    "imprisonment",
    "imprisonment_months_at_least",
    "hospital",
    "hospital_restriction",
    "community_months_at_least",
)
_FLAGS = ("imprisonment", "hospital", "hospital_restriction")
_WORDS = {
    "victim_under": "the victim was under {}",
    "intended_victim_under": "the intended victim was under {}",
    "imprisonment": "sentenced to imprisonment",
    "imprisonment_months_at_least": "sentenced to at least {} months' imprisonment",
    "hospital": "detained in a hospital",
    "hospital_restriction": "made subject to a hospital order with a restriction order",
    "community_months_at_least": "given a community sentence of at least {} months",
}


class Condition(msgspec.Struct, frozen=True, gc=False):
    """One limb: a kind from the closed set, and its figure (0 for those that need none)."""

    kind: str
    figure: int = 0

    @property
    def of_sentence(self) -> bool:
        """Whether the limb is a sentencing condition (s.132)."""
        return self.kind in SENTENCE_LIMBS

    @property
    def words(self) -> str:
        """The limb as a clause."""
        return _WORDS[self.kind].format(self.figure)


def condition(row: Any, where: str) -> Condition:
    """
    One limb from a data file.

    Raises
        BadInput: a kind outside the closed set, or a figure that is not one. Names the row.
    """
    allowed = (*AGE_LIMBS, *SENTENCE_LIMBS)
    if not isinstance(row, dict) or len(row) != 1:
        raise BadInput(f"{where}: {row!r} is not a single condition. Allowed: {', '.join(allowed)}.")
    ((kind, figure),) = row.items()
    if kind not in allowed:
        raise BadInput(f"{where}: unknown condition “{kind}”. Allowed: {', '.join(allowed)}.", field=kind)
    if kind in _FLAGS:
        if figure is not True:
            raise BadInput(f"{where}: {kind} is {figure!r}. It can only be true.", field=kind)
        return Condition(kind)
    if type(figure) is not int or figure < 1:
        raise BadInput(f"{where}: {kind} is {figure!r}. It must be a whole number.", field=kind)
    return Condition(kind, figure)


def met_by_age(limb: Condition, conviction: Conviction) -> bool:
    """Whether an age limb is met. An age that was not recorded meets nothing."""
    age = conviction.victim_age if limb.kind == "victim_under" else conviction.intended_victim_age
    return age is not None and age < limb.figure


def met_by_sentence(limb: Condition, disposal: Disposal, passed: date) -> bool:
    """Whether a sentencing limb is met by one disposal, passed on `passed`."""
    kind = disposal.kind
    if limb.kind == "imprisonment":
        return kind in IMPRISONMENT
    if limb.kind == "imprisonment_months_at_least":
        return kind in IMPRISONMENT and terms.at_least(custodial(disposal), limb.figure, passed)
    if limb.kind == "hospital":
        return kind == "hospital-order"
    if limb.kind == "hospital_restriction":
        return kind == "hospital-order" and disposal.restriction
    return kind == "community-order" and terms.at_least(terms.length(disposal.term), limb.figure, passed)


def custodial(disposal: Disposal) -> terms.Length:
    """
    The term a disposal counts as imprisonment for, under Part 2.

    Source: SOA 2003 s.131: of a detention and training order only the custodial half (R v Slocombe
    [2005] EWCA Crim 2997); of an extended sentence the custodial term and the extension (Minter
    [2011] EWHC 1610 (Admin)); of a suspended sentence the term, not the operational period.
    """
    if disposal.kind == "ipp":
        return terms.LIFE
    if disposal.kind == "extended":
        return terms.plus(terms.length(disposal.term), terms.length(disposal.extension))
    whole = terms.length(disposal.term)
    return terms.halved(whole) if disposal.kind == "dto" else whole
