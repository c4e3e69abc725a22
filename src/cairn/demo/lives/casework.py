"""What the unit did: whose person it is, the risk that was set, and the visits."""

from __future__ import annotations

from datetime import date

from cairn.accounts.models import User
from cairn.demo.chance import days, months_before
from cairn.demo.lives.life import Life
from cairn.record.allocation.models import Allocation
from cairn.supervision.risk.models import RiskAssessment, RiskLevel
from cairn.supervision.visits.models import Visit, VisitOutcome

# Months from one successful visit to the next: the former national table, as in supervision/policy.toml.
INTERVAL = {RiskLevel.VERY_HIGH: 1, RiskLevel.HIGH: 3, RiskLevel.MEDIUM: 6, RiskLevel.LOW: 12}
# How many years of visits a life shows.
_YEARS = 2
_SEEN = (
    "Seen at home alone. Devices shown without being asked; nothing of concern.",
    "Seen at home. In work, settled; conditions gone through one by one.",
    "Seen at home. Low in mood after losing work; told of the surgery's drop-in.",
    "Seen at home with a friend, who knows of the conviction. No children live there or visit.",
    "Seen at home. A second telephone was in the kitchen; number taken, to be checked.",
)
_NOT_SEEN = (
    "No reply. Card not left. Neighbours not spoken to.",
    "No reply; lights off. To be tried in the evening.",
)
_REASONS = {
    RiskLevel.VERY_HIGH: "Imminent risk of serious harm: recent escalation, no protective factors.",
    RiskLevel.HIGH: "Identifiable risk of serious harm; could happen at any time if circumstances change.",
    RiskLevel.MEDIUM: "Risk present; unlikely unless circumstances change. Stable home, some support.",
    RiskLevel.LOW: "Current evidence does not suggest a likelihood of serious harm. Settled, engaging.",
}


def manage(life: Life) -> None:
    """The officer, the risk level and its past, and the visits."""
    _allocate(life)
    if life.traits.risk is None:
        return
    level = RiskLevel(life.traits.risk)
    _assess(life, level)
    first = life.free_from
    if first is not None and (life.story.registers or life.traits.planned):
        _visit(life, level, max(first, life.as_at - days(365 * _YEARS)))


def _allocate(life: Life) -> None:
    chance, starts = life.chance, life.relevant + days(1)
    if chance.happens(0.3):
        handed_over = chance.day(starts, life.as_at - days(1))
        others = [officer for officer in life.unit.officers if officer is not life.officer]
        _allocation(life, others[life.index % len(others)], starts, handed_over)
        starts = handed_over
    life.add(
        Allocation(
            id=chance.uuid(),
            nominal_id=life.nominal_id,
            officer_id=life.officer.pk,
            team_id=life.unit.team_of(life.officer).pk,
            starts=starts,
        )
    )


def _allocation(life: Life, before: User, starts: date, ends: date) -> None:
    life.add(
        Allocation(
            id=life.chance.uuid(),
            nominal_id=life.nominal_id,
            officer_id=before.pk,
            team_id=life.unit.team_of(before).pk,
            starts=starts,
            ends=ends,
        )
    )


def _assess(life: Life, level: RiskLevel) -> None:
    chance = life.chance
    day = min(life.relevant + days(chance.whole(5, 25)), life.as_at - days(1))
    order = list(INTERVAL)
    if chance.happens(0.3) and (life.as_at - day).days > 400:
        before = order[max(0, order.index(level) - 1)]
        _risk(life, before, day)
        day = chance.day(day + days(200), life.as_at - days(30))
    _risk(life, level, day)


def _risk(life: Life, level: RiskLevel, day: date) -> None:
    life.add(
        RiskAssessment(
            id=life.chance.uuid(),
            nominal_id=life.nominal_id,
            level=level,
            set_on=day,
            set_by_id=life.officer.pk,
            reason=_REASONS[level],
            recorded_at=life.written(day),
        )
    )


def _visit(life: Life, level: RiskLevel, first: date) -> None:
    """Visits in time until today; the last one left out, or on a chosen day, where the traits say so."""
    chance, interval = life.chance, int(INTERVAL[level] * 30.4)
    target = None
    if life.traits.visit == "lapsed":
        target = months_before(life.as_at - days(chance.whole(2, 90)), INTERVAL[level])
    elif life.traits.visit == "today":
        target = months_before(life.as_at, INTERVAL[level])
    # The register opens mid-life: the visit before the first day shown was somewhere in the interval.
    day = first + days(chance.whole(3, 14) if first == life.free_from else chance.whole(1, interval))
    while day < life.as_at and (life.until is None or day < life.until):
        on_target = target is not None and day >= target
        if target is not None and on_target:
            day = max(target, first)
        if not life.is_away(day):
            if chance.happens(0.08):
                _row(life, day - days(2), VisitOutcome.NO_REPLY)
            _row(life, day, VisitOutcome.SEEN)
        if on_target:
            break
        day += days(interval * chance.share(0.72, 0.99))
    if target is not None and life.traits.visit == "lapsed" and chance.happens(0.4):
        _row(life, life.as_at - days(chance.whole(1, 6)), VisitOutcome.NO_REPLY)


def _row(life: Life, day: date, outcome: VisitOutcome) -> None:
    if day < life.relevant or life.is_away(day):
        return
    seen = outcome is VisitOutcome.SEEN
    life.add(
        Visit(
            id=life.chance.uuid(),
            nominal_id=life.nominal_id,
            visited_on=day,
            visited_by_id=life.officer.pk,
            outcome=outcome,
            announced=life.chance.happens(0.1),
            observations=life.chance.pick(_SEEN if seen else _NOT_SEEN),
            recorded_at=life.written(day),
        )
    )
