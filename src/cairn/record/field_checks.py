"""What is asked of the values of a fact, whoever records it: days that can be, text that can be kept."""

from __future__ import annotations

from datetime import date

from cairn.dates import in_words
from cairn.errors import BadInput
from cairn.record.identity.models import Nominal


def check_day(day: date, *, nominal: Nominal, today: date, field: str, what: str) -> None:
    """
    Raises
        BadInput: a day that has not come, or before the person was born.
    """
    check_born_by(day, nominal=nominal, field=field, what=what)
    if day > today:
        raise BadInput(
            f"{what} is {in_words(day)}, which is in the future. Give today or an earlier day.", field=field
        )


def check_born_by(day: date, *, nominal: Nominal, field: str, what: str) -> None:
    """
    Raises
        BadInput: a day before the person was born.
    """
    if day < nominal.date_of_birth:
        raise BadInput(f"{what} is {in_words(day)}, before the person was born. Check the year.", field=field)


def check_order(first: date, last: date | None, *, field: str, what: str) -> None:
    """
    Raises
        BadInput: `last` is before `first`; both are named in `what` ("The release is before the reception").
    """
    if last is not None and last < first:
        raise BadInput(f"{what}: {in_words(last)} is before {in_words(first)}. Check both days.", field=field)


def clean_text(text: str, *, field: str, missing: str, most: int) -> str:
    """
    Text with no outer or doubled spaces; its lines are kept.

    Raises
        BadInput: nothing was typed where `missing` says what to enter, or more than `most` characters.
    """
    lines = (" ".join(line.split()) for line in text.splitlines())
    cleaned = "\n".join(line for line in lines if line)
    if not cleaned and missing:
        raise BadInput(missing, field=field)
    if len(cleaned) > most:
        raise BadInput(f"This has {len(cleaned)} characters. Use {most} or fewer.", field=field)
    if "\x00" in cleaned:
        raise BadInput("There is a character here that cannot be kept. Type it again.", field=field)
    return cleaned


def choice_of(value: str, allowed: list[str], *, field: str) -> str:
    """
    Raises
        BadInput: not one of those allowed.
    """
    if value not in allowed:
        raise BadInput(f"'{value}' is not one of: {', '.join(allowed)}.", field=field)
    return value
