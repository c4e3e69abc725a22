"""Convictions, cautions and findings, their disposals, and the time in custody or hospital they bring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cairn.demo.chance import Chance, days, years_after
from cairn.demo.lives.life import Life, Owed
from cairn.demo.lives.offences import AGAIN, Offence, Story
from cairn.demo.lives.traits import Traits
from cairn.demo.people import places
from cairn.record.convictions.models import Conviction, Disposal, DisposalKind, Outcome
from cairn.record.custody.models import AwayKind, TimeAway
from cairn.record.notifications.models import Matter

_MONTH = 30.44
# Schedule 3 of the Act of 2003 and its offences have been in force since 1 May 2004.
_EARLIEST = date(2006, 1, 2)
# Imprisonment for public protection was abolished on 3 December 2012 (LASPO 2012 s.123).
_LAST_IPP = date(2012, 11, 30)
_WITHOUT_TERM = {
    None,
    DisposalKind.IPP,
    DisposalKind.HOSPITAL,
    DisposalKind.FINE,
    DisposalKind.ABSOLUTE_DISCHARGE,
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """The terms of the counts in months, and the days they put on the calendar."""

    terms: tuple[int, ...]
    relevant: date
    until: date | None
    served: int


def decide(chance: Chance, traits: Traits, story: Story, as_at: date) -> Sentence:
    """When it was, so that the life stands today as its traits say: inside, registered, or past it."""
    terms = tuple(_term(chance, story) for _ in range(traits.counts))
    added = sum(terms) if _adds_up(traits, story) else max(terms)
    years = story.registered_for(added)
    served = int(added * _MONTH * story.served)
    cap = (as_at - _EARLIEST).days
    low, high = max(40, served + 15), cap
    if years is not None:
        high = min(high, int(years * 365.25) - 40)
    if traits.inside and served > 60:
        low, high = 20, min(served - 15, cap)
    elif traits.ended and years is not None:
        low, high = int(years * 365.25) + 30, int(years * 365.25) + 900
    if story.kind is DisposalKind.IPP:
        low = max(low, (as_at - _LAST_IPP).days)
    back = min(chance.whole(low, max(low, high)), cap)
    relevant = as_at - days(back)
    until = None if years is None else years_after(relevant, int(years)) + days(years % 1 * 365.25)
    return Sentence(terms, relevant, until, served)


def sentence(life: Life, decided: Sentence) -> None:
    """Write the first conviction's counts and disposals, and the custody or hospital that followed."""
    story, chance = life.story, life.chance
    on = life.relevant - days(chance.whole(21, 49)) if story.sentenced_later else life.relevant
    before: UUID | None = None
    for term in decided.terms:
        conviction = _convict(life, story, on, chance.pick(story.offences))
        passed = life.relevant if story.sentenced_later else None
        _dispose(life, story, conviction, term, passed, before)
        before = conviction.id if _adds_up(life.traits, story) else None
    if story.custodial:
        hospital = story.kind is DisposalKind.HOSPITAL
        remand = days(chance.whole(20, 150)) if chance.happens(0.3) and not story.sentenced_later else days(0)
        _send_away(life, life.relevant - remand, life.relevant + days(decided.served), hospital=hospital)


def reoffend(life: Life) -> None:
    """A later conviction of somebody on the register, and a recall to prison."""
    if life.traits.convicted_again and life.story.registers and (day := life.claim(20)):
        story = life.chance.pick(AGAIN)
        term = _term(life.chance, story)
        # The offence was in the free days that the claim leaves before it.
        offence_date = day - days(life.chance.whole(3, 11))
        offence = life.chance.pick(story.offences)
        _dispose(life, story, _convict(life, story, day, offence, offence_date), term)
        years = story.registered_for(term)
        if years is None or life.until is None:
            life.until = None
        else:
            life.until = max(life.until, years_after(day, int(years)))
        if story.custodial:
            _send_away(life, day, day + days(term * _MONTH * story.served))
    if life.traits.recalled and life.imprisoned:
        length = life.chance.whole(28, 150)
        if back := life.claim(length):
            _send_away(life, back, back + days(length))


