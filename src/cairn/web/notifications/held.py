"""What we hold, as it is read back to the person: by subject, in short lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cairn.record.addresses.models import Address, AddressKind
from cairn.record.addresses.queries import addresses_of, current_home
from cairn.record.financial.queries import financial_details_of
from cairn.record.identity.models import Identifier, IdentifierKind
from cairn.record.identity.queries import names_of
from cairn.record.notifications.models import Notification
from cairn.record.notifications.queries import notifications_of
from cairn.record.travel.queries import trips_of
from cairn.subjects.declaration import Subject
from cairn.web.base.filters import day
from cairn.web.notifications import schemes
from cairn.web.notifications.attendance import SUBJECTS
from cairn.web.person.header import Header
from cairn.web.subjects.restricted import marks_of

# What `told` calls them: passports have no table of their own, they are part of what was told.
DOCUMENTS = dict(SUBJECTS)["documents"]
NO_CHANGE = "No change"


@dataclass(frozen=True, slots=True)
class Held:
    """One subject, and what is on record of it."""

    subject: str
    title: str
    lines: tuple[str, ...]


def what_we_hold(nominal_id: UUID, *, today: date, asked: Sequence[Subject] = ()) -> tuple[Held, ...]:
    """
    Every subject of s.83(5), with what is on record today; no lines where nothing is.

    What is restricted is left out: read back, it would reveal what the person must not learn that we know.

    Parameters
        asked: what another scheme asks for too.
    """
    marks = marks_of(nominal_id)
    home = current_home(nominal_id, as_at=today)
    names = [name for name in names_of(nominal_id) if name.pk not in marks]
    lines = {
        "names": tuple(f"{name} ({name.get_kind_display().lower()})" for name in names),
        "home": _home(home if home and home.pk not in marks else None),
        "addresses": _others((row for row in addresses_of(nominal_id) if row.pk not in marks), today),
        "money": tuple(
            words for key, words in accounts_held(nominal_id, today=today) if UUID(key) not in marks
        ),
        "documents": _documents(row for row in notifications_of(nominal_id) if row.pk not in marks),
        **schemes.held(nominal_id, asked, marks),
    }
    headings = (*SUBJECTS, *schemes.choices(asked))
    return tuple(Held(subject, title, lines[subject]) for subject, title in headings)


def particulars(header: Header) -> tuple[Held, ...]:
    """What s.83(5)(a) and (b) ask beside the rest: read back like it, and put right on the person's page."""
    numbers = [
        row.raw
        for row in header.rows.of(Identifier)
        if row.kind == IdentifierKind.NINO and row.pk not in header.marks
    ]
    return (
        Held("birth", "Date of birth", (day(header.nominal.birth),)),
        Held("ni-number", "National Insurance number", tuple(numbers)),
    )


def accounts_held(nominal_id: UUID, *, today: date) -> list[tuple[str, str]]:
    """Accounts and cards that they still have: id and words."""
    return [
        (
            str(row.pk),
            f"{row.get_kind_display()}: {row.institution}{_ending(row.account_number or row.card_number)}",
        )
        for row in financial_details_of(nominal_id)
        if row.held_until is None or row.held_until > today
    ]


def trips_told(nominal_id: UUID) -> list[tuple[str, str]]:
    """Journeys that were not given up: id and words."""
    return [
        (str(trip.pk), f"{trip.first_country}, leaving {day(trip.departs_on)}")
        for trip in trips_of(nominal_id)
        if trip.cancelled_on is None
    ]


def departures_of(nominal_id: UUID) -> dict[str, date]:
    """By id, the day on which each journey begins."""
    return {str(trip.pk): trip.departs_on for trip in trips_of(nominal_id)}


def _home(home: Address | None) -> tuple[str, ...]:
    if home is None:
        return ()
    where = f"{home.lines} {home.postcode}".strip()
    found = f"No fixed abode: found at {where}" if home.kind == AddressKind.NO_FIXED_ABODE else where
    child = f"Child there: {home.get_child_display().lower()}"
    return (found, f"Since {day(home.starts)}", child)


def _others(addresses: Iterable[Address], today: date) -> tuple[str, ...]:
    return tuple(
        f"{row.lines} {row.postcode}".strip()
        for row in addresses
        if row.kind == AddressKind.OTHER and (row.ends is None or row.ends > today)
    )


def _ending(number: str) -> str:
    """The last four figures: enough to recognise it by, at a counter where others may look on."""
    return f", ending {number[-4:]}" if len(number) > 4 else ""


def _documents(notifications: Iterable[Notification]) -> tuple[str, ...]:
    """As last told."""
    for given in notifications:
        told = given.told.get(DOCUMENTS, NO_CHANGE)
        if told != NO_CHANGE:
            return tuple(told.split("; "))
    return ()
