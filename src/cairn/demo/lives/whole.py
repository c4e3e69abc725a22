"""One whole life, from the seed and the person's index alone: no life depends on another."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cairn.demo.agencies import Unit
from cairn.demo.chance import Chance, days
from cairn.demo.lives import attendances, casework, homes, orders, person, plans, reviews, sentences, traits
from cairn.demo.lives.belongings import BELONGINGS
from cairn.demo.lives.life import Life
from cairn.demo.lives.offences import BY_KEY, Story
from cairn.ledger.models import Entry
from cairn.record.identity.services import PERSON_ADDED

# The first sign-in's caseload holds the first of the set pieces.
_FIRST_OFFICER = 14


def nominal_of(seed: int, index: int) -> UUID:
    """The id of the person with this index: the first draw of a life."""
    return Chance(seed, index).uuid()


def live(*, seed: int, index: int, as_at: date, unit: Unit) -> Life:
    """The life of the person with this index, told up to the day before `as_at`."""
    chance = Chance(seed, index)
    nominal_id: UUID = chance.uuid()
    drawn = traits.draw(chance, index)
    story = BY_KEY[drawn.story]
    decided = sentences.decide(chance, drawn, story, as_at)
    life = Life(
        index=index,
        chance=chance,
        unit=unit,
        as_at=as_at,
        traits=drawn,
        story=story,
        nominal_id=nominal_id,
        officer=unit.officers[0 if index < _FIRST_OFFICER else index % len(unit.officers)],
        born=_born(chance, story, decided.relevant),
        relevant=decided.relevant,
        until=decided.until,
    )
    sentences.sentence(life, decided)
    orders.bind(life)
    homes.emigrate(life)
    sentences.reoffend(life)
    homes.settle(life)
    homes.stay(life)
    homes.travel(life)
    person.identify(life)
    attendances.attend(life)
    casework.manage(life)
    plans.plan(life)
    for invent in BELONGINGS:
        invent(life)
    reviews.review(life)
    life.add(_collected(life))
    return life


def _born(chance: Chance, story: Story, relevant: date) -> date:
    # An adult at the conviction is one at the offence too; a young offender is under 18 at both.
    age = chance.whole(14, 16) if story.youth else chance.peaked(21, 74, 38)
    return relevant - days(age * 365.25 + chance.whole(0, 364))


def _collected(life: Life) -> Entry:
    """The ledger tells of every person put on the register, and by whom: here too."""
    records = life.unit.staff["records"]
    return Entry(
        act=PERSON_ADDED.act,
        actor_id=records.pk,
        agency_id=records.agency_id,
        nominal_id=life.nominal_id,
        what=PERSON_ADDED.code,
        detail={"source": "synthetic register"},
    )
