"""What is asked of a notification and of each thing notified whenever it is written."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from cairn.dates import in_words
from cairn.errors import BadInput, Conflict, RuleRefused
from cairn.law import assess
from cairn.record.facts import person_facts
from cairn.record.field_checks import check_day, choice_of, clean_text, local_day
from cairn.record.notifications.models import Matter, Notification, NotifiedMatter, SaidUnchanged
from cairn.record.rulebook.queries import current_book

# What a change can be about.
from cairn.subjects.registry import subjects

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


def abouts() -> list[str]:
    """What a change can be about: what Part 2 asks, and the subjects that another scheme asks for."""
    return [*ABOUT, *(each.key for each in subjects() if each.notified_under)]


_NO_DAY_TO_COME = "did-not-happen"


def check_notification(notification: Notification, today: date) -> None:
    """
    The day in London is made anew from the time.

    Raises
        BadInput: given in the future or before any conviction or order; no place.
        RuleRefused: on that day the person was under no notification requirements (s.80, or an order's).
        Conflict: a change was notified in advance of a day that is before it; `about` says which.
    """
    notification.given_on = local_day(notification.given_at, field="given_at")
    what = "The day of the notification"
    check_day(notification.given_on, nominal=notification.nominal, today=today, field="given_at", what=what)
    if notification.given_at > timezone.now():
        raise BadInput("The time of the notification is still to come. Check the time.", field="given_at")
    notification.station = clean_text(
        notification.station, field="station", missing="Enter where the notification was given.", most=120
    )
    notification.unchanged = [
        choice_of(each, SaidUnchanged.values, field="unchanged")
        for each in dict.fromkeys(notification.unchanged)
    ]
    _check_registrable(notification)
    # One that is being recorded has no matters yet.
    if not notification._state.adding:  # noqa: SLF001  Django's own API
        _check_matters(notification)


def check_matter(matter: NotifiedMatter, _today: date) -> None:
    """
    Raises
        BadInput: what does not belong to such a matter, or lacks what it needs.
    """
    of = Matter(choice_of(matter.of, Matter.values, field="matters"))
    matter.about = choice_of(matter.about, abouts(), field="about") if of is Matter.CHANGE else ""
    if matter.expected_on is not None and of is not Matter.CHANGE:
        raise BadInput("Only a change can be notified in advance.", field="expected_on")
    expected = matter.expected_on
    if expected is not None and _had_passed(expected, matter, matter.notification.given_on):
        raise BadInput(
            f"{in_words(expected)} had passed when this was notified. Leave the expected day out.",
            field="expected_on",
        )
    if of not in (Matter.TRAVEL, Matter.RETURN):
        if matter.trip_id or matter.return_on or matter.return_point:
            raise BadInput("Only travel and a return belong to a journey.", field="matters")
    elif matter.trip is None:
        raise BadInput("Say which journey this is about.", field="trip_id")
    elif matter.return_on is not None and matter.return_on < matter.trip.departs_on:
        raise BadInput(
            f"The return, {in_words(matter.return_on)}, is before the departure, "
            f"{in_words(matter.trip.departs_on)}.",
            field="return_on",
        )
    matter.return_point = clean_text(matter.return_point, field="return_point", missing="", most=120)


def _had_passed(expected: date, matter: NotifiedMatter, given_on: date) -> bool:
    return expected < given_on and matter.about != _NO_DAY_TO_COME


def _check_matters(notification: Notification) -> None:
    for matter in notification.matters.all():
        expected = matter.expected_on
        if expected is not None and _had_passed(expected, matter, notification.given_on):
            raise Conflict(
                f"A change notified at it was expected on {in_words(expected)}, before that day. "
                "Correct that first.",
                field="given_at",
                about=("record_notifiedmatter", matter.pk),
            )


def _check_registrable(notification: Notification) -> None:
    given_on = notification.given_on
    facts = person_facts(notification.nominal_id)
    begun = [*(fact.date for fact in facts.convictions), *(fact.date for fact in facts.orders)]
    first = min(begun, default=None)
    if first is not None and given_on < first:
        raise BadInput(
            f"{in_words(given_on)} is before the first conviction or order on record, {in_words(first)}. "
            "Check the day.",
            field="given_at",
        )
    answer = assess(facts, given_on, current_book())
    # What is undecided is not refused: if it counts, so does what they told.
    if answer.registration.answer == "not-registrable" and not (answer.regimes or answer.regime_doubts):
        raise RuleRefused(
            f"On {in_words(given_on)} this person was not subject to notification requirements. Check the day, "
            "and that every conviction and order is on record; then record the notification.",
            provision="SOA 2003 s.80",
            field="given_at",
        )
