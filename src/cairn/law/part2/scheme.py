"""One jurisdiction's Part 2 put together: which rules are asked, over which rule set."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import msgspec

from cairn.law.answers import Assessment, Duty, Review
from cairn.law.part2 import registration as registering
from cairn.law.part2.changes import change_duties
from cairn.law.part2.home_absence import absence_duties
from cairn.law.part2.initial import initial_duties
from cairn.law.part2.name_notice import name_notice_duties
from cairn.law.part2.outside import travel_order_duties
from cairn.law.part2.parents import borne_by_parents
from cairn.law.part2.periodic import periodic_duties
from cairn.law.part2.prescribed import households, households_left, matters
from cairn.law.part2.rule_set import RuleSet
from cairn.law.part2.travel import travel_duties
from cairn.law.part2.triggers import Source, moves, releases, stays
from cairn.law.part2.view import View

DutyRule = Callable[[View], Iterable[Duty]]
ReviewRule = Callable[[View], Review | None]
SOURCES: tuple[Source, ...] = (moves, stays, releases, households, households_left, matters)


class Part2(msgspec.Struct, frozen=True, kw_only=True):
    """
    Parameters
        review: how an indefinite requirement may be reviewed, and `more` the duties that this brings and
            whatever else a jurisdiction has beside the common ones.
    """

    rules: RuleSet
    review: ReviewRule
    more: tuple[DutyRule, ...] = ()


def assess_part_2(scheme: Part2, view: View) -> Assessment:
    """Registration, duties and review under Part 2 for what the view sees; `changes_on` is left open."""
    answer = registering.registration(view.person, view.registered, view.as_at, scheme.rules)
    duties = part_2_duties(scheme, view)
    if view.person.orders and view.person.travel:
        duties += tuple(travel_order_duties(view))
    return Assessment(view.as_at, answer, duties, None, (), scheme.review(view))


def part_2_duties(scheme: Part2, view: View) -> tuple[Duty, ...]:
    """What is owed, or was, by registration as the view has it."""
    if not view.registered.runs:
        return ()
    duties: tuple[Duty, ...] = (
        *initial_duties(view),
        *change_duties(view, SOURCES),
        *periodic_duties(view),
        *travel_duties(view),
    )
    if view.person.absences:
        duties += tuple(absence_duties(view))
    if view.person.names:
        duties += tuple(name_notice_duties(view))
    for rule in scheme.more:
        duties += tuple(rule(view))
    if view.person.directions:
        duties = borne_by_parents(view, duties)
    return duties
