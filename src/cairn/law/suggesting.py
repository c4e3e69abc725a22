"""What somebody may mean who types an offence in words: offered, with what would follow, and never taken for granted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from pathlib import Path

import msgspec

from cairn import toml
from cairn.law.acts import clean, spellings
from cairn.law.facts import ENGLAND_AND_WALES, JURISDICTIONS
from cairn.law.offences import Found, find
from cairn.law.references import parse, split_verb
from cairn.law.rulebook import rule_set

_MOST = 8
# Another jurisdiction's answers, after those of England and Wales.
_MOST_ELSEWHERE = 3
# Likeness takes time by the letter, and no everyday name is longer.
_LONGEST = 120
# A title this like one of the Acts may be meant for it.
_LIKE = 0.75
_SECTION = re.compile(
    r"(?<![a-z])(?:ss?|sections?|arts?|articles?)\.?\s?(?P<number>\d{1,3}[a-z]{0,2})(?![a-z0-9])"
)
# "SOA 2003 9", "Protection of Children Act 1978 1(1)(a)": a number behind a year may be a section.
_BARE = re.compile(r"\d\d[ ,]+(?P<number>\d{1,3}[a-z]{0,2})(?![a-z0-9])")
# A word this like one of a name may be a slip for it; short words are too like each other.
_SLIP, _SHORT = 0.84, 5
_SMALL = frozenset("a an of on the to with and or in by for".split())


class Suggestion(msgspec.Struct, frozen=True):
    """
    What may be meant.

    Parameters
        follows: what a conviction for it would bring, as "Registers: only if the victim was under 18."
    """

    reference: str
    title: str
    follows: str


class _Name(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    says: str
    offences: tuple[str, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: tuple[_Name, ...]


NAMES = toml.read(Path(__file__).with_name("everyday.toml"), _File).name


@lru_cache(maxsize=256)
def suggest(written: str) -> tuple[Suggestion, ...]:
    """
    The offences that may be meant, the likeliest first; none where what was written says which it is.

    An attempt and the like is carried over: "attempted rape" offers "SOA 2003 s.1 (attempt)".
    """
    text = clean(written)[:_LONGEST]
    if not text or is_settled(text):
        return ()
    chosen: dict[str, Suggestion] = {}
    for found in _all(text):
        if found.reference not in chosen:
            chosen[found.reference] = Suggestion(found.reference, _capital(found.title), _follows(found))
    return tuple(chosen.values())[:_MOST]


def is_settled(written: str) -> bool:
    """Whether what was written says which offence it is, listed or not."""
    return rule_set().schedule.recognise(written).kind != "not-recognised"


def _all(text: str) -> Iterator[Found]:
    known = rule_set().schedule.recognise(text)
    for reference in known.near:
        yield from _of(reference)
    verb, rest = split_verb(text)
    for reference in (*_of_like_acts(rest), *_by_name(rest)):
        yield from _of(f"{reference} ({verb})" if verb else reference)
    yield from find(text)[:_MOST]
    for place in JURISDICTIONS:
        if place != ENGLAND_AND_WALES:
            yield from find(text, place)[:_MOST_ELSEWHERE]


def _of(reference: str) -> tuple[Found, ...]:
    """The offence in the first of the jurisdictions that has it."""
    places = sorted(JURISDICTIONS, key=lambda place: place != ENGLAND_AND_WALES)
    return next((found for place in places if (found := find(reference, place))), ())


def _of_like_acts(text: str) -> list[str]:
    """The same section of the Acts that are written like what stands there, where a year or a letter slipped."""
    section = _SECTION.search(text) or _BARE.search(text)
    if section is None:
        return []
    rest = f"{text[: section.start()]} {text[section.end() :]}"
    title = " ".join(re.sub(r"\([^a-z]*\w?\)|[\d,._]+", " ", rest).split())
    fits: list[tuple[float, str]] = []
    for place in sorted(JURISDICTIONS, key=lambda place: place != ENGLAND_AND_WALES):
        for offence in rule_set(place).schedule.offences():
            found = parse(offence.reference)
            one = found.provisions[0] if found is not None else None
            if one is None or one.section.partition(".")[2].lower() != section["number"]:
                continue
            like = max((SequenceMatcher(None, title, each).ratio() for each in spellings(one.act)), default=0)
            if like >= _LIKE:
                fits.append((like, offence.reference))
    return [reference for _, reference in sorted(fits, key=lambda fit: -fit[0])]


def _by_name(text: str) -> Iterator[str]:
    """The offences of the names that stand in a text, of the longest name first."""
    words = _words(text.replace("-", " ").replace("/", " "))
    fits = [name for name in NAMES if _stand_in(_words(name.says), words)]
    for name in sorted(fits, key=lambda name: -len(_words(name.says))):
        yield from name.offences


def _stand_in(name: frozenset[str], words: frozenset[str]) -> bool:
    """Whether every word of a name is there, or one that may be a slip for it."""
    return all(
        each in words or (len(each) >= _SHORT and bool(get_close_matches(each, words, n=1, cutoff=_SLIP)))
        for each in name
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(text.replace(",", " ").replace(".", " ").split()) - _SMALL


def _follows(found: Found) -> str:
    listed = found.schedule_3
    if listed is None:
        return "Does not register: it is not listed in Schedule 3."
    if not listed.on:
        return "A person must decide whether it registers."
    return f"Registers: {listed.condition[:1].lower()}{listed.condition[1:]}"


def _capital(title: str) -> str:
    return f"{title[:1].upper()}{title[1:]}"
