"""Recording a journey outside the United Kingdom, its return, and that it was given up."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cairn.accounts.models import User
from cairn.dates import in_words
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict
from cairn.ledger.operations import Act, declare
from cairn.record.custody.queries import custody_on
from cairn.record.field_checks import check_born_by, check_day, check_order, clean_text
from cairn.record.travel.models import Trip
from cairn.record.writing import changing, writing

TRIP_RECORDED = declare("trip", Act.COLLECTION, "Recorded foreign travel")
TRIP_CHANGED = declare("trip", Act.ALTERATION, "Recorded that foreign travel ended or was cancelled")


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
    late_reason: str = "",
    excused: bool = False,
    today: date | None = None,
) -> Trip:
    """
    Record a journey as the person told it.

    Parameters
        known_on: the day they knew the date of departure, the first country and the point of arrival.
        departs_on, returns_on: may lie ahead.
        late_reason: why it was told late, where it was known in time; `excused`: a reasonable excuse.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: known in the future, before birth or after departure; return before departure; no country.

    Source: Sexual Offences Act 2003 s.86; SI 2004/1220 regs 5 and 6.
    """
    with writing(actor, nominal_id, TRIP_RECORDED, doing="record a journey", today=today) as act:
        trip = Trip(
            nominal=act.nominal,
            known_on=known_on,
            departs_on=departs_on,
            returns_on=returns_on,
            first_country=first_country,
            arrival_point=arrival_point,
            return_point=return_point,
            itinerary=itinerary,
            late_reason=late_reason,
            excused=excused,
        )
        check_trip(trip, act.today)
        act.save(trip)
    return trip


def check_trip(trip: Trip, today: date) -> None:
    """
    What is asked of a journey whenever it is written; its texts are tidied.

    Raises
        BadInput: known in the future, before birth or after departure; return before departure; no country;
            given up before it was known of, after it began or in the future.
    """
    nominal = trip.nominal
    check_day(trip.known_on, nominal=nominal, today=today, field="known_on", what="The day they knew of it")
    check_born_by(trip.departs_on, nominal=nominal, field="departs_on", what="The departure")
    what = "They knew of it only after leaving"
    check_order(trip.known_on, trip.departs_on, field="known_on", what=what)
    what = "The return is before the departure"
    check_order(trip.departs_on, trip.returns_on, field="returns_on", what=what)
    if trip.cancelled_on is not None:
        _check_cancelled(trip, trip.cancelled_on, today)
    trip.first_country = clean_text(
        trip.first_country, field="first_country", missing="Enter the first country.", most=60
    )
    trip.arrival_point = clean_text(trip.arrival_point, field="arrival_point", missing="", most=120)
    trip.return_point = clean_text(trip.return_point, field="return_point", missing="", most=120)
    trip.late_reason = clean_text(trip.late_reason, field="late_reason", missing="", most=1000)
    if trip.excused and not trip.late_reason:
        raise BadInput("Say what the excuse is.", field="late_reason")
    _check_at_liberty(trip)
    trip.itinerary = clean_text(trip.itinerary, field="itinerary", missing="", most=10_000)


def _check_at_liberty(trip: Trip) -> None:
    """Nobody leaves the country while a court's order keeps them in custody."""
    if trip.cancelled_on is not None:
        return
    held = custody_on(trip.nominal_id, trip.departs_on)
    # A release that nobody knows yet may come before a departure that lies ahead of the day on which it is known.
    if held is not None and (held.ended is not None or trip.departs_on <= this_day()):
        until = f"until {in_words(held.ended)}" if held.ended else "and has not ended"
        raise Conflict(
            f"They leave on {in_words(trip.departs_on)}, but custody is on record from {in_words(held.began)} {until}. "
            "Check the days, or correct the custody.",
            field="departs_on",
            about=("record_timeaway", held.pk),
        )


def _check_cancelled(trip: Trip, on: date, today: date) -> None:
    check_day(on, nominal=trip.nominal, today=today, field="cancelled_on", what="The day")
    check_order(trip.known_on, on, field="cancelled_on", what="They gave it up before they knew of it")
    if on > trip.departs_on:
        raise BadInput(
            f"The journey began on {in_words(trip.departs_on)}. Record the return instead.",
            field="cancelled_on",
        )


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
    doing = "record a return"
    with changing(actor, _found(trip_id), TRIP_CHANGED, doing=doing, today=today) as (act, trip):
        _check_not_given_up(trip)
        check_day(returned_on, nominal=act.nominal, today=act.today, field="returned_on", what="The return")
        what = "The return is before the departure"
        check_order(trip.departs_on, returned_on, field="returned_on", what=what)
        trip.returns_on = returned_on
        point = clean_text(return_point, field="return_point", missing="", most=120)
        trip.return_point = point or trip.return_point
        act.save(trip, fields=["returns_on", "return_point"])
    return trip


def cancel_trip(actor: User, *, trip_id: UUID, cancelled_on: date, today: date | None = None) -> Trip:
    """
    Record that the person gave the journey up before it began.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: in the future, or before they knew of the journey, or after its departure.
        Conflict: it was given up already.
    """
    doing = "cancel a journey"
    with changing(actor, _found(trip_id), TRIP_CHANGED, doing=doing, today=today) as (act, trip):
        _check_not_given_up(trip)
        _check_cancelled(trip, cancelled_on, act.today)
        trip.cancelled_on = cancelled_on
        act.save(trip, fields=["cancelled_on"])
    return trip


def _found(trip_id: UUID) -> Trip | None:
    return Trip.objects.filter(pk=trip_id).first()


def _check_not_given_up(trip: Trip) -> None:
    if trip.cancelled_on is not None:
        raise Conflict(f"The journey was cancelled on {in_words(trip.cancelled_on)}.", field="trip")
