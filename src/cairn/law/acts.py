"""The Acts and Orders under which people are convicted, found in what somebody wrote. The data is acts.toml."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import msgspec

from cairn import toml

# A title this like one of the file may be a slip of the pen.
_NEAR = 0.8
# An Act that is not in the file and is about these may be one of the file, written in another way.
_OUR_SUBJECT = re.compile(r"sex|child|indecen|obscen|voyeur|traffick|intimate")
_LEFT_OUT = frozenset({"the", "etc"})
_PLACES = {"scotland": "scotland", "northern ireland": "ni", "n.i.": "ni", "ni": "ni"}
_PLACE = r"\(?(?:scotland|northern\s+ireland|n\.i\.|ni\b)\)?"
_ENDING = re.compile(
    rf"\b(?:act|order|regulations)\b(?P<place>[\s,.]*{_PLACE})?[\s,.]*\(?(?P<year>1[5-9]\d\d|20\d\d)(?!\d)\)?"
)
_RUN = re.compile(r"[a-z'&()./,\s-]*$")
_WORD = re.compile(r"[a-z']+|&")


class Act(msgspec.Struct, frozen=True):
    """
    One Act or Order.

    Parameters
        name: as this project writes it, with its year: "SOA 2003". For the common law, its name.
        known: whether the file has it.
        order: whether its provisions are articles.
    """

    name: str
    known: bool = True
    order: bool = False


class Mention(msgspec.Struct, frozen=True):
    """Where an Act stands in a text; `act` is None where what stands there may be a slip."""

    start: int
    end: int
    act: Act | None


class Carrier(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A provision that names no offence by itself."""

    provision: str
    verb: str = ""


class _Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    years: tuple[int, ...]
    also: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    alone: bool = False


