"""Vehicles, as a subject of the record: what is asked of one, and how a person is found by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from cairn.accounts.roles import RECORD_KEEPERS
from cairn.errors import BadInput
from cairn.record.field_checks import check_day, check_order, choice_of, clean_text
from cairn.record.vehicles.models import Vehicle, VehicleUse
from cairn.subjects.declaration import Amending, Event, Finding, Subject

# Marks that nothing else looks like: since 2001, by year of 1963 to 2001, and Northern Ireland's.
_MARK = re.compile(
    r"[A-Z]{2}\d{2}[A-Z]{3}|[A-Z]\d{1,3}[A-Z]{3}|[A-Z]{3}\d{1,3}[A-Z]|[A-Z]{1,2}[IZ][A-Z]?\d{1,4}", re.ASCII
)
_ANY_MARK = re.compile(r"[A-Z0-9]{2,12}", re.ASCII)


def check_vehicle(row: Vehicle, today: date) -> None:
    """
    What is asked of a vehicle whenever it is written; its standard form is made anew. Foreign marks are kept.

    Raises
        BadInput: no registration mark, no such use, or days that cannot be.
    """
    row.registration = clean_text(
        row.registration.upper(), field="registration", missing="Enter the registration mark.", most=12
    )
    row.canonical = re.sub(r"[\s-]", "", row.registration)
    if not _ANY_MARK.fullmatch(row.canonical):
        raise BadInput(
            f"“{row.registration}” is not a registration mark. It has letters and digits only, like AB12 CDE.",
            field="registration",
        )
    row.use = choice_of(row.use, VehicleUse.values, field="use")
    row.make = clean_text(row.make, field="make", missing="", most=80)
    row.colour = clean_text(row.colour, field="colour", missing="", most=30)
    check_order(
        row.used_from or date.min,
        row.used_until,
        field="used_until",
        what="They stopped using it before they started",
    )
    for name, what in (("used_from", "The first day"), ("used_until", "The last day")):
        if day := getattr(row, name):
            check_day(day, nominal=row.nominal, today=today, field=name, what=what)


def _typed(text: str) -> str:
    mark = "".join(text.split()).upper()
    return mark if _MARK.fullmatch(mark) else ""


def _events(row: Vehicle) -> Iterator[Event]:
    if row.used_from:
        yield Event(row.used_from, "Vehicle first used", str(row))
    if row.used_until:
        yield Event(row.used_until, "Vehicle no longer used", str(row))


VEHICLE = Subject(
    key="vehicles",
    model=Vehicle,
    fact="vehicles",
    order=("used_until", "registration"),
    begins="used_from",
    ends="used_until",
    events=_events,
    records=True,
    finding=Finding(column="canonical", read=_typed),
    notified_under=("terrorism",),
    refusals={
        "vehicle_ends_after_start": (
            "used_until",
            "They stopped using it before they started. Check both dates.",
        ),
    },
    amending=Amending(
        roles=RECORD_KEEPERS,
        fields=("registration", "make", "colour", "use", "used_from", "used_until"),
        derived=("canonical",),
        check=check_vehicle,
        ends="used_until",
        ends_words="They no longer use it",
    ),
)
