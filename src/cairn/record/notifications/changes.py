"""The facts a person may bring to a notification, and the acts that record each of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any, TypeAlias, assert_never
from uuid import UUID

from django.db.models import Model

from cairn.accounts.models import User
from cairn.record.addresses.models import ChildAtAddress
from cairn.record.addresses.services import record_address, record_household_stay, record_stay
from cairn.record.financial.services import end_financial_detail, record_financial_detail
from cairn.record.identity.models import NameKind
from cairn.record.identity.services import add_name
from cairn.record.recording import record_fact
from cairn.record.travel.services import record_trip
from cairn.subjects.declaration import Subject


@dataclass(frozen=True, slots=True)
class NewName:
    """A name the person uses (SOA 2003 s.83(5)(d), s.84(1)(a))."""

    surname: str
    forenames: str = ""
    kind: str = NameKind.ALIAS
    used_from: date | None = None
    shown: bool = False


@dataclass(frozen=True, slots=True)
class NewAddress:
    """A home, another address, or where they can be found (s.83(5)(e)-(g), s.84(1)(b))."""

    kind: str
    lines: str
    starts: date
    postcode: str = ""
    uprn: str = ""
    ends: date | None = None
    child: str = ChildAtAddress.NOT_KNOWN


@dataclass(frozen=True, slots=True)
class NewStay:
    """Days stayed at other premises (s.84(1)(c))."""

    premises: str
    first_day: date
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class NewHouseholdStay:
    """A stay where a child lives or stays (SI 2012/1876 regs 10 and 11)."""

    premises: str
    arrived: datetime
    left: datetime | None = None


@dataclass(frozen=True, slots=True)
class NewFinancialDetail:
    """A bank account or card (SI 2012/1876 reg.12)."""

    kind: str
    institution: str
    office_address: str = ""
    account_number: str = ""
    sort_code: str = ""
    card_number: str = ""
    valid_from: str = ""
    expires: str = ""
    business_name: str = ""
    held_from: date | None = None
    held_until: date | None = None


@dataclass(frozen=True, slots=True)
class EndedFinancialDetail:
    """An account closed or a card given up (SI 2012/1876 reg.13); `held_until` is the last day."""

    detail_id: UUID
    held_until: date


@dataclass(frozen=True, slots=True)
class NewTrip:
    """A journey outside the United Kingdom (s.86)."""

    known_on: date
    departs_on: date
    first_country: str
    returns_on: date | None = None
    arrival_point: str = ""
    return_point: str = ""
    itinerary: str = ""
    late_reason: str = ""
    excused: bool = False


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact of a plain subject that a scheme of law asks for (`Subject.notified_under`)."""

    subject: Subject
    values: Mapping[str, Any]


Change: TypeAlias = (
    NewName
    | NewAddress
    | NewStay
    | NewHouseholdStay
    | NewFinancialDetail
    | EndedFinancialDetail
    | NewTrip
    | NewFact
)


def record_change(actor: User, *, nominal_id: UUID, change: Change, source: str, today: date) -> Model:
    """
    Record one of them, in the caller's transaction. Gives back the row that now says it.

    Parameters
        source: where the fact was learnt, kept with a name.

    Raises
        NotFound, NotAllowed, BadInput, Conflict: as the act itself does.
    """
    made: Model
    match change:
        case NewName(surname, forenames, kind, used_from, shown):
            made = add_name(
                actor,
                nominal_id=nominal_id,
                kind=kind,
                forenames=forenames,
                surname=surname,
                used_from=used_from,
                shown=shown,
                source=source,
            )
        case NewAddress():
            made = record_address(actor, nominal_id=nominal_id, today=today, **_fields(change))
        case NewStay():
            made = record_stay(actor, nominal_id=nominal_id, today=today, **_fields(change))
        case NewHouseholdStay():
            made = record_household_stay(actor, nominal_id=nominal_id, today=today, **_fields(change))
        case NewFinancialDetail():
            made = record_financial_detail(actor, nominal_id=nominal_id, **_fields(change))
        case EndedFinancialDetail(detail_id, held_until):
            made = end_financial_detail(actor, detail_id=detail_id, held_until=held_until)
        case NewTrip():
            made = record_trip(actor, nominal_id=nominal_id, today=today, **_fields(change))
        case NewFact(subject, values):
            made = record_fact(actor, subject, nominal_id=nominal_id, values=values, today=today)
        case _:
            assert_never(change)
    return made


def _fields(change: Change) -> dict[str, Any]:
    """The change's values under the names that its act calls them by."""
    return {field.name: getattr(change, field.name) for field in fields(change)}
