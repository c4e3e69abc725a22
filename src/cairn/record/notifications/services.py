"""Taking a notification: what the person told, and the facts that came with it, in one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from cairn.access.owning import NO_SUCH_PERSON
from cairn.access.restricted.repeats import note_repeats
from cairn.accounts.models import User
from cairn.announcements import announcing_once
from cairn.dates import in_words
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict, NotFound, RuleRefused
from cairn.law import assess
from cairn.ledger.operations import Act, declare
from cairn.record.facts import person_facts
from cairn.record.field_checks import local_day
from cairn.record.identity.models import Nominal
from cairn.record.keeping import check_day, chosen, done, filled, guarded, nominal_to_keep
from cairn.record.notifications.changes import Change, record_change
from cairn.record.notifications.models import Matter, Notification, NotifiedMatter
from cairn.record.rulebook.queries import current_book
from cairn.record.travel.models import Trip
from cairn.record.travel.services import record_return

NOTIFICATION_RECORDED = declare("notification", Act.COLLECTION, "Recorded a notification")
NOTIFICATION_ACKNOWLEDGED = declare(
    "notification", Act.ALTERATION, "Recorded that a notification was acknowledged"
)

ABOUT = (
    "home-address",
    "name",
    "stay",
    "release",
    "child-household",
    "financial",
    "identity-document",
    "did-not-happen",
)


@dataclass(frozen=True, slots=True)
class NewMatter:
    """
    One of the things notified.

    Parameters
        of: a `Matter`.
        about: for a change, one of `ABOUT`.
        expected_on: for a change notified in advance, the day it is expected (s.84(2)).
        trip_id: for travel and return; may be left out when the journey is among the changes.
        return_on, return_point: for travel, as notified before leaving; for a return, as it happened.
    """

    of: str
    about: str = ""
    expected_on: date | None = None
    trip_id: UUID | None = None
    return_on: date | None = None
    return_point: str = ""


@transaction.atomic
def record_notification(
    actor: User,
    *,
    nominal_id: UUID,
    given_at: datetime,
    station: str,
    matters: Sequence[NewMatter],
    told: Mapping[str, Any],
    changes: Sequence[Change] = (),
    in_person: bool = True,
    fingerprints_taken: bool = False,
    photograph_taken: bool = False,
    today: date | None = None,
) -> Notification:
    """
    Record an attendance, everything notified at it, and every new fact it brought. All of it or nothing.

    Parameters
        given_at: when, with its zone; `given_on` is the day in London.
        told: what they said, as it was read back to them; kept as it is.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: given in the future or before any conviction or order; nothing notified; a matter that lacks
            what it needs; and whatever the acts that record the changes refuse.
        Conflict: as the acts that record the changes do.
        RuleRefused: on that day the person was under no notification requirements (s.80, or an order's).

    Source: Sexual Offences Act 2003 ss.83-87.
    """
    today = today or this_day()
    nominal = nominal_to_keep(actor, nominal_id, act="take a notification")
    given_on = local_day(given_at, field="given_at")
    check_day(given_on, nominal=nominal, today=today, field="given_at", what="The day of the notification")
    station = filled(station, field="station", missing="Enter where the notification was given.", most=120)
    if not matters:
        raise BadInput("Say what was notified: at least one thing.", field="matters")
    _check_registrable(nominal, given_on)
    with announcing_once():
        brought = _bring(actor, nominal_id, changes, given_on=given_on, today=today)
        trips = [row for row in brought if isinstance(row, Trip)]
        with guarded():
            notification = Notification.objects.create(
                nominal=nominal,
                given_at=given_at,
                given_on=given_on,
                station=station,
                received_by=actor,
                in_person=in_person,
                fingerprints_taken=fingerprints_taken,
                photograph_taken=photograph_taken,
                told=dict(told),
            )
            rows = [_checked_matter(new, notification, trips) for new in matters]
            NotifiedMatter.objects.bulk_create(rows)
        _note_what_it_repeats(notification, [*brought, *(row.trip for row in rows if row.trip)])
        for row in rows:
            _keep_return(actor, row, today=today)
        done(actor, notification, nominal_id=nominal_id, operation=NOTIFICATION_RECORDED)
    return notification


def _note_what_it_repeats(notification: Notification, said: Sequence[Model]) -> None:
    """Where one of these facts is kept back, so is the attendance, which says it again."""
    repeats = [(row._meta.db_table, row.pk) for row in said]  # noqa: SLF001  Django's own API
    note_repeats(notification, nominal_id=notification.nominal_id, repeats=repeats)


def _bring(
    actor: User, nominal_id: UUID, changes: Sequence[Change], *, given_on: date, today: date
) -> list[Model]:
    """Record the new facts."""
    source = f"Notification on {in_words(given_on)}"
    return [
        record_change(actor, nominal_id=nominal_id, change=change, source=source, today=today)
        for change in changes
    ]


def _check_registrable(nominal: Nominal, given_on: date) -> None:
    facts = person_facts(nominal.pk)
    begun = [*(fact.date for fact in facts.convictions), *(fact.date for fact in facts.orders)]
    first = min(begun, default=None)
    if first is not None and given_on < first:
        raise BadInput(
            f"{in_words(given_on)} is before the first conviction or order on record, {in_words(first)}. "
            "Check the day.",
            field="given_at",
        )
    answer = assess(facts, given_on, current_book())
    if not answer.registration.registrable and not answer.regimes:
        raise RuleRefused(
            f"On {in_words(given_on)} this person was not subject to notification requirements. Check the day, "
            "and that every conviction and order is on record; then record the notification.",
            provision="SOA 2003 s.80",
            field="given_at",
        )


def _checked_matter(new: NewMatter, notification: Notification, trips: Sequence[Trip]) -> NotifiedMatter:
    of = Matter(chosen(new.of, Matter.values, field="matters"))
    about = chosen(new.about, list(ABOUT), field="about") if of is Matter.CHANGE else ""
    if new.expected_on is not None and of is not Matter.CHANGE:
        raise BadInput("Only a change can be notified in advance.", field="expected_on")
    if new.expected_on is not None and new.expected_on < notification.given_on and about != "did-not-happen":
        raise BadInput(
            f"{in_words(new.expected_on)} had passed when this was notified. Leave the expected day out.",
            field="expected_on",
        )
    travels = of in (Matter.TRAVEL, Matter.RETURN)
    if not travels and (new.trip_id or new.return_on or new.return_point):
        raise BadInput("Only travel and a return belong to a journey.", field="matters")
    trip = _trip_of(new, notification, trips) if travels else None
    if trip is not None and new.return_on is not None and new.return_on < trip.departs_on:
        raise BadInput(
            f"The return, {in_words(new.return_on)}, is before the departure, {in_words(trip.departs_on)}.",
            field="return_on",
        )
    return NotifiedMatter(
        nominal_id=notification.nominal_id,
        notification=notification,
        of=of,
        about=about,
        expected_on=new.expected_on,
        trip=trip,
        return_on=new.return_on,
        return_point=filled(new.return_point, field="return_point", missing="", most=120),
    )


def _trip_of(new: NewMatter, notification: Notification, trips: Sequence[Trip]) -> Trip:
    """The journey that a matter is about: the one named, or the only one told at this attendance."""
    if new.trip_id is None:
        if len(trips) == 1:
            return trips[0]
        raise BadInput("Say which journey this is about.", field="trip_id")
    trip = Trip.objects.filter(pk=new.trip_id, nominal_id=notification.nominal_id).first()
    if trip is None:
        raise BadInput(
            "There is no such journey of this person on record. Choose one of theirs.", field="trip_id"
        )
    return trip


def _keep_return(actor: User, matter: NotifiedMatter, *, today: date) -> None:
    """A return as it happened is a fact of the journey too."""
    if matter.of == Matter.RETURN and matter.trip_id is not None and matter.return_on is not None:
        record_return(
            actor,
            trip_id=matter.trip_id,
            returned_on=matter.return_on,
            return_point=matter.return_point,
            today=today,
        )


@transaction.atomic
def acknowledge(actor: User, *, notification_id: UUID) -> Notification:
    """
    Record that the written acknowledgement was given, now.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        Conflict: it was given already.

    Source: Sexual Offences Act 2003 s.87(3).
    """
    notification = Notification.objects.filter(pk=notification_id).first()
    if notification is None:
        raise NotFound(NO_SUCH_PERSON)
    nominal_to_keep(actor, notification.nominal_id, act="acknowledge a notification")
    notification.refresh_from_db()
    if notification.acknowledged_at is not None:
        raise Conflict("This notification was acknowledged already.", field="acknowledged_at")
    notification.acknowledged_at = timezone.now()
    notification.save(update_fields=["acknowledged_at"])
    done(actor, notification, nominal_id=notification.nominal_id, operation=NOTIFICATION_ACKNOWLEDGED)
    return notification
