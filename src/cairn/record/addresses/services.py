"""Recording where the person lives and stays."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial
from uuid import UUID

from cairn.accounts.models import User
from cairn.ledger.operations import Act, declare
from cairn.record.addresses.checks import check_address, check_household_stay, check_stay
from cairn.record.addresses.homes import settle
from cairn.record.addresses.models import Address, ChildAtAddress, HouseholdStay, Stay
from cairn.record.writing import writing

ADDRESS_RECORDED = declare("address", Act.COLLECTION, "Recorded an address")
STAY_RECORDED = declare("stay", Act.COLLECTION, "Recorded a stay away from home")
HOUSEHOLD_STAY_RECORDED = declare(
    "household stay", Act.COLLECTION, "Recorded a stay in a household with a child"
)


def record_address(
    actor: User,
    *,
    nominal_id: UUID,
    kind: str,
    lines: str,
    postcode: str = "",
    uprn: str = "",
    starts: date,
    ends: date | None = None,
    child: str = ChildAtAddress.NOT_KNOWN,
    today: date | None = None,
) -> Address:
    """
    Record a place. A home, or having no fixed abode, ends the home before it on that day.

    Parameters
        lines: the address; for no fixed abode, the place where they can regularly be found.
        ends: the day it ceased to be theirs. A home recorded late ends where the next one began.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: unknown kind; no address; a postcode or UPRN of the wrong form; days that cannot be.
        Conflict: another home covers one of those days.

    Source: Sexual Offences Act 2003 s.83(5)(c)-(g), (7).
    """
    with writing(actor, nominal_id, ADDRESS_RECORDED, doing="record an address", today=today) as act:
        address = Address(
            nominal=act.nominal,
            kind=kind,
            lines=lines,
            postcode=postcode,
            uprn=uprn,
            starts=starts,
            ends=ends,
            child=child,
        )
        check_address(address, act.today)
        settle(address, partial(act.save, address))
    return address


def record_stay(
    actor: User,
    *,
    nominal_id: UUID,
    premises: str,
    first_day: date,
    last_day: date | None = None,
    today: date | None = None,
) -> Stay:
    """
    Record days stayed at premises other than home. Both days are counted.

    Stays at the same premises are added up, so `premises` should be written as it was the last time.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: no premises; days in the future, before birth or in the wrong order.

    Source: Sexual Offences Act 2003 s.84(1)(c), (6).
    """
    with writing(actor, nominal_id, STAY_RECORDED, doing="record a stay", today=today) as act:
        stay = Stay(nominal=act.nominal, premises=premises, first_day=first_day, last_day=last_day)
        check_stay(stay, act.today)
        act.save(stay)
    return stay


def record_household_stay(
    actor: User,
    *,
    nominal_id: UUID,
    premises: str,
    arrived: datetime,
    left: datetime | None = None,
    today: date | None = None,
) -> HouseholdStay:
    """
    Record one continuous stay in a household where a child lives or stays.

    Parameters
        arrived, left: times with their zone; `left` is None while they are still there.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: no premises; a time without a zone, in the future, before birth or in the wrong order.

    Source: SI 2012/1876 regs 2, 10 and 11: twelve hours at a stretch.
    """
    doing = "record a stay with a child"
    with writing(actor, nominal_id, HOUSEHOLD_STAY_RECORDED, doing=doing, today=today) as act:
        stay = HouseholdStay(nominal=act.nominal, premises=premises, arrived=arrived, left=left)
        check_household_stay(stay, act.today)
        act.save(stay)
    return stay
