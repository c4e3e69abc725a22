"""What somebody may mean who types an offence in words: offered, with what would follow, and never taken for granted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import msgspec

from cairn import toml
from cairn.law.acts import clean
from cairn.law.facts import ENGLAND_AND_WALES, JURISDICTIONS
from cairn.law.offences import Found, find
from cairn.law.references import split_verb
from cairn.law.rulebook import rule_set

_MOST = 8
# Another jurisdiction's answers, after those of England and Wales.
_MOST_ELSEWHERE = 3
# Likeness takes time by the letter, and no everyday name is longer.
_LONGEST = 120
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
    for reference in _by_name(rest):
        yield from _of(f"{reference} ({verb})" if verb else reference)
    yield from find(text)[:_MOST]
    for place in JURISDICTIONS:
        if place != ENGLAND_AND_WALES:
            yield from find(text, place)[:_MOST_ELSEWHERE]


def _of(reference: str) -> tuple[Found, ...]:
    """The offence in the first of the jurisdictions that has it."""
    places = sorted(JURISDICTIONS, key=lambda place: place != ENGLAND_AND_WALES)
    return next((found for place in places if (found := find(reference, place))), ())


def _by_name(text: str) -> Iterator[str]:
    """The offences of the names that stand in a text, of the longest name first."""
    words = _words(text)
    fits = [name for name in NAMES if _words(name.says) <= words]
    for name in sorted(fits, key=lambda name: -len(_words(name.says))):
        yield from name.offences


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