class _CommonLaw(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    unlisted: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    act: tuple[_Act, ...]
    carrier: tuple[Carrier, ...]
    common_law: _CommonLaw


_FILE = toml.read(Path(__file__).with_name("acts.toml"), _File)
CARRIERS = _FILE.carrier
UNLISTED_AT_COMMON_LAW = _FILE.common_law.unlisted


def clean(written: str) -> str:
    """Small letters, plain blanks, plain dashes and quotes, and nothing that cannot be seen."""
    text = unicodedata.normalize("NFKC", written)
    plain = []
    for sign in text:
        kind = unicodedata.category(sign)
        if kind == "Cf":
            continue
        plain.append("-" if kind == "Pd" or sign == "\u2212" else "'" if sign in "‘’`´" else sign)
    return " ".join("".join(plain).lower().split())


def find_acts(text: str) -> tuple[Mention, ...]:
    """
    Every Act that a clean text names with its year, in order.

    A title that is not in the file is an Act all the same, unless it may be a slip for one that is.
    """
    found = list(_by_title(text))
    for match in _SHORT.finditer(text):
        if any(one.start < match.end() and match.start() < one.end for one in found):
            continue
        act = _short(match["short"], match["year"], match["yy"])
        if act is not None or match["year"] or match["yy"]:
            end = match.end() if act is None or match["year"] or match["yy"] else match.end("short")
            found.append(Mention(match.start(), end, act))
    return tuple(sorted(found, key=lambda one: one.start))


def spellings(act: Act) -> tuple[str, ...]:
    """Every way in which the file writes an Act, in small letters and without its year."""
    name = act.name.rpartition(" ")[0]
    row = next((row for row in _FILE.act if row.name == name), None)
    return tuple(each.lower() for each in (row.name, *row.also, *row.short)) if row is not None else ()


def _by_title(text: str) -> Iterator[Mention]:
    begin = 0
    for match in _ENDING.finditer(text):
        run = _RUN.search(text, begin, match.start())
        start = run.start() if run else match.start()
        begin = match.end()
        words = list(
            _WORD.finditer(text, start, match.end("place") if match["place"] else match.start("year"))
        )
        yield _titled(words, match, text)


def _titled(words: list[re.Match[str]], match: re.Match[str], text: str) -> Mention:
    year = int(match["year"])
    # The longest title that stands at the end of the words before the year.
    for first in range(len(words)):
        written = text[words[first].start() : words[-1].end()]
        title = _title(written)
        years = _TITLES.get(title)
        if years is not None and words[first][0] not in _LEFT_OUT:
            return Mention(words[first].start(), match.end(), years.get(year))
    written = text[words[0].start() : words[-1].end()]
    start = _start_of_unknown(words)
    if _OUR_SUBJECT.search(written) or _near(_title(written)):
        return Mention(start, match.end(), None)
    title = text[start : words[-1].end()]
    if len(_title(title).split()) < 2:
        return Mention(start, match.end(), None)
    return Mention(start, match.end(), Act(f"{title} {year}", known=False, order=_is_order(title)))


def _start_of_unknown(words: list[re.Match[str]]) -> int:
    """Where a title may begin that is not known: after the last "the" or "under"."""
    start = words[0].start()
    for before, word in pairwise(words):
        if before[0] in {"the", "under", "to"}:
            start = word.start()
    return start


def _near(title: str) -> bool:
    """Whether the end of a title is like one of the file."""
    tokens = title.split()
    for known in _TITLES:
        length = len(known.split())
        for size in {length - 1, length, length + 1}:
            if (
                0 < size <= len(tokens)
                and SequenceMatcher(None, " ".join(tokens[-size:]), known).ratio() >= _NEAR
            ):
                return True
    return False


def _title(written: str) -> str:
    """A title in the form to compare by: its words, the place last."""
    place = ""
    for words, short in _PLACES.items():
        pattern = rf"(?<![a-z]){re.escape(words)}(?![a-z])"
        if re.search(pattern, written):
            written, place = re.sub(pattern, " ", written), short
            break
    tokens = ["and" if word == "&" else word for word in _WORD.findall(written)]
    return " ".join([*(word for word in tokens if word not in _LEFT_OUT), *filter(None, [place])])


def _short(short: str, year: str | None, two_figures: str | None) -> Act | None:
    of = _SHORTS[short]
    if year:
        return next((act for when, act in of if when == int(year)), None)
    if two_figures:
        fits = [act for when, act in of if when % 100 == int(two_figures)]
        return fits[0] if len(fits) == 1 else None
    return of[0][1] if short in _ALONE else None


def _act(row: _Act, year: int) -> Act:
    return Act(f"{row.name} {year}", order=_is_order(row.name))


def _is_order(title: str) -> bool:
    return _title(title.lower()).removesuffix(" ni").endswith(" order")


@lru_cache(maxsize=1)
def _titles() -> dict[str, dict[int, Act]]:
    titles: dict[str, dict[int, Act]] = {}
    for row in _FILE.act:
        for title in (row.name, *row.also):
            titles.setdefault(_title(title.lower()), {}).update({year: _act(row, year) for year in row.years})
    return titles


@lru_cache(maxsize=1)
def _shorts() -> dict[str, list[tuple[int, Act]]]:
    shorts: dict[str, list[tuple[int, Act]]] = {}
    for row in _FILE.act:
        for short in row.short:
            shorts.setdefault(short.lower(), []).extend((year, _act(row, year)) for year in row.years)
    return shorts


_TITLES = _titles()
_SHORTS = _shorts()
_ALONE = frozenset(short.lower() for row in _FILE.act if row.alone for short in row.short)
_SHORT = re.compile(
    rf"(?<![a-z0-9])(?P<short>{'|'.join(re.escape(one) for one in sorted(_SHORTS, key=len, reverse=True))})(?![a-z])"
    r"(?:[\s,.]*(?:\(?(?P<year>1[5-9]\d\d|20\d\d)(?!\d)\)?|'?(?P<yy>\d\d)(?![\da-z(])))?"
)
