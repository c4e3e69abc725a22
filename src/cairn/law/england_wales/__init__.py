"""England and Wales: registration and duties under Part 2 of the Sexual Offences Act 2003."""

from __future__ import annotations

from datetime import date

from cairn.law.answers import Assessment, Duty, Registration
from cairn.law.england_wales import registration as registering
from cairn.law.england_wales.changes import change_duties
from cairn.law.england_wales.initial import initial_duties
from cairn.law.england_wales.periodic import periodic_duties
from cairn.law.england_wales.travel import travel_duties
from cairn.law.england_wales.view import look
from cairn.law.facts import Person


def assess(person: Person, as_at: date) -> Assessment:
    """
    Registration and duties on `as_at`, by the law and the facts of that day.

    Facts dated later are not used, except a journey already known of. `changes_on` is the first later
    day on which the answer changes, or may, without a new fact.
    """
    view = look(person, as_at)
    stands = view.standing
    duties: tuple[Duty, ...] = ()
    if stands.runs:
        duties = (
            *initial_duties(view),
            *change_duties(view),
            *periodic_duties(view),
            *travel_duties(view),
        )
    answer = registering.registration(person, stands, as_at)
    return Assessment(as_at, answer, duties, view.horizon.day)


def registration(person: Person, as_at: date) -> Registration:
    """From when, until when and why the person is registrable."""
    return assess(person, as_at).registration


def duties(person: Person, as_at: date) -> tuple[Duty, ...]:
    """Every duty: what is owed, and what was done."""
    return assess(person, as_at).duties
