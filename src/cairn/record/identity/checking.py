"""What names, days and numbers must be before they are kept."""

from __future__ import annotations

import unicodedata
from datetime import date
from uuid import UUID

from cairn.errors import BadInput, Conflict
from cairn.record.identity.identifiers import check, tidied
from cairn.record.identity.models import Identifier, IdentifierKind, IdentifierStatus

# The longest life on record is 122 years; a birth before this is a typing error.
_LONGEST_LIFE = 120


def clean_text(text: str, *, field: str, most: int) -> str:
    """
    One line of text: composed letters (Unicode NFC), no outer or doubled spaces.

    Raises
        BadInput: a control character, or more than `most` characters.
    """
    cleaned = " ".join(unicodedata.normalize("NFC", text).split())
    if any(unicodedata.category(letter) == "Cc" for letter in cleaned):
        raise BadInput("There is a character here that cannot be printed. Type it again.", field=field)
    if len(cleaned) > most:
        raise BadInput(f"This has {len(cleaned)} characters. Use {most} or fewer.", field=field)
    return cleaned


def clean_surname(surname: str) -> str:
    """
    A surname, or the only name of somebody who has one.

    Raises
        BadInput: nothing there, or not printable, or too long.
    """
    cleaned = clean_text(surname, field="surname", most=120)
    if not cleaned:
        raise BadInput("Enter the surname, or the only name if the person has one.", field="surname")
    return cleaned


def check_born(born: date, *, today: date) -> None:
    """
    Refuse a date of birth that cannot be.

    Raises
        BadInput: in the future, or more than 120 years ago.
    """
    if born > today:
        raise BadInput(
            f"The date of birth, {born}, is in the future. Give one before today.", field="date_of_birth"
        )
    if born.year < today.year - _LONGEST_LIFE:
        raise BadInput(
            f"The date of birth, {born}, is more than {_LONGEST_LIFE} years ago. Check the year.",
            field="date_of_birth",
        )


def check_period(first: date | None, last: date | None, *, field: str) -> None:
    """
    Refuse a period that ends before it starts.

    Raises
        BadInput: the last day is before the first; `field` is the last day's.
    """
    if first is not None and last is not None and last < first:
        raise BadInput(f"The end, {last}, is before the start, {first}. Give a later day.", field=field)


def check_choice(value: str, allowed: list[str], *, field: str) -> None:
    """
    Refuse a word outside a closed list.

    Raises
        BadInput: not one of those allowed.
    """
    if value not in allowed:
        raise BadInput(f"'{value}' is not one of: {', '.join(allowed)}.", field=field)


def new_row(nominal_id: UUID, kind: str, raw: str, source: str, *, today: date) -> Identifier:
    """
    An identifier checked and not yet saved.

    Raises
        BadInput: no such kind, nothing typed, or too long.
        Conflict: another record, or this one, has the number already; the message says no more.
    """
    check_choice(kind, IdentifierKind.values, field="identifiers")
    if not raw.strip():
        raise BadInput(f"Enter the {IdentifierKind(kind).label}.", field=kind)
    raw = clean_text(raw, field=kind, most=40)
    checked = check(kind, tidied(raw), as_at=today)
    row = Identifier(
        nominal_id=nominal_id,
        kind=kind,
        raw=raw,
        canonical=checked.canonical,
        status=checked.status,
        source=clean_text(source, field=kind, most=120),
    )
    if names_one_person(row):
        taken = Identifier.objects.filter(kind=row.kind, canonical=row.canonical, current=True)
        if taken.exclude(status=IdentifierStatus.MALFORMED).exists():
            raise already_held(row)
    return row


def names_one_person(row: Identifier) -> bool:
    """A UPRN names a place; what is not in the usual form ("none", "not known") names nobody."""
    return row.kind != IdentifierKind.UPRN and row.status != IdentifierStatus.MALFORMED


def already_held(row: Identifier) -> Conflict:
    """The refusal of a number that is on a record, perhaps one that this user may not see."""
    label = IdentifierKind(row.kind).label
    return Conflict(
        f"The {label} {row.canonical} is on a record already. Check it, or find that record.", field=row.kind
    )
