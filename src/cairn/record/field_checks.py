"""What is asked of the values of a fact, whoever records it: days that can be, text that can be kept."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from cairn.dates import in_words, london
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


def local_day(moment: datetime, *, field: str) -> date:
    """
    The day in London on which a moment falls.

    Raises
        BadInput: the time says no zone.
    """
    if timezone.is_naive(moment):
        raise BadInput("The time must say its zone, like 2024-05-01T10:30+01:00.", field=field)
    return london(moment).date()


def check_born_by(day: date, *, nominal: Nominal, field: str, what: str) -> None:
    """
    Raises
        BadInput: a day before the person was born.
    """
    if day < nominal.birth.first:
        raise BadInput(f"{what} is {in_words(day)}, before the person was born. Check the year.", field=field)


def check_order(first: date, last: date | None, *, field: str, what: str) -> None:
    """
    Raises
        BadInput: `last` is before `first`; both are named in `what` ("The release is before the reception").
    """
    if last is not None and last < first:
        raise BadInput(f"{what}: {in_words(last)} is before {in_words(first)}. Check both days.", field=field)


def check_period(first: date | None, last: date | None, *, field: str) -> None:
    """
    Raises
        BadInput: the last day is before the first; `field` is the last day's.
    """
    if first is not None and last is not None and last < first:
        raise BadInput(
            f"The end, {in_words(last)}, is before the start, {in_words(first)}. Give a later day.",
            field=field,
        )


def check_in_turn(row: Any, others: QuerySet[Any], *, what: str) -> None:
    """
    That decisions which replace each other keep the order in which they were recorded: by `set_on`.

    Parameters
        row: with `set_on` and `recorded_at`; not saved yet, or corrected.
        what: "assessment", "decision".

    Raises
        BadInput: set before the one recorded before it, or after the one recorded after it; `about` says which.
    """
    if row.recorded_at is not None:
        after = others.filter(recorded_at__gt=row.recorded_at).order_by("set_on").first()
        if after is not None and row.set_on > after.set_on:
            raise BadInput(
                f"The next {what} was on {in_words(after.set_on)}; this one cannot be later.",
                field="set_on",
                about=(after._meta.db_table, after.pk),  # noqa: SLF001  Django's own API
            )
        others = others.filter(recorded_at__lt=row.recorded_at)
    last = others.order_by("-set_on").first()
    if last is not None and row.set_on < last.set_on:
        raise BadInput(
            f"The last {what} was on {in_words(last.set_on)}; the new one cannot be earlier.",
            field="set_on",
            about=(last._meta.db_table, last.pk),  # noqa: SLF001  Django's own API
        )


def clean_line(text: str, *, field: str, most: int) -> str:
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
    if not value and value not in allowed:
        raise BadInput(
            f"Choose one of: {', '.join(each.replace('-', ' ') for each in allowed)}.", field=field
        )
    if value not in allowed:
        raise BadInput(f"'{value}' is not one of: {', '.join(allowed)}.", field=field)
    return value
