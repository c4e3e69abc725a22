"""Issuing the acknowledgement: the page, the ledger's entry of the disclosure, and the day it was given."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.db import transaction

from cairn.accounts.checks import require_role
from cairn.accounts.models import User
from cairn.accounts.roles import RECORD_KEEPERS
from cairn.clock.explaining.queries import explain
from cairn.documents.acknowledgement.data import Acknowledgement, due_next, notified, typeset, when_given
from cairn.errors import RuleRefused
from cairn.ledger.operations import Act, declare
from cairn.ledger.services import enter
from cairn.record.identity.queries import get_person, shown_name
from cairn.record.notifications.models import Matter, Notification, NotifiedMatter
from cairn.record.notifications.queries import get_notification
from cairn.record.notifications.services import acknowledge

ACKNOWLEDGEMENT_ISSUED = declare(
    "acknowledgement issued", Act.DISCLOSURE, "Printed an acknowledgement for the person"
)


def reference(notification_id: UUID) -> str:
    """The notification's reference as people read it out: 7F3A-91C2-04BE."""
    digits = notification_id.hex[:12].upper()
    return "-".join(digits[place : place + 4] for place in (0, 4, 8))


@transaction.atomic
def render(actor: User, *, notification_id: UUID) -> bytes:
    """
    The acknowledgement of a notification as a tagged PDF of one page.

    The first rendering is when it was given; printing it again changes nothing but the ledger. What is due
    next is as the law and the facts say on the day of the notification.

    Raises
        NotAllowed: this role issues none.
        NotFound: no such notification, or none that this user may see.
        RuleRefused: it was not given in person.

    Source: SOA 2003 s.87(1), (3); DPA 2018 s.62(1)(d) (disclosure).
    """
    require_role(actor, RECORD_KEEPERS, act="issue an acknowledgement")
    notification = get_notification(notification_id)
    if not notification.in_person:
        raise RuleRefused(
            "This was not told in person, so it is no notification and there is nothing to acknowledge. "
            "Ask them to attend at a police station, and record that.",
            provision="SOA 2003 s.87(1)",
        )
    pdf = typeset(_content(notification))
    if notification.acknowledged_at is None:
        acknowledge(actor, notification_id=notification_id)
    enter(
        actor,
        ACKNOWLEDGEMENT_ISSUED,
        nominal_id=notification.nominal_id,
        detail={"notification": str(notification_id)},
        why="written acknowledgement of a notification, SOA 2003 s.87",
        recipient="the person",
    )
    return pdf


def _as_people_come(matter: NotifiedMatter) -> tuple[bool, str, str]:
    """What they came for first, and then each change."""
    return matter.of == Matter.CHANGE, matter.of, matter.about


def _content(notification: Notification) -> Acknowledgement:
    person = get_person(notification.nominal_id)
    name = shown_name(person)
    officer = notification.received_by
    duties = explain(notification.nominal_id, as_at=notification.given_on).duties
    return Acknowledgement(
        issuer=officer.agency.name,
        marking=settings.CAIRN.marking,
        reference=reference(notification.pk),
        attendance=(
            ("Name", str(name) if name else "Not recorded"),
            ("Date of birth", person.birth.words()),
            ("Given", when_given(notification.given_at)),
            ("At", notification.station),
            ("In person", "Yes"),
            ("Received by", f"{officer.name}, {officer.agency.name}"),
        ),
        notified=tuple(
            notified(matter.of, matter.about, matter.expected_on)
            for matter in sorted(notification.matters.all(), key=_as_people_come)
        ),
        due=due_next(duties),
        signatures=("Person notifying", "Officer or authorised person receiving"),
    )
