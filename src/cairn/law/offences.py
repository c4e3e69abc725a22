"""
Offences by everyday name, over Schedule 3 of the SOA 2003 and Schedule 15 of the CJA 2003 together.

Schedule 3 says what registers, Schedule 15 what can bring MAPPA category 2 or 4. An offence in both is one
answer. Schedule 15 is law for England and Wales and is looked up only there.
"""

from __future__ import annotations

import re
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal

import msgspec

from cairn.law import references
from cairn.law.acts import clean
from cairn.law.facts import ENGLAND_AND_WALES, JURISDICTIONS
from cairn.law.mappa.schedule15 import SCHEDULE_15, Listed
from cairn.law.recognising import Recogniser, Recognition
from cairn.law.rulebook import rule_set
from cairn.law.schedule_3.schedule3 import INCHOATE
from cairn.law.schedule_3.schedule_file import Paragraph
from cairn.law.schedule_words import condition_in_words

Match = Literal["exact", "prefix", "words", "close"]
_MATCHES: tuple[Match, ...] = ("exact", "prefix", "words", "close")

_MOST = 25  # answers shown; a word such as "child" is in fifty titles
_CLOSE = 0.8
_ATTEMPT = re.compile(r"^(?:(?P<attempt>attempt(?:ed|ing)?(?: to)?)|(?P<conspiracy>conspir(?:acy|ing) to)) ")
_YEAR = re.compile(r"\b(?:18|19|20)\d\d\b")
_STOP = frozenset("a an and any as at by etc for from in into is it of on or the to with was were".split())
_ENDINGS = ("ings", "ing", "ies", "ied", "ers", "ed", "er", "es", "s", "y", "e")


class InSchedule3(msgspec.Struct, frozen=True, kw_only=True):
    """What Schedule 3 says of an offence: a row that is off (`on` False) registers nobody."""

    para: str
    citation: str
    condition: str
    on: bool
    verified: bool


class InSchedule15(msgspec.Struct, frozen=True, kw_only=True):
    """What Schedule 15, or s.327, says of an offence; `note` says what is near it and not listed."""

    part: str
    para: str
    citation: str
    verified: bool
    note: str = ""


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """
    One offence.

    Parameters
        reference: as a conviction records it, with an attempt or a conspiracy in brackets.
        match: how well the words fit: exact before prefix before words before close.
    """

    reference: str
    title: str
    match: Match
    schedule_3: InSchedule3 | None = None
    schedule_15: InSchedule15 | None = None
    known_as: tuple[str, ...] = ()

    @property
    def citation(self) -> str:
        """Every provision that lists it."""
        listed = (self.schedule_3, self.schedule_15)
        return "; ".join(each.citation for each in listed if each is not None)


class _Entry(msgspec.Struct, frozen=True):
    found: Found
    names: tuple[str, ...]
    tokens: frozenset[str]
    year: int  # of the Act; the common law is of today


def find(words: str, jurisdiction: str = ENGLAND_AND_WALES) -> tuple[Found, ...]:
    """
    Offences whose reference, title or everyday name fits, the best first; always in the same order.

    What names an Act and a section is that offence or, if nothing lists it, none. Otherwise word order, plurals and
    small slips do not matter. "Attempted" or "conspiracy to" before a name finds
    the offence itself and writes it in brackets.

    Raises
        BadInput: there are no rules for that jurisdiction.
    """
    known = _recogniser(jurisdiction).recognise(words)
    if known.kind == "listed" and known.row is not None:
        return (_as_written(known),)
    if known.kind == "not-listed":
        return ()
    if known.near:
        rows = (_recogniser(jurisdiction).recognise(each) for each in known.near)
        return tuple(_as_written(each) for each in rows)
    entries = _entries(jurisdiction)
    asked = _plain(words)
    if not asked:
        return ()
    found = _search(asked, entries)
    tried = _ATTEMPT.match(asked)
    if tried is not None and not any(each.match in {"exact", "prefix"} for each in found):
        verb = "attempt" if tried["attempt"] else "conspiracy"
        found = tuple(_inchoate(each, verb) for each in _search(asked[tried.end() :], entries))
    return found[:_MOST]


@lru_cache(maxsize=4096)
def title_of(written: str, jurisdiction: str = ENGLAND_AND_WALES) -> str:
    """
    What an offence is called, however a conviction records it: "Sexual activity with a child" of "SOA 2003 s.9".

    Empty where neither schedule lists it.

    Raises
        BadInput: there are no rules for that jurisdiction.
    """
    known = _everywhere(jurisdiction).recognise(written)
    if known.kind != "listed" or known.row is None:
        return ""
    title = known.row.title
    return f"{title[:1].upper()}{title[1:]}"


def in_words(written: str, jurisdiction: str = ENGLAND_AND_WALES) -> str:
    """
    An offence by its name, as every page shows it: "Sexual activity with a child, SOA 2003 s.9 (attempt)".

    One that neither schedule lists, or that is not recognised, is as it was recorded.
    """
    title = title_of(written, jurisdiction)
    return with_title(title, _everywhere(jurisdiction).recognise(written).reference) if title else written


def with_title(title: str, reference: str) -> str:
    """The two side by side; an offence at common law is its own title."""
    return reference if "common law" in reference.lower() else f"{title}, {reference}"


@lru_cache(maxsize=8)
def _recogniser(jurisdiction: str) -> Recogniser[Found]:
    return _of(_entries(jurisdiction))


@lru_cache(maxsize=8)
def _everywhere(jurisdiction: str) -> Recogniser[Found]:
    """The offences of a jurisdiction, and after them those of the others."""
    places = sorted(JURISDICTIONS, key=lambda place: place != jurisdiction)
    return _of(tuple(entry for place in places for entry in _entries(place)))