def breach(life: Life, late_on: date) -> None:
    """A conviction for failing to notify in time (SOA 2003 s.91), some weeks after."""
    day = late_on + days(life.chance.whole(40, 110))
    if day >= life.as_at - days(3) or life.is_away(day):
        return
    conviction = _convict(life, life.story, day, Offence("SOA 2003 s.91"), offence_date=late_on - days(1))
    kind = life.chance.pick((DisposalKind.FINE, DisposalKind.COMMUNITY, DisposalKind.SUSPENDED))
    months = 0 if kind is DisposalKind.FINE else 12 if kind is DisposalKind.COMMUNITY else 3
    life.add(
        Disposal(
            id=life.chance.uuid(),
            nominal_id=life.nominal_id,
            conviction_id=conviction.id,
            kind=kind,
            months=months,
        )
    )


def _adds_up(traits: Traits, story: Story) -> bool:
    return (
        traits.consecutive
        and traits.counts > 1
        and story.kind is DisposalKind.IMPRISONMENT
        and not story.life
    )


def _term(chance: Chance, story: Story) -> int:
    if story.term is None:
        return 0
    if story.kind is DisposalKind.DTO:
        # Of the lengths that the order may have, the two longest.
        return chance.pick((18, 24))
    months = chance.whole(*story.term)
    if story.kind in (DisposalKind.COMMUNITY, DisposalKind.CONDITIONAL_DISCHARGE):
        months -= months % 6
    return months


def _convict(
    life: Life, story: Story, on: date, offence: Offence, offence_date: date | None = None
) -> Conviction:
    chance = life.chance
    crown = story.custodial or story.kind is DisposalKind.SUSPENDED
    court = chance.pick(places.COURTS if crown else places.MAGISTRATES)
    row = Conviction(
        id=chance.uuid(),
        nominal_id=life.nominal_id,
        outcome=story.outcome,
        on=on,
        offence=offence.reference,
        offence_date=offence_date or on - days(chance.whole(30, 200 if story.youth else 650)),
        victim_age=chance.whole(*offence.victim) if offence.victim else None,
        shown_age=chance.whole(*offence.shown) if offence.shown else None,
        intended_victim_age=chance.whole(*offence.intended) if offence.intended else None,
        court="" if story.outcome is Outcome.CAUTION else court,
        recorded_at=life.written(on + days(1)),
    )
    life.add(row)
    return row


def _dispose(
    life: Life,
    story: Story,
    conviction: Conviction,
    term: int,
    passed: date | None = None,
    before: UUID | None = None,
) -> None:
    if story.kind is None:
        return
    months = 0 if story.kind in _WITHOUT_TERM or story.life else term
    weeks = months * 4 if 0 < months <= 6 and life.chance.happens(0.3) else 0
    life.add(
        Disposal(
            id=life.chance.uuid(),
            nominal_id=life.nominal_id,
            conviction_id=conviction.id,
            kind=story.kind,
            life=story.life,
            years=0 if weeks else months // 12,
            months=0 if weeks else months % 12,
            weeks=weeks,
            extension_months=life.chance.whole(*story.extension) if story.extension else 0,
            restriction=story.restriction,
            passed_on=passed,
            consecutive_to_id=before,
        )
    )


def _send_away(life: Life, began: date, ended: date, *, hospital: bool = False) -> None:
    period = TimeAway(
        id=life.chance.uuid(),
        nominal_id=life.nominal_id,
        kind=AwayKind.HOSPITAL if hospital else AwayKind.CUSTODY,
        began=began,
        ended=ended,
        place=life.chance.pick(places.HOSPITALS if hospital else places.PRISONS),
        recorded_at=life.written(began + days(1)),
    )
    life.imprisoned = life.imprisoned or not hospital
    life.go_away(period)
    if period.ended is not None:
        life.owe(Owed(Matter.CHANGE, ended, life.soon(ended), about="release"))
