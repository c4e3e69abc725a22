"""What a searcher typed, read as words of a name, numbers, and a day of birth or part of one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from cairn.births import Birth
from cairn.dates import last_day
from cairn.errors import BadInput
from cairn.ledger.entries.looks import shares_surname
from cairn.record.identity.identifiers import check, tidied
from cairn.record.identity.models import IdentifierKind, IdentifierStatus
from cairn.subjects.registry import subject, subjects

MOST_LETTERS = 120
_MOST_WORDS = 8

_DAY = re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})", re.ASCII)
_ISO_DAY = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})(-(?P<day>\d{2}))?", re.ASCII)
_MONTH = re.compile(r"(?P<month>\d{1,2})/(?P<year>\d{4})", re.ASCII)
_YEAR = re.compile(r"(?P<year>(19|20)\d{2})", re.ASCII)
_LETTER = re.compile(r"[^\W\d_]")
# A shorter number is a day or a house number before it is a place in the land register.
_SHORTEST_UPRN = 7
# Beginnings of surnames that are written apart or together.
_JOINED = re.compile(r"\b(o|mc|mac)[ '’]+(?=\w{2})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Born:
    """The days between which somebody was born: one day, or those of a month or year."""

    first: date
    last: date

    @property
    def swapped(self) -> date | None:
        """The same day with day and month exchanged, where that is another day."""
        if self.first != self.last or self.first.day > 12 or self.first.day == self.first.month:
            return None
        return self.first.replace(day=self.first.month, month=self.first.day)


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """A search: any of these may be empty."""

    words: tuple[str, ...]
    numbers: tuple[tuple[str, str], ...]
    born: Born | None
    # Facts of subjects by which people are found (a telephone number): the subject's key, and the canonical form.
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def kind(self) -> str:
        """What was asked with, without saying what: for the ledger."""
        parts: dict[str, object] = {"name": self.words, "number": self.numbers, "date of birth": self.born}
        parts |= {subject(key).one.split(" ", 1)[1]: canonical for key, canonical in self.facts}
        return " and ".join(part for part, given in parts.items() if given)

    def names(self, user_name: str) -> bool:
        """Whether the words hold the surname of somebody of this name, as a searcher's own."""
        return shares_surname(user_name, self.words)


def born_on(year: int, month: int | None = None, day: int | None = None) -> Born:
    """
    A day of birth, or part of one.

    Raises
        BadInput: no such day.
    """
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
        whole_month = None if month is None or day is not None else last_day(first, 1)
    except (ValueError, OverflowError) as error:
        parts = "-".join(str(part) for part in (year, month, day) if part is not None)
        raise BadInput(f"There is no such day or month: {parts}.", field="date_of_birth") from error
    if month is None:
        return Born(first, date(year, 12, 31))
    return Born(first, whole_month or first)


def _as_born(given: date | Born | None) -> Born | None:
    """Between which days: of a date of birth that is known in part, all those it may be."""
    if isinstance(given, Birth):
        return Born(given.first, given.last)
    return Born(given, given) if isinstance(given, date) else given


def _born(token: str) -> Born | None:
    for pattern in (_DAY, _ISO_DAY, _MONTH, _YEAR):
        if found := pattern.fullmatch(token):
            parts = {part: int(value) for part, value in found.groupdict().items() if value}
            return born_on(parts["year"], parts.get("month"), parts.get("day"))
    return None


def _numbers(text: str) -> list[tuple[str, str]]:
    """Every number that this text can be read as, in canonical form."""
    found = []
    for kind in IdentifierKind:
        checked = check(kind, tidied(text))
        too_short = kind == IdentifierKind.UPRN and len(text) < _SHORTEST_UPRN
        if checked.status != IdentifierStatus.MALFORMED and not too_short:
            found.append((str(kind), checked.canonical))
    return found


def _facts(text: str) -> list[tuple[str, str]]:
    """Every fact of a subject that this text can be read as, in canonical form."""
    read = ((each.key, each.finding.read(text)) for each in subjects() if each.finding)
    return [(key, canonical) for key, canonical in read if canonical]


def read_query(text: str, date_of_birth: date | Born | None) -> SearchQuery:
    """
    Read a search box, and the date of birth beside it if there is one.

    A number is recognised with or without spaces ("AB 12 34 56 C"), alone or beside a name.

    Raises
        BadInput: too long, no such day, or nothing to look for.
    """
    if len(text) > MOST_LETTERS:
        raise BadInput(f"The search has {len(text)} characters. Use {MOST_LETTERS} or fewer.", field="text")
    born = _as_born(date_of_birth)
    tokens = _JOINED.sub(r"\1", text.replace("\x00", " ")).split()
    words: list[str] = []
    has_digit = any(letter.isdigit() for letter in text)
    # The whole text first: a number may be typed in groups.
    numbers = _numbers("".join(tokens)) if has_digit and len(tokens) > 1 else []
    facts = _facts(" ".join(tokens)) if len(tokens) > 1 else []
    for token in () if numbers or facts else tokens:
        day = _born(token) if born is None else None
        found = _numbers(token) if any(letter.isdigit() for letter in token) else []
        said = [] if day else _facts(token)
        born = day or born
        numbers.extend(found)
        facts.extend(said)
        if not day and not found and not said and _LETTER.search(token):
            words.append(token)
    if not (words or numbers or facts or born):
        raise BadInput("Enter a name, a number, or a date or year of birth.", field="text")
    return SearchQuery(tuple(words[:_MOST_WORDS]), tuple(numbers), born, tuple(facts))
