"""Adding a person to the register, and what they are called and known by."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction

from cairn.access.models import Relation
from cairn.access.owning import must_own
from cairn.access.partnerships.services import open_partnership
from cairn.accounts.checks import require_role
from cairn.accounts.models import User
from cairn.accounts.roles import RECORD_KEEPERS
from cairn.announcements import FactsChanged, announce
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict
from cairn.ledger.operations import Act, declare
from cairn.ledger.services import enter
from cairn.record.allocation.services import allocate
from cairn.record.identity.checking import (
    already_held,
    check_born,
    check_choice,
    check_period,
    clean_surname,
    clean_text,
    new_row,
)
from cairn.record.identity.models import Identifier, Name, NameKind, Nominal, Photograph, Sex
from cairn.record.identity.photographs import clean_image

PERSON_ADDED = declare("person added", Act.COLLECTION, "Added the person")
NAME_ADDED = declare("name added", Act.COLLECTION, "Added a name")
NUMBER_ADDED = declare("identifier added", Act.COLLECTION, "Added a reference number")
PERSON_CORRECTED = declare("person corrected", Act.ALTERATION, "Corrected the person’s details")
PHOTOGRAPH_ADDED = declare("photograph added", Act.COLLECTION, "Added a photograph")


@dataclass(frozen=True, slots=True)
class NewIdentifier:
    """A number as typed, its kind (an `IdentifierKind`), and where it was read."""

    kind: str
    raw: str
    source: str = ""


def _save_identifier(row: Identifier) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        # Held by a record that this user does not see: row security hides the row, not its number.
        raise already_held(row) from error


@transaction.atomic
def add_person(
    actor: User,
    *,
    forenames: str,
    surname: str,
    date_of_birth: date,
    sex: str,
    gender: str = "",
    identifiers: Sequence[NewIdentifier] = (),
    officer: User | None = None,
    purpose: str = "notification requirements",
    today: date | None = None,
) -> Nominal:
    """
    Put a person on the register, owned by the actor's agency, under their legal name.

    Parameters
        officer: their offender manager from today, of the same agency; nobody if not given.
        purpose: why the agency holds the record (DPA 2018 s.36).

    Raises
        NotAllowed: the role does not add people.
        BadInput: no surname; born in the future or over 120 years ago; no such sex or number kind.
        Conflict: a number is on a record already (field: its kind). Nothing is saved.
    """
    require_role(actor, RECORD_KEEPERS, act="add a person")
    today = today or this_day()
    check_born(date_of_birth, today=today)
    check_choice(sex, Sex.values, field="sex")
    nominal_id = uuid.uuid4()
    name = Name(
        nominal_id=nominal_id,
        kind=NameKind.LEGAL,
        forenames=clean_text(forenames, field="forenames", most=120),
        surname=clean_surname(surname),
        shown=True,
    )
    gender = clean_text(gender, field="gender", most=60)
    rows = [new_row(nominal_id, new.kind, new.raw, new.source, today=today) for new in identifiers]
    open_partnership(
        actor,
        nominal_id=nominal_id,
        agency=actor.agency,
        relation=Relation.OWNER,
        purpose=purpose,
        starts=today,
    )
    nominal = Nominal.objects.create(id=nominal_id, date_of_birth=date_of_birth, sex=sex, gender=gender)
    name.save(force_insert=True)
    for row in rows:
        _save_identifier(row)
    enter(actor, PERSON_ADDED, nominal_id=nominal_id)
    if officer is not None:
        # The last act announces for the whole.
        allocate(actor, nominal_id=nominal_id, officer=officer, starts=today)
    else:
        announce(FactsChanged(nominal_id))
    return nominal


@transaction.atomic
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
    must_own(actor, nominal_id, roles=RECORD_KEEPERS, act="add a name", as_at=this_day())
    check_choice(kind, NameKind.values, field="kind")
    check_period(used_from, used_until, field="used_until")
    forenames = clean_text(forenames, field="forenames", most=120)
    surname = clean_surname(surname)
    same = Name.objects.filter(
        nominal_id=nominal_id, kind=kind, forenames__iexact=forenames, surname__iexact=surname
    )
    if same.filter(used_from=used_from, used_until=used_until).exists():
        raise Conflict(f"This {NameKind(kind).label.lower()} is on the record already.", field="surname")
    if shown:
        Name.objects.filter(nominal_id=nominal_id, shown=True).update(shown=False)
    name = Name.objects.create(
        nominal_id=nominal_id,
        kind=kind,
        forenames=forenames,
        surname=surname,
        used_from=used_from,
        used_until=used_until,
        shown=shown,
        source=clean_text(source, field="source", most=200),
    )
    detail = {"name": str(name.pk), "kind": kind}
    enter(actor, NAME_ADDED, nominal_id=nominal_id, detail=detail)
    announce(FactsChanged(nominal_id))
    return name


@transaction.atomic
def add_identifier(
    actor: User, *, nominal_id: UUID, kind: str, raw: str, source: str = "", today: date | None = None
) -> Identifier:
    """
    Add a number that another system knows the person by. A failed check is kept as its status.

    Raises
        NotFound, NotAllowed: see `must_own`.
        BadInput: no such kind, or nothing typed.
        Conflict: the number is on a record already, this one or another.
    """
    today = today or this_day()
    must_own(actor, nominal_id, roles=RECORD_KEEPERS, act="add an identifier", as_at=this_day())
    row = new_row(nominal_id, kind, raw, source, today=today)
    _save_identifier(row)
    detail = {"identifier": str(row.pk), "kind": kind, "status": str(row.status)}
    enter(actor, NUMBER_ADDED, nominal_id=nominal_id, detail=detail)
    announce(FactsChanged(nominal_id))
    return row


@transaction.atomic
def correct_person(
    actor: User,
    *,
    nominal_id: UUID,
    date_of_birth: date | None = None,
    sex: str | None = None,
    gender: str | None = None,
    died_on: date | None = None,
    today: date | None = None,
) -> Nominal:
    """
    Correct what is given, and leave the rest. The error stays in the person's history.

    Raises
        NotFound, NotAllowed: see `must_own`.
        BadInput: a day that cannot be; death before birth or in the future; no such sex.
    """
    today = today or this_day()
    must_own(actor, nominal_id, roles=RECORD_KEEPERS, act="correct a person", as_at=this_day())
    nominal = Nominal.objects.select_for_update().get(pk=nominal_id)
    if date_of_birth is not None:
        check_born(date_of_birth, today=today)
        nominal.date_of_birth = date_of_birth
    if sex is not None:
        check_choice(sex, Sex.values, field="sex")
        nominal.sex = sex
    if gender is not None:
        nominal.gender = clean_text(gender, field="gender", most=60)
    if died_on is not None:
        nominal.died_on = died_on
    if nominal.died_on is not None and not nominal.date_of_birth <= nominal.died_on <= today:
        raise BadInput(
            f"The date of death, {nominal.died_on}, must be between birth and today.", field="died_on"
        )
    given = {"date_of_birth": date_of_birth, "sex": sex, "gender": gender, "died_on": died_on}
    changed = [field for field, value in given.items() if value is not None]
    nominal.save(update_fields=changed)
    detail = {"fields": changed}
    enter(actor, PERSON_CORRECTED, nominal_id=nominal_id, detail=detail)
    announce(FactsChanged(nominal_id))
    return nominal


@transaction.atomic
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
    must_own(actor, nominal_id, roles=RECORD_KEEPERS, act="add a photograph", as_at=this_day())
    if taken_on > (today or this_day()):
        raise BadInput(f"The photograph cannot be from {taken_on}, a day to come.", field="taken_on")
    clean = clean_image(image)
    photograph = Photograph.objects.create(
        nominal_id=nominal_id,
        taken_on=taken_on,
        image=clean.content,
        media_type=clean.media_type,
        sha256=clean.sha256,
    )
    detail = {"photograph": str(photograph.pk)}
    enter(actor, PHOTOGRAPH_ADDED, nominal_id=nominal_id, detail=detail)
    announce(FactsChanged(nominal_id))
    return photograph