def _of(entries: tuple[_Entry, ...]) -> Recogniser[Found]:
    offences = ((entry.found.reference, entry.found) for entry in entries)
    return Recogniser(offences, verbs=(*INCHOATE, *SCHEDULE_15.verbs))


def _as_written(known: Recognition[Found]) -> Found:
    """The offence of a list with the subsections, or the attempt, that were written."""
    assert known.row is not None  # noqa: S101  of an offence that is listed
    found = references.parse(known.reference)
    verb = found.verb if found is not None else ""
    if verb:
        return _inchoate(known.row, verb, known.reference)
    return msgspec.structs.replace(known.row, reference=known.reference)


def _inchoate(found: Found, verb: str, written: str = "") -> Found:
    reference = written or f"{found.reference} ({verb})"
    listed = SCHEDULE_15.lookup(reference) if found.schedule_15 is not None else None
    return msgspec.structs.replace(
        found, reference=reference, title=f"{found.title} ({verb})", schedule_15=_in_15(listed)
    )


def _search(asked: str, entries: tuple[_Entry, ...]) -> tuple[Found, ...]:
    tokens = _tokens(asked)
    fits: list[tuple[int, float, _Entry]] = []
    for entry in entries:
        if asked in entry.names:
            fits.append((0, -_likeness(asked, entry), entry))
        elif any(name.startswith(asked) for name in entry.names):
            fits.append((1, -_likeness(asked, entry), entry))
        elif tokens and tokens <= entry.tokens:
            fits.append((2, -len(tokens) / len(entry.tokens), entry))
    if not fits and tokens:
        for entry in entries:
            closeness = _closeness(tokens, entry.tokens)
            if closeness >= _CLOSE:
                fits.append((3, -closeness, entry))
    # Of two alike, the one with the likeliest name; of two with one name, the law of today.
    fits.sort(key=lambda fit: (*fit[:2], -max(_ratio(asked, name) for name in fit[2].names), -fit[2].year))
    return tuple(msgspec.structs.replace(entry.found, match=_MATCHES[rank]) for rank, _, entry in fits)


def _likeness(asked: str, entry: _Entry) -> float:
    """Of the title: the everyday names of a row of Schedule 3 belong to all its sections alike."""
    return _ratio(asked, _plain(entry.found.title))


def _closeness(asked: frozenset[str], known: frozenset[str]) -> float:
    """The worst of the best likeness of each word asked; nothing where one word is like none."""
    return min(max(_ratio(word, other) for other in known) for word in asked)


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other).ratio()


def _plain(words: str) -> str:
    """Lower case, one form of each reference, no punctuation but that of a section number."""
    text = references.tidy(clean(words).replace("'s ", "s ").replace("-", " "))
    return " ".join(re.sub(r"[^a-z0-9.()& ]", " ", text).split())


def _tokens(plain: str) -> frozenset[str]:
    words = (word.strip(".()") for word in plain.split())
    return frozenset(_stem(word) for word in words if word and word not in _STOP)


def _stem(word: str) -> str:
    """The word without its ending, so that "stalker", "stalking" and "stalked" are one."""
    if any(letter.isdigit() for letter in word):
        return word
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


@lru_cache(maxsize=8)
def _entries(jurisdiction: str) -> tuple[_Entry, ...]:
    rules = rule_set(jurisdiction)
    here_15 = jurisdiction == ENGLAND_AND_WALES
    found: dict[str, _Entry] = {}
    for row in rules.schedule.paragraphs:
        for reference in row.offences:
            listed = SCHEDULE_15.lookup(reference) if here_15 else None
            found[references.normal(reference)] = _entry(reference, row, listed, cautions=rules.cautions)
    for other in SCHEDULE_15.rows if here_15 else ():
        key = references.normal(other.reference)
        if key not in found:
            found[key] = _entry(other.reference, None, other, cautions=rules.cautions)
    return tuple(found.values())


def _entry(reference: str, row: Paragraph | None, listed: Listed | None, *, cautions: bool) -> _Entry:
    everyday = (*(row.known_as if row else ()), *(listed.known_as if listed else ()))
    known_as = tuple(dict.fromkeys(everyday))
    title = _title(row, listed)
    names = tuple(dict.fromkeys(_plain(name) for name in (reference, title, *known_as)))
    found = Found(
        reference=reference,
        title=title,
        match="exact",
        schedule_3=_in_3(row, cautions=cautions),
        schedule_15=_in_15(listed),
        known_as=known_as,
    )
    year = _YEAR.search(reference)
    tokens = frozenset[str]().union(*(_tokens(name) for name in names))
    return _Entry(found, names, tokens, int(year[0]) if year else date.max.year)


def _title(row: Paragraph | None, listed: Listed | None) -> str:
    """Schedule 15 has a title for every section; a row of Schedule 3 may have one for several."""
    if listed is not None and (row is None or len(row.offences) > 1):
        return listed.title
    return row.title if row is not None else ""


def _in_3(row: Paragraph | None, *, cautions: bool) -> InSchedule3 | None:
    if row is None:
        return None
    return InSchedule3(
        para=row.para,
        citation=row.citation,
        condition=condition_in_words(row, cautions=cautions),
        on=row.on,
        verified=row.status != "unverified",
    )


def _in_15(listed: Listed | None) -> InSchedule15 | None:
    if listed is None:
        return None
    return InSchedule15(
        part=listed.part_title,
        para=listed.para,
        citation=listed.citation,
        verified=listed.verified,
        note=listed.note,
    )
