"""Taking a notification: what the person told, and the facts that came with it, in one act."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Model
from django.utils import timezone

from cairn.access.restricted.repeats import note_repeats
from cairn.accounts.models import User
from cairn.dates import in_words
from cairn.errors import BadInput, Conflict
from cairn.ledger.operations import Act, declare
from cairn.record.notifications.changes import Change, record_change
from cairn.record.notifications.checks import check_matter, check_notification
from cairn.record.notifications.confirmed import held_openly
from cairn.record.notifications.models import Matter, Notification, NotifiedMatter
from cairn.record.travel.models import Trip
from cairn.record.travel.services import record_return
from cairn.record.writing import Writing, changing, writing

NOTIFICATION_RECORDED = declare("notification", Act.COLLECTION, "Recorded a notification")
NOTIFICATION_ACKNOWLEDGED = declare(
    "notification", Act.ALTERATION, "Recorded that a notification was acknowledged"
)


@dataclass(frozen=True, slots=True)
class NewMatter:
    """
    One of the things notified.

    Parameters
        of: a `Matter`.
        about: for a change, one of `cairn.record.notifications.checks.ABOUT`.
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
    unchanged: Sequence[str] = (),
    today: date | None = None,
) -> Notification:
    """
    Record an attendance, everything notified at it, and every new fact it brought. All of it or nothing.

    Parameters
        given_at: when, with its zone; `given_on` is the day in London.
        told: what they said, as it was read back to them; kept as it is.
        unchanged: of which they said that nothing is different from what we hold, as in `SaidUnchanged`.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: given in the future or before any conviction or order; nothing notified; a matter that lacks
            what it needs; and whatever the acts that record the changes refuse.
        Conflict: as the acts that record the changes do.
        RuleRefused: on that day the person was under no notification requirements (s.80, or an order's).

    Source: Sexual Offences Act 2003 ss.83-87.
    """
    with writing(actor, nominal_id, NOTIFICATION_RECORDED, doing="take a notification", today=today) as act:
        notification = Notification(
            nominal=act.nominal,
            given_at=given_at,
            station=station,
            received_by=actor,
            in_person=in_person,
            fingerprints_taken=fingerprints_taken,
            photograph_taken=photograph_taken,
            told=dict(told),
            unchanged=list(unchanged),
        )
        if not matters:
            raise BadInput("Say what was notified: at least one thing.", field="matters")
        check_notification(notification, act.today)
        brought = _bring(act, changes, given_on=notification.given_on)
        trips = [row for row in brought if isinstance(row, Trip)]
        rows = [_matter_of(new, notification, trips) for new in matters]
        for row in rows:
            check_matter(row, act.today)
        if notification.unchanged:
            notification.confirmed = held_openly(act.nominal.pk)
        act.save(notification)
        NotifiedMatter.objects.bulk_create(rows)
        _note_what_it_repeats(notification, [*brought, *(row.trip for row in rows if row.trip)])
        for row in rows:
            _keep_return(act, row)
    return notification


def _note_what_it_repeats(notification: Notification, said: Sequence[Model]) -> None:
    """Where one of these facts is kept back, so is the attendance, which says it again."""
    repeats = [(row._meta.db_table, row.pk) for row in said]  # noqa: SLF001  Django's own API
    note_repeats(notification, nominal_id=notification.nominal_id, repeats=repeats)


def _bring(act: Writing, changes: Sequence[Change], *, given_on: date) -> list[Model]:
    """Record the new facts."""
    source = f"Notification on {in_words(given_on)}"
    nominal_id = act.nominal.pk
    return [
        record_change(act.actor, nominal_id=nominal_id, change=change, source=source, today=act.today)
        for change in changes
    ]


def _matter_of(new: NewMatter, notification: Notification, trips: Sequence[Trip]) -> NotifiedMatter:
    """The matter as a row, not yet checked or saved."""
    matter = NotifiedMatter(
        nominal_id=notification.nominal_id,
        notification=notification,
        of=new.of,
        about=new.about,
        expected_on=new.expected_on,
        return_on=new.return_on,
        return_point=new.return_point,
    )
    if new.of in (Matter.TRAVEL, Matter.RETURN):
        matter.trip = _trip_of(new, notification, trips)
    elif new.trip_id:
        raise BadInput("Only travel and a return belong to a journey.", field="matters")
    return matter


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


def _keep_return(act: Writing, matter: NotifiedMatter) -> None:
    """A return as it happened is a fact of the journey too."""
    if matter.of == Matter.RETURN and matter.trip_id is not None and matter.return_on is not None:
        record_return(
            act.actor,
            trip_id=matter.trip_id,
            returned_on=matter.return_on,
            return_point=matter.return_point,
            today=act.today,
        )


def acknowledge(actor: User, *, notification_id: UUID) -> Notification:
    """
    Record that the written acknowledgement was given, now.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        Conflict: it was given already.

    Source: Sexual Offences Act 2003 s.87(3).
    """
    found, doing = Notification.objects.filter(pk=notification_id).first(), "acknowledge a notification"
    with changing(actor, found, NOTIFICATION_ACKNOWLEDGED, doing=doing) as (act, notification):
        if notification.acknowledged_at is not None:
            raise Conflict("This notification was acknowledged already.", field="acknowledged_at")
        notification.acknowledged_at = timezone.now()
        act.save(notification, fields=["acknowledged_at"])
    return notification
