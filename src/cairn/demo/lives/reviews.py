"""Reviews of those managed at MAPPA level 1, referrals of a few, and the releases that are expected."""

from __future__ import annotations

from datetime import date

from cairn.demo.chance import days
from cairn.demo.lives.life import Life
from cairn.plan.level_one.models import LevelOneReview, ReviewOutcome
from cairn.plan.referral.models import Referral
from cairn.plan.release.models import ExpectedRelease, ReleaseKind

# Days from one review to the next: a little less than the area allows (plan/area/limits.toml).
_EVERY = (95, 120)
# How many years of reviews a life shows.
_YEARS = 2
_CHANGED = (
    "Nothing since the last review.",
    "Has changed work; hours are now regular.",
    "A relationship ended in the spring; no new one is known.",
)
_PLAN = (
    "It does; nothing is changed in it.",
    "It does. The visits are to be joint for the next three months.",
)


def review(life: Life) -> None:
    """Reviews up to today, the last of which is late for a few; and a release for whoever is held."""
    if life.is_away(life.as_at):
        _release(life)
    elif life.traits.level == 1 and (life.until is None or life.until > life.as_at):
        _reviews(life)
        _refer(life)


def _refer(life: Life) -> None:
    """A few are referred, and wait for the coordinator."""
    chance = life.chance
    if not chance.happens(0.02):
        return
    on = life.as_at - days(chance.whole(1, 12))
    life.add(
        Referral(
            id=chance.uuid(),
            nominal_id=life.nominal_id,
            agency_id=life.unit.police.pk,
            level=2,
            why="Housing, children's services and probation each hold a part of the risk, and no plan joins them.",
            referred_on=on,
            referred_by_id=life.officer.pk,
            recorded_at=life.written(on),
        )
    )


def _reviews(life: Life) -> None:
    chance = life.chance
    since = max(life.relevant + days(90), life.as_at - days(365 * _YEARS))
    late = chance.happens(0.06)
    day = life.as_at - days(chance.whole(125, 160) if late else chance.whole(1, 110))
    told: list[date] = []
    while day > since:
        told.append(day)
        day -= days(chance.whole(*_EVERY))
    for on in reversed(told):
        _row(life, on, last=on == told[0])


def _row(life: Life, on: date, *, last: bool) -> None:
    chance = life.chance
    if life.is_away(on):
        return
    refers = last and chance.happens(0.02)
    life.add(
        LevelOneReview(
            id=chance.uuid(),
            nominal_id=life.nominal_id,
            reviewed_on=on,
            reviewed_by_id=life.officer.pk,
            changed=chance.pick(_CHANGED),
            agencies="Children's services and probation were asked: nothing new.",
            domestic_abuse="Police systems checked: no report since the last review.",
            disclosure="Considered: nobody is at risk who does not know.",
            plan=chance.pick(_PLAN),
            outcome=ReviewOutcome.REFER_2 if refers else ReviewOutcome.RETAIN,
            why="Contact with a family with children is suspected."
            if refers
            else "One agency manages the risk.",
            recorded_at=life.written(on),
        )
    )


def _release(life: Life) -> None:
    chance = life.chance
    if not chance.happens(0.6):
        return
    told = life.as_at - days(chance.whole(5, 120))
    life.add(
        ExpectedRelease(
            id=chance.uuid(),
            nominal_id=life.nominal_id,
            expected_on=life.as_at + days(chance.whole(40, 500)),
            kind=chance.pick((ReleaseKind.CONDITIONAL, ReleaseKind.PAROLE, ReleaseKind.SENTENCE_END)),
            told_on=told,
            told_by="Offender management unit of the prison",
            recorded_at=life.written(told),
        )
    )
