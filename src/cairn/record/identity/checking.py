"""What is asked of a person's particulars, names, numbers and photographs whenever they are written."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from cairn.births import Birth
from cairn.dates import in_words
from cairn.errors import BadInput, Conflict
from cairn.record.field_checks import check_period, choice_of, clean_line
from cairn.record.identity.identifiers import check, tidied
from cairn.record.identity.models import (
    BirthKnown,
    Identifier,
    IdentifierKind,
    IdentifierStatus,
    Name,
    NameKind,
    Nominal,
    Photograph,
    Sex,
)

# The longest life on record is 122 years; a birth before this is a typing error.
_LONGEST_LIFE = 120
_WIDEST = 30


def check_person(nominal: Nominal, today: date) -> None:
    """
    Raises
        BadInput: a day that cannot be; death before birth or in the future; no such sex; an estimate of a day.
    """
    settle_birth(nominal)
    check_born(nominal.birth, today=today)
    nominal.sex = choice_of(nominal.sex, Sex.values, field="sex")
    nominal.gender = clean_line(nominal.gender, field="gender", most=60)
    if nominal.died_on is not None and not nominal.birth.first <= nominal.died_on <= today:
        raise BadInput(
            f"They died on {in_words(nominal.died_on)}: they were born by then. Check both days.",
            field="date_of_birth",
        )


def check_name(name: Name, _today: date) -> None:
    """
    Raises
        BadInput: no surname, no such kind, an end before the start.
        Conflict: the person has this name, of this kind, already; `about` says which.
    """
    name.kind = choice_of(name.kind, NameKind.values, field="kind")
    check_period(name.used_from, name.used_until, field="used_until")
    name.forenames = clean_line(name.forenames, field="forenames", most=120)
    name.surname = clean_surname(name.surname)
    name.source = clean_line(name.source, field="source", most=200)
    others = Name.objects.filter(nominal_id=name.nominal_id, kind=name.kind).exclude(pk=name.pk)
    spelt = others.filter(forenames__iexact=name.forenames, surname__iexact=name.surname)
    same = spelt.filter(used_from=name.used_from, used_until=name.used_until).first()
    if same is not None:
        raise Conflict(
            f"This {NameKind(name.kind).label.lower()} is on the record already.",
            field="surname",
            about=("record_name", same.pk),
        )


def check_photograph(photograph: Photograph, today: date) -> None:
    """
    Raises
        BadInput: taken in the future.
    """
    if photograph.taken_on > today:
        raise BadInput(
            f"The photograph was taken on {in_words(photograph.taken_on)}, which is in the future. Give today or an earlier day.",
            field="taken_on",
        )


def clean_surname(surname: str) -> str:
    """
    A surname, or the only name of somebody who has one.

    Raises
        BadInput: nothing there, or not printable, or too long.
    """
    cleaned = clean_line(surname, field="surname", most=120)
    if not cleaned:
        raise BadInput("Enter the surname, or the only name if the person has one.", field="surname")
    return cleaned


def settle_birth(nominal: Nominal) -> None:
    """
    Work out between which days somebody may have been born, of whom the day is not known.

    Raises
        BadInput: an estimate of a day or month, or of more than thirty years either way.
    """
    known = BirthKnown(choice_of(nominal.born_known, BirthKnown.values, field="born_known"))
    if nominal.born_within and known != BirthKnown.YEAR:
        raise BadInput("Only a year of birth is estimated. Leave day and month empty.", field="born_within")
    if not 0 <= nominal.born_within <= _WIDEST:
        raise BadInput(f"Estimate the year of birth to within {_WIDEST} years or less.", field="born_within")
    birth = nominal.birth
    nominal.date_of_birth = birth.as_day
    nominal.birth_earliest = None if birth.is_exact else birth.first
    nominal.birth_latest = None if birth.is_exact else birth.last


def check_born(born: Birth, *, today: date) -> None:
    """
    Refuse a date of birth that cannot be.

    Raises
        BadInput: in the future, or more than 120 years ago.
    """
    if born.first > today:
        raise BadInput(
            f"The date of birth, {in_words(born)}, is in the future. Give one before today.",
            field="date_of_birth",
        )
    if born.last.year < today.year - _LONGEST_LIFE:
        raise BadInput(
            f"The date of birth, {in_words(born)}, is more than {_LONGEST_LIFE} years ago. Check the year.",
            field="date_of_birth",
        )


def new_row(nominal_id: UUID, kind: str, raw: str, source: str, *, today: date) -> Identifier:
    """
    An identifier checked and not yet saved.

    Raises
        BadInput: no such kind, nothing typed, or too long.
        Conflict: this record has the number already, or another that the user sees.
    """
    choice_of(kind, IdentifierKind.values, field="identifiers")
    row = Identifier(nominal_id=nominal_id, kind=kind, raw=raw, source=source)
    check_identifier(row, today, field=kind)
    return row


def check_identifier(row: Identifier, today: date, *, field: str = "raw") -> None:
    """
    The same of a number whenever it is written; what can be said of it is made anew from what was typed.

    Parameters
        field: at which a refusal is said.

    Raises
        BadInput, Conflict: see `new_row`.
    """
    kind = IdentifierKind(choice_of(row.kind, IdentifierKind.values, field="kind"))
    if not row.raw.strip():
        raise BadInput(f"Enter the {kind.label}.", field=field)
    row.raw = clean_line(row.raw, field=field, most=40)
    checked = check(kind, tidied(row.raw), as_at=today)
    row.canonical, row.status = checked.canonical, checked.status
    row.source = clean_line(row.source, field=field, most=120)
    if row.current and names_one_person(row):
        _check_names_nobody_else(row, field=field)


def _check_names_nobody_else(row: Identifier, *, field: str) -> None:
    """
    What this user sees is asked; a record out of their sight says nothing by its silence (`same_numbers`).

    Raises
        Conflict: this record has the number already, or another that the user sees.
    """
    others = same_numbers(row).exclude(pk=row.pk)
    if others.exists():
        label = IdentifierKind(row.kind).label
        here = others.filter(nominal_id=row.nominal_id).exists()
        raise Conflict(
            f"The {label} {row.canonical} is on this record already."
            if here
            else f"The {label} {row.canonical} is on another record. Check it, or find that record: it may be the same person.",
            field=field,
        )


def same_numbers(row: Identifier) -> QuerySet[Identifier]:
    """The current rows that say the same number of the same kind, on the records that the user sees."""
    same = Identifier.objects.filter(kind=row.kind, canonical=row.canonical, current=True)
    return same.exclude(status=IdentifierStatus.MALFORMED)


def names_one_person(row: Identifier) -> bool:
    """A UPRN names a place; what is not in the usual form ("none", "not known") names nobody."""
    return row.kind != IdentifierKind.UPRN and row.status != IdentifierStatus.MALFORMED
