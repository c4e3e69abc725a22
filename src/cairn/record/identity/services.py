"""Adding a person to the register, and what they are called and known by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from uuid import UUID

from django.db import transaction

from cairn.access.models import Relation
from cairn.access.partnerships.services import open_partnership
from cairn.accounts.checks import require_role
from cairn.accounts.models import User
from cairn.accounts.roles import RECORD_KEEPERS
from cairn.announcements import announcing_once
from cairn.births import Birth
from cairn.dates import today as this_day
from cairn.ledger.operations import Act, declare, retired
from cairn.record.allocation.services import allocate
from cairn.record.identity.checking import (
    check_name,
    check_person,
    check_photograph,
    new_row,
)
from cairn.record.identity.models import Identifier, Name, NameKind, Nominal, Photograph
from cairn.record.identity.photographs import clean_image
from cairn.record.identity.shown import settle
from cairn.record.writing import writing, writing_as_allowed

PERSON_ADDED = declare("person added", Act.COLLECTION, "Added the person")
NAME_ADDED = declare("name added", Act.COLLECTION, "Added a name")
NUMBER_ADDED = declare("identifier added", Act.COLLECTION, "Added a reference number")
retired("person corrected", Act.ALTERATION, "Corrected the person’s details")
PHOTOGRAPH_ADDED = declare("photograph added", Act.COLLECTION, "Added a photograph")


@dataclass(frozen=True, slots=True)
class NewIdentifier:
    """A number as typed, its kind (an `IdentifierKind`), and where it was read."""

    kind: str
    raw: str
    source: str = ""


@transaction.atomic
def add_person(
    actor: User,
    *,
    forenames: str,
    surname: str,
    date_of_birth: date,
    sex: str,
    gender: str = "",
    name_unknown: bool = False,
    identifiers: Sequence[NewIdentifier] = (),
    officer: User | None = None,
    purpose: str = "notification requirements",
    today: date | None = None,
) -> Nominal:
    """
    Put a person on the register, owned by the actor's agency, under their legal name.

    Parameters
        surname: or the only name; if `name_unknown`, what they are known by ("man of about 30 at the ferry").
        date_of_birth: a `Birth`, where the day is not known.
        officer: their offender manager from today, of the same agency; nobody if not given.
        purpose: why the agency holds the record (DPA 2018 s.36).

    Raises
        NotAllowed: the role does not add people.
        BadInput: no surname; born in the future or over 120 years ago; no such sex or number kind.
        Conflict: a number is on a record that the user sees (field: its kind). Nothing is saved.
    """
    require_role(actor, RECORD_KEEPERS, act="add a person")
    today = today or this_day()
    birth = date_of_birth if isinstance(date_of_birth, Birth) else Birth(date_of_birth)
    nominal = Nominal(
        date_of_birth=birth, born_known=birth.known, born_within=birth.within, sex=sex, gender=gender
    )
    check_person(nominal, today)
    kind = NameKind.UNKNOWN if name_unknown else NameKind.LEGAL
    name = Name(nominal=nominal, kind=kind, forenames=forenames, surname=surname, shown=True)
    check_name(name, today)
    rows = [new_row(nominal.pk, new.kind, new.raw, new.source, today=today) for new in identifiers]
    with announcing_once():
        with writing_as_allowed(actor, nominal, PERSON_ADDED, today=today) as act:
            open_partnership(
                actor,
                nominal_id=nominal.pk,
                agency=actor.agency,
                relation=Relation.OWNER,
                purpose=purpose,
                starts=today,
            )
            nominal.save(force_insert=True)
            name.save(force_insert=True)
            for row in rows:
                act.save(row, key="identifier")
        if officer is not None:
            allocate(actor, nominal_id=nominal.pk, officer=officer, starts=today)
    return nominal


def add_name(
    actor: User,
    *,
    nominal_id: UUID,
    kind: str,
    forenames: str,
    surname: str,
    used_from: date | None = None,
    used_until: date | None = None,
    shown: bool = False,
    source: str = "",
) -> Name:
    """
    Add a name that the person has or uses. A change of name after registration has `used_from`.

    Parameters
        used_from: the day of its first use; later than today for a name notified in advance.
        shown: show this name instead of the one shown now.

    Raises
        NotFound, NotAllowed: see `must_own`.
        BadInput: no surname, no such kind, an end before the start.
        Conflict: the person has this name, of this kind, already.

    Source: SOA 2003 s.83(5)(c)-(d), s.84(1)(a).
    """
    with writing(actor, nominal_id, NAME_ADDED, doing="add a name") as act:
        name = Name(
            nominal=act.nominal,
            kind=kind,
            forenames=forenames,
            surname=surname,
            used_from=used_from,
            used_until=used_until,
            shown=shown,
            source=source,
        )
        check_name(name, act.today)
        settle(name, partial(act.save, name, key="name"))
        act.detail["kind"] = kind
    return name


def add_identifier(
    actor: User, *, nominal_id: UUID, kind: str, raw: str, source: str = "", today: date | None = None
) -> Identifier:
    """
    Add a number that another system knows the person by. A failed check is kept as its status.

    Raises
        NotFound, NotAllowed: see `must_own`.
        BadInput: no such kind, or nothing typed.
        Conflict: the number is on this record already, or on another that the user sees.
    """
    with writing(actor, nominal_id, NUMBER_ADDED, doing="add an identifier", today=today) as act:
        row = new_row(nominal_id, kind, raw, source, today=act.today)
        act.save(row, key="identifier")
        act.detail |= {"kind": kind, "status": str(row.status)}
    return row


def add_photograph(
    actor: User, *, nominal_id: UUID, taken_on: date, image: bytes, today: date | None = None
) -> Photograph:
    """
    Keep a photograph: encoded anew, so that nothing is in it but the picture.

    Raises
        NotFound, NotAllowed: see `must_own`.
        BadInput: taken in the future; not a JPEG or PNG of 5 MB or less.

    Source: SOA 2003 s.87(4) (photographs taken on notification).
    """
    with writing(actor, nominal_id, PHOTOGRAPH_ADDED, doing="add a photograph", today=today) as act:
        photograph = Photograph(nominal=act.nominal, taken_on=taken_on)
        check_photograph(photograph, act.today)
        clean = clean_image(image)
        photograph.image, photograph.media_type, photograph.sha256 = (
            clean.content,
            clean.media_type,
            clean.sha256,
        )
        act.save(photograph, key="photograph")
    return photograph
