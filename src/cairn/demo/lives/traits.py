"""What sort of life it is: drawn by probability, or set for the first few so that none is missing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from cairn.demo.chance import Chance
from cairn.demo.lives.offences import BY_KEY, STORIES
from cairn.supervision.risk.models import RiskLevel

# Published risk mix of registered sexual offenders (NPCC figures, 31 March 2016).
RISK = ((RiskLevel.VERY_HIGH, 0.02), (RiskLevel.HIGH, 0.18), (RiskLevel.MEDIUM, 0.30), (RiskLevel.LOW, 0.50))
# Share of MAPPA cases at level 1 (joint thematic inspection, 2022); how the rest divide is our assumption.
LEVEL = ((1, 0.984), (2, 0.0145), (3, 0.0015))
# Of those sentenced to a longer term, how many are still inside: calibrated so that custody adds about
# 39 per cent to the caseload (Cumbria, June 2017).
STILL_INSIDE = 0.62
_PLANNED = {RiskLevel.VERY_HIGH: 0.9, RiskLevel.HIGH: 0.4, RiskLevel.MEDIUM: 0.05, RiskLevel.LOW: 0.0}


@dataclass(frozen=True, slots=True)
class Traits:
    """
    A life's turns.

    Parameters
        annual: how the yearly notification stands: "" as it falls, "lapsed", "today", "week".
        visit: how the home visit stands: "" as it falls, "lapsed", "today".
        order: a prevention order with the sentence: "" as it falls, "fixed", "further".
        level: the MAPPA level; planned: whether a risk management plan is open.
    """

    story: str
    risk: RiskLevel | None
    level: int
    inside: bool = False
    ended: bool = False
    annual: str = ""
    visit: str = ""
    order: str = ""
    planned: bool = False
    homeless: bool = False
    unnotified_move: bool = False
    fresh_move: bool = False
    recalled: bool = False
    convicted_again: bool = False
    counts: int = 1
    consecutive: bool = False
    aliases: int = 0
    renamed: bool = False
    travels: bool = False
    trip_ahead: bool = False
    abroad: bool = False
    stays: bool = False
    with_children: bool = False
    photographed: bool = False


def draw(chance: Chance, index: int) -> Traits:
    """The traits of the person with this index."""
    story = chance.weighted([(story.key, story.weight) for story in STORIES])
    level = chance.weighted(LEVEL)
    risk = chance.weighted(RISK)
    if level > 1:
        risk = RiskLevel.VERY_HIGH if level == 3 else RiskLevel.HIGH
    term = BY_KEY[story].term
    longer = BY_KEY[story].custodial and term is not None and term[1] >= 12
    drawn = Traits(
        story=story,
        level=level,
        risk=None if chance.happens(0.005) else risk,
        inside=longer and chance.happens(STILL_INSIDE),
        ended=chance.happens(0.02),
        annual=chance.weighted((("", 0.86), ("lapsed", 0.08), ("today", 0.02), ("week", 0.04))),
        visit=chance.weighted((("", 0.87), ("lapsed", 0.11), ("today", 0.02))),
        planned=level > 1 or chance.happens(_PLANNED[risk]),
        homeless=chance.happens(0.02),
        unnotified_move=chance.happens(0.008),
        fresh_move=chance.happens(0.004),
        recalled=chance.happens(0.10),
        convicted_again=chance.happens(0.06),
        counts=chance.weighted(((1, 0.8), (2, 0.14), (3, 0.06))),
        consecutive=chance.happens(0.5),
        aliases=chance.weighted(((0, 0.7), (1, 0.22), (2, 0.08))),
        renamed=chance.happens(0.03),
        travels=chance.happens(0.09),
        trip_ahead=chance.happens(0.02),
        abroad=chance.happens(0.006),
        stays=chance.happens(0.05),
        with_children=chance.happens(0.03),
        photographed=chance.happens(0.35),
    )
    return replace(drawn, **_SET[index]) if index < len(_SET) else drawn


_PLAIN: dict[str, Any] = {
    "inside": False, "ended": False, "homeless": False, "unnotified_move": False, "fresh_move": False, "abroad": False,
    "recalled": False, "convicted_again": False, "trip_ahead": False, "visit": "", "annual": "",
}  # fmt: skip


def _piece(story: str, **turns: Any) -> dict[str, Any]:
    return {**_PLAIN, "story": story, **turns}


# The first people of every register, however small: one of each thing worth seeing.
_SET: tuple[dict[str, Any], ...] = (
    _piece("images, community order", annual="today", risk=RiskLevel.LOW, photographed=True),
    _piece("child, suspended", annual="lapsed", risk=RiskLevel.MEDIUM),
    _piece("rape, long term", planned=True, level=2, risk=RiskLevel.HIGH, visit="today", photographed=True),
    _piece("rape, extended", inside=True),
    _piece("images, suspended", homeless=True, risk=RiskLevel.HIGH, order="further"),
    _piece("child, long term", convicted_again=True, visit="lapsed"),
    _piece("under 13, long term", planned=True, level=3, risk=RiskLevel.VERY_HIGH),
    _piece("child, community order", unnotified_move=True),
    _piece("assault, community order", visit="lapsed", order="fixed"),
    _piece("young, detention and training"),
    _piece("young, detention"),
    _piece("young, community order"),
    _piece("restricted hospital order", inside=True),
    _piece("hospital order"),
    _piece("caution"),
    _piece("conditional discharge"),
    _piece("fine"),
    _piece("public protection"),
    _piece("rape, life", inside=True),
    _piece("child, middling term", counts=3, consecutive=True),
    _piece("child, suspended", trip_ahead=True, travels=True),
    _piece("insanity"),
    _piece("disability"),
    _piece("violent", planned=True),
    _piece("absolute discharge"),
    _piece("images, community order", ended=True),
    _piece("exposure, short term", recalled=False, renamed=True),
    _piece("images, suspended", abroad=True),
    _piece("child, community order", fresh_move=True, aliases=2),
    _piece("risk order, breach", risk=RiskLevel.MEDIUM),
)  # fmt: skip
# How many they are.
SET_PIECES = len(_SET)
