"""
What a document says of each character: the character itself, or its name in brackets where no font has it.

An acknowledgement is owed whatever is in a name, so no character may keep a document from being made. Controls,
halves of characters and whatever turns the direction of the text round are named as well: what is read on paper is
what is there.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from cairn.documents.setting.fonts import fonts

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
# They have no picture of their own, and say how the letters beside them are joined, broken or ordered.
_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_JOINERS = frozenset("\u200c\u200d") | _SELECTORS
_UNSEEN = frozenset("\u00ad\u061c\u200b\u200e\u200f\u2060") | _JOINERS
_MARKS = frozenset({"Mn", "Mc", "Me"})
_BLANKS = frozenset("\n ")
# Fonts have pictures of some: controls, what turns the direction, halves of characters, and what is anybody's own.
_NEVER = frozenset({"Cc", "Cf", "Cs", "Co"})


def set_or_named(text: str) -> str:
    """The text as it is set: every character of it itself, or named: "Ana [grinning face]", "[U+0007]"."""
    if text.isascii() and text.isprintable():
        return text
    parts: list[str] = []
    unset: list[str] = []
    for cluster in _clusters(_LINE_ENDS.sub("\n", text).replace("\t", " ")):
        kept, named = _divided(cluster)
        if kept and unset:
            parts.append(_mark(unset))
            unset = []
        parts.append(kept)
        unset.extend(named)
    return "".join([*parts, _mark(unset)] if unset else parts)


def plainly(text: str) -> str:
    """The text with every character beyond ASCII named: readable still, and sure to be set."""
    return re.sub(
        r"[^\n -~]+",
        lambda found: _mark(list(found[0])),
        _LINE_ENDS.sub("\n", text).replace("\t", " "),
    )


def _clusters(text: str) -> Iterator[str]:
    """Each letter with the marks on it: they are set together in one font, or not at all."""
    cluster = ""
    for character in text:
        if cluster and (cluster in _BLANKS or not (_is_mark(character) or character in _JOINERS)):
            yield cluster
            cluster = ""
        cluster += character
    if cluster:
        yield cluster


def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in _MARKS


@lru_cache(maxsize=8192)
def _divided(cluster: str) -> tuple[str, str]:
    """What of a cluster is set, and what is named."""
    seen = [character for character in cluster if character not in _UNSEEN]
    if not seen or cluster in _BLANKS:
        return cluster, ""
    # A mark that stands on nothing cannot be told from dirt on the paper.
    if _is_mark(seen[0]) or unicodedata.category(seen[0]) in _NEVER:
        return "", cluster
    # A letter whose variant is chosen is looked for as it is.
    composes = _SELECTORS.isdisjoint(cluster)
    longest = 0
    for font in fonts():
        if _has_all(font.characters, seen, composes=composes):
            return cluster, ""
        longest = max(longest, _beginning(font.characters, cluster))
    return cluster[:longest], cluster[longest:]


def _beginning(characters: frozenset[int], cluster: str) -> int:
    """How much of the beginning of a cluster the font has, the letter itself included."""
    lacking = (
        place for place, each in enumerate(cluster) if not (each in _UNSEEN or ord(each) in characters)
    )
    held = next(lacking, len(cluster))
    return 0 if _UNSEEN.issuperset(cluster[:held]) else held


def _has_all(characters: frozenset[int], seen: list[str], *, composes: bool) -> bool:
    """Whether the font has the letter and its marks, or the two in one, as the setter looks for them."""
    text = "".join(seen)
    forms = {text}
    if composes:
        forms |= {unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)}
    return any(all(ord(each) in characters for each in form) for form in forms)


def _mark(unset: list[str]) -> str:
    return f"[{', '.join(_name(character) for character in unset)}]"


def _name(character: str) -> str:
    """As Unicode names it, in small letters; its number where the name says no more than that."""
    code = f"{ord(character):04X}"
    name = unicodedata.name(character, "")
    return f"U+{code}" if not name or name.endswith(code) else name.lower()
