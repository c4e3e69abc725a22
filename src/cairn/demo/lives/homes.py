"""Where the person lived, stayed and travelled, and what of it had to be notified (SOA 2003 ss.83-86)."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from cairn.demo.chance import LONDON, days
from cairn.demo.lives.life import Life, Owed
from cairn.demo.people import places
from cairn.record.addresses.models import Address, AddressKind, ChildAtAddress, HouseholdStay, Stay
from cairn.record.custody.models import AwayKind, TimeAway
from cairn.record.notifications.models import Matter
from cairn.record.travel.models import Trip

# Moves a year at liberty: our assumption.
_MOVES = 0.2
_CHILD = ((ChildAtAddress.NO, 0.72), (ChildAtAddress.YES, 0.06), (ChildAtAddress.NOT_KNOWN, 0.22))
Change = tuple[date, AddressKind]


def settle(life: Life) -> None:
    """Every home in turn: before the conviction, on release, and each move since."""
    first = life.relevant - days(life.chance.whole(100, 3000))
    changes: list[Change] = [(first, AddressKind.HOME)]
    changes += _on_release(life)
    if life.free_from is not None:
        changes += _moves(life, life.free_from)
        changes += _lately(life)
    changes.sort()
    for (starts, kind), (ends, _) in zip(changes, [*changes[1:], (None, None)], strict=True):
        if ends != starts:
            _address(life, kind, starts, ends)
        if kind is AddressKind.NO_FIXED_ABODE:
            life.homeless.append((starts, ends))
    if life.chance.happens(0.08):
        _address(life, AddressKind.OTHER, life.relevant, None)


def _on_release(life: Life) -> list[Change]:
    moved: list[Change] = []
    for away in life.away:
        if away.ended and away.kind != AwayKind.ABROAD and life.chance.happens(0.5):
            moved.append((away.ended, AddressKind.HOME))
            life.owe(Owed(Matter.CHANGE, away.ended, life.soon(away.ended), about="home-address"))
    return moved


def _moves(life: Life, free: date) -> list[Change]:
    moved: list[Change] = []
    years = (life.as_at - free).days / 365
    for _ in range(min(4, int(years * _MOVES + life.chance.share(0, 1)))):
        homeless = life.chance.happens(0.06)
        length = life.chance.whole(14, 60) if homeless else 1
        if day := life.claim(length):
            moved.append((day, AddressKind.NO_FIXED_ABODE if homeless else AddressKind.HOME))
            life.owe(Owed(Matter.CHANGE, day, life.soon(day), about="home-address"))
            if homeless:
                found = day + days(length)
                moved.append((found, AddressKind.HOME))
                life.owe(Owed(Matter.CHANGE, found, life.soon(found), about="home-address"))
    return moved


def _lately(life: Life) -> list[Change]:
    """A home lost, or a move of the last weeks that nobody was told of: each for the few it is set for."""
    traits, chance = life.traits, life.chance
    if traits.homeless:
        back, kind, told = chance.whole(15, 160), AddressKind.NO_FIXED_ABODE, True
    elif traits.unnotified_move:
        back, kind, told = chance.whole(5, 40), AddressKind.HOME, False
    elif traits.fresh_move:
        back, kind, told = chance.whole(0, 1), AddressKind.HOME, False
    else:
        return []
    day = life.as_at - days(back)
    if life.free_from is None or day < life.free_from + days(20) or life.is_away(day):
        return []
    if told:
        life.owe(Owed(Matter.CHANGE, day, life.soon(day), about="home-address"))
    return [(day, kind)]


def _address(life: Life, kind: AddressKind, starts: date, ends: date | None) -> None:
    at = places.place(life.chance)
    homeless = kind is AddressKind.NO_FIXED_ABODE
    life.add(
        Address(
            id=life.chance.uuid(),
            nominal_id=life.nominal_id,
            kind=kind,
            lines=places.found_at(life.chance) if homeless else at.lines,
            postcode="" if homeless else at.postcode,
            uprn="" if homeless else at.uprn,
            starts=starts,
            ends=ends,
            child=ChildAtAddress.NOT_KNOWN if homeless else life.chance.weighted(_CHILD),
            recorded_at=life.written(max(starts, life.relevant) + days(1)),
        )
    )


def stay(life: Life) -> None:
    """Seven days and more at another place (s.84(6)); a night where a child lives (SI 2012/1876)."""
    if life.traits.stays and (first := life.claim(10)):
        life.add(
            Stay(
                id=life.chance.uuid(),
                nominal_id=life.nominal_id,
                premises=places.place(life.chance).lines,
                first_day=first,
                last_day=first + days(life.chance.whole(7, 9)),
                recorded_at=life.written(first + days(8)),
            )
        )
        complete = first + days(6)
        life.owe(Owed(Matter.CHANGE, complete, life.soon(complete), about="stay"))
    if life.traits.with_children and (day := life.claim(3)):
        arrived = datetime.combine(day, time(18), LONDON)
        life.add(
            HouseholdStay(
                id=life.chance.uuid(),
                nominal_id=life.nominal_id,
                premises=places.place(life.chance).lines,
                arrived=arrived,
                left=arrived + timedelta(hours=life.chance.whole(14, 40)),
                recorded_at=life.written(day + days(2)),
            )
        )
        told = day + days(life.chance.whole(2, 3))
        life.owe(Owed(Matter.CHANGE, day + days(1), told, about="child-household"))


def emigrate(life: Life) -> None:
    """Abroad since some weeks or months, with no day set for the return."""
    departs = life.as_at - days(life.chance.whole(20, 120))
    if not life.traits.abroad or life.free_from is None or departs < life.free_from + days(90):
        return
    if not life.is_away(departs):
        _travel(life, departs, None)


def travel(life: Life) -> None:
    """A journey there and back, and one still to come (s.86; SI 2004/1220)."""
    length = life.chance.whole(4, 15)
    if life.traits.travels and (departs := life.claim(length, margin=62)):
        _travel(life, departs, departs + days(length))
    if life.traits.trip_ahead and life.free_from and life.free_from < life.as_at - days(30):
        departs = life.as_at + days(life.chance.whole(4, 40))
        _travel(life, departs, departs + days(length))


def _travel(life: Life, departs: date, returns: date | None) -> None:
    chance = life.chance
    ahead = departs > life.as_at
    known = life.as_at - days(chance.whole(1, 9)) if ahead else departs - days(chance.whole(20, 50))
    country, arrival = chance.pick(places.COUNTRIES)
    point = chance.pick(places.RETURN_POINTS) if returns else ""
    trip = Trip(
        id=chance.uuid(),
        nominal_id=life.nominal_id,
        known_on=known,
        departs_on=departs,
        returns_on=returns,
        first_country=country,
        arrival_point=arrival,
        return_point=point,
        recorded_at=life.written(known + days(2)),
    )
    life.add(trip)
    says_return = returns is not None and chance.happens(0.7)
    life.owe(
        Owed(
            Matter.TRAVEL,
            known,
            chance.day(known, departs - days(8)),
            trip_id=trip.id,
            return_on=returns if says_return else None,
            return_point=point if says_return else "",
        )
    )
    if ahead:
        return
    life.go_away(
        TimeAway(
            id=chance.uuid(),
            nominal_id=life.nominal_id,
            kind=AwayKind.ABROAD,
            began=departs,
            ended=returns,
            place=country,
            recorded_at=life.written(departs + days(1)),
        )
    )
    if returns is not None and not says_return:
        life.owe(
            Owed(
                Matter.RETURN,
                returns,
                life.soon(returns),
                trip_id=trip.id,
                return_on=returns,
                return_point=point,
            )
        )
