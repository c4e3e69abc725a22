"""Recording a journey outside the United Kingdom, its return, and that it was given up."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from cairn.access.owning import NO_SUCH_PERSON
from cairn.accounts.models import User
from cairn.dates import in_words
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict, NotFound
from cairn.ledger.operations import Act, declare
from cairn.record.keeping import (
    check_born_by,
    check_day,
    check_order,
    done,
    filled,
    guarded,
    nominal_to_keep,
)
from cairn.record.travel.models import Trip

TRIP_RECORDED = declare("trip", Act.COLLECTION, "Recorded foreign travel")
TRIP_CHANGED = declare("trip", Act.ALTERATION, "Recorded that foreign travel ended or was cancelled")


@transaction.atomic
def record_trip(
    actor: User,
    *,
    nominal_id: UUID,
    known_on: date,
    departs_on: date,
    returns_on: date | None,
    first_country: str,
    arrival_point: str = "",
    return_point: str = "",
    itinerary: str = "",
    today: date | None = None,
) -> Trip:
    """
    Record a journey as the person told it.

    Parameters
        known_on: the day they knew the date of departure, the first country and the point of arrival.
        departs_on, returns_on: may lie ahead.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: known in the future, before birth or after departure; return before departure; no country.

    Source: Sexual Offences Act 2003 s.86; SI 2004/1220 regs 5 and 6.
    """
    today = today or this_day()
    nominal = nominal_to_keep(actor, nominal_id, act="record a journey")
    check_day(known_on, nominal=nominal, today=today, field="known_on", what="The day they knew of it")
    check_born_by(departs_on, nominal=nominal, field="departs_on", what="The departure")
    check_order(known_on, departs_on, field="known_on", what="They knew of it only after leaving")
    check_order(departs_on, returns_on, field="returns_on", what="The return is before the departure")
    country = filled(first_country, field="first_country", missing="Enter the first country.", most=60)
    with guarded():
        trip = Trip.objects.create(
            nominal=nominal,
            known_on=known_on,
            departs_on=departs_on,
            returns_on=returns_on,
            first_country=country,
            arrival_point=filled(arrival_point, field="arrival_point", missing="", most=120),
            return_point=filled(return_point, field="return_point", missing="", most=120),
            itinerary=filled(itinerary, field="itinerary", missing="", most=10_000),
        )
    done(actor, trip, nominal_id=nominal_id, operation=TRIP_RECORDED)
    return trip


@transaction.atomic
def record_return(
    actor: User, *, trip_id: UUID, returned_on: date, return_point: str = "", today: date | None = None
) -> Trip:
    """
    Record the day and place of return. What was notified before leaving stays with that notification.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: in the future, or before the departure.
        Conflict: the journey was given up.
    """
    today = today or this_day()
    trip = _trip_to_keep(actor, trip_id, act="record a return")
    check_day(returned_on, nominal=trip.nominal, today=today, field="returned_on", what="The return")
    check_order(trip.departs_on, returned_on, field="returned_on", what="The return is before the departure")
    trip.returns_on = returned_on
    trip.return_point = filled(return_point, field="return_point", missing="", most=120) or trip.return_point
    with guarded():
        trip.save(update_fields=["returns_on", "return_point"])
    done(actor, trip, nominal_id=trip.nominal_id, operation=TRIP_CHANGED)
    return trip


@transaction.atomic
def cancel_trip(actor: User, *, trip_id: UUID, cancelled_on: date, today: date | None = None) -> Trip:
    """
    Record that the person gave the journey up before it began.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: in the future, or before they knew of the journey, or after its departure.
        Conflict: it was given up already.
    """
    today = today or this_day()
    trip = _trip_to_keep(actor, trip_id, act="cancel a journey")
    check_day(cancelled_on, nominal=trip.nominal, today=today, field="cancelled_on", what="The day")
    check_order(
        trip.known_on, cancelled_on, field="cancelled_on", what="They gave it up before they knew of it"
    )
    if cancelled_on > trip.departs_on:
        raise BadInput(
            f"The journey began on {in_words(trip.departs_on)}. Record the return instead.",
            field="cancelled_on",
        )
    trip.cancelled_on = cancelled_on
    with guarded():
        trip.save(update_fields=["cancelled_on"])
    done(actor, trip, nominal_id=trip.nominal_id, operation=TRIP_CHANGED)
    return trip


def _trip_to_keep(actor: User, trip_id: UUID, *, act: str) -> Trip:
    trip = Trip.objects.select_related("nominal").filter(pk=trip_id).first()
    if trip is None:
        raise NotFound(NO_SUCH_PERSON)
    nominal_to_keep(actor, trip.nominal_id, act=act)
    trip.refresh_from_db()
    if trip.cancelled_on is not None:
        raise Conflict(f"The journey was given up on {in_words(trip.cancelled_on)}.", field="trip")
    return trip
