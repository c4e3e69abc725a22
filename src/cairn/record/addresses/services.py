"""Recording where the person lives and stays."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cairn.accounts.models import User
from cairn.dates import in_words, london
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict
from cairn.ledger.operations import Act, declare
from cairn.record.addresses.models import Address, AddressKind, ChildAtAddress, HouseholdStay, Stay
from cairn.record.keeping import (
    check_day,
    check_order,
    chosen,
    done,
    filled,
    guarded,
    nominal_to_keep,
)

ADDRESS_RECORDED = declare("address", Act.COLLECTION, "Recorded an address")
STAY_RECORDED = declare("stay", Act.COLLECTION, "Recorded a stay away from home")
HOUSEHOLD_STAY_RECORDED = declare(
    "household stay", Act.COLLECTION, "Recorded a stay in a household with a child"
)

_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})")
HOMES = (AddressKind.HOME, AddressKind.NO_FIXED_ABODE)


@dataclass(frozen=True, slots=True)
class _Days:
    """From the first day to the day it ended, that day not counted; open while `ends` is None."""

    starts: date
    ends: date | None


@transaction.atomic
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
    today = today or this_day()
    nominal = nominal_to_keep(actor, nominal_id, act="record an address")
    kind = chosen(kind, AddressKind.values, field="kind")
    check_day(starts, nominal=nominal, today=today, field="starts", what="The first day")
    check_order(starts, ends, field="ends", what="The end is before the beginning")
    address = Address(
        nominal=nominal,
        kind=kind,
        lines=filled(
            lines, field="lines", missing="Enter the address, or where they can be found.", most=300
        ),
        postcode=_postcode(postcode),
        uprn=_uprn(uprn),
        starts=starts,
        ends=ends,
        child=chosen(child, ChildAtAddress.values, field="child"),
    )
    with guarded():
        if kind in HOMES:
            address.ends = _make_room(nominal_id, _Days(starts, ends))
        address.save(force_insert=True)
    done(actor, address, nominal_id=nominal_id, operation=ADDRESS_RECORDED)
    return address


def _make_room(nominal_id: UUID, new: _Days) -> date | None:
    """End the home before on the day the new one starts; give back the day the new one ends."""
    homes = Address.objects.filter(nominal_id=nominal_id, kind__in=HOMES)
    before = homes.filter(starts__lt=new.starts).order_by("-starts").first()
    after = homes.filter(starts__gte=new.starts).order_by("starts").first()
    if after is not None and (after.starts == new.starts or (new.ends or after.starts) > after.starts):
        raise Conflict(
            f"Another home is on record from {in_words(after.starts)}. Check the days, or correct that one.",
            field="starts" if after.starts == new.starts else "ends",
        )
    if before is not None and before.ends is not None and before.ends > new.starts:
        raise Conflict(
            f"A home is on record from {in_words(before.starts)} until {in_words(before.ends)}. "
            "Check the days, or correct that one.",
            field="starts",
        )
    if before is not None and before.ends is None:
        before.ends = new.starts
        before.save(update_fields=["ends"])
    return new.ends if after is None else new.ends or after.starts


def _postcode(typed: str) -> str:
    squeezed = typed.upper().replace(" ", "")
    if not squeezed:
        return ""
    match = _POSTCODE.fullmatch(squeezed)
    if match is None:
        raise BadInput(
            f"'{typed}' is not a postcode. Write it like SW1A 2AA, or leave it empty.", field="postcode"
        )
    return f"{match[1]} {match[2]}"


def _uprn(typed: str) -> str:
    digits = "".join(typed.split())
    if digits and not (digits.isascii() and digits.isdigit() and len(digits) <= 12):
        raise BadInput(f"'{typed}' is not a UPRN. It has up to 12 digits and nothing else.", field="uprn")
    return digits


@transaction.atomic
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
    today = today or this_day()
    nominal = nominal_to_keep(actor, nominal_id, act="record a stay")
    check_day(first_day, nominal=nominal, today=today, field="first_day", what="The first day")
    check_order(first_day, last_day, field="last_day", what="The last day is before the first")
    if last_day is not None:
        check_day(last_day, nominal=nominal, today=today, field="last_day", what="The last day")
    premises = filled(premises, field="premises", missing="Enter where they stayed.", most=300)
    with guarded():
        stay = Stay.objects.create(nominal=nominal, premises=premises, first_day=first_day, last_day=last_day)
    done(actor, stay, nominal_id=nominal_id, operation=STAY_RECORDED)
    return stay


@transaction.atomic
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
    today = today or this_day()
    nominal = nominal_to_keep(actor, nominal_id, act="record a stay with a child")
    for moment, field, what in ((arrived, "arrived", "The arrival"), (left, "left", "The departure")):
        if moment is not None:
            check_day(local_day(moment, field=field), nominal=nominal, today=today, field=field, what=what)
    if left is not None and left <= arrived:
        raise BadInput("They left before they arrived. Check both times.", field="left")
    premises = filled(premises, field="premises", missing="Enter where they stayed.", most=300)
    with guarded():
        stay = HouseholdStay.objects.create(nominal=nominal, premises=premises, arrived=arrived, left=left)
    done(actor, stay, nominal_id=nominal_id, operation=HOUSEHOLD_STAY_RECORDED)
    return stay


def local_day(moment: datetime, *, field: str) -> date:
    """
    The day in London on which a moment falls.

    Raises
        BadInput: the time says no zone.
    """
    if timezone.is_naive(moment):
        raise BadInput("The time must say its zone, like 2024-05-01T10:30+01:00.", field=field)
    return london(moment).date()
