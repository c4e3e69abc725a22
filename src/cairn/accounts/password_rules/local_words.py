"""The words that stand for nothing in a password here: the house's (local_words.toml), and a person's own."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import msgspec

from cairn import toml
from cairn.accounts.models import Team, User

_FILE = Path(__file__).with_name("local_words.toml")
# Shorter ones are in too many honest words.
_SHORTEST = 4
# What people write for letters; "1" is tried as both that it may be.
_DRESS = [str.maketrans("013457@$!", f"o{one}eastasi") for one in "il"]


class LocalWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file's contents."""

    words: tuple[str, ...]
    least_rest: int
    least_guesses_log10: float

    def __post_init__(self) -> None:
        """
        Raises
            ValueError: a word has anything but small letters and digits, or fewer than four.
        """
        if bad := [word for word in self.words if not re.fullmatch(r"[a-z0-9]{4,}", word)]:
            raise ValueError(f"not words of four or more small letters or digits: {', '.join(bad)}.")


@cache
def local_words() -> LocalWords:
    """The words and figures in use; read once."""
    return load()


def load(path: Path = _FILE) -> LocalWords:
    """
    Read and check a file of words.

    Raises
        BadInput: no TOML, something missing, or a word with anything but small letters and digits.
    """
    return toml.read(path, LocalWords)


def words_of(user: User | None) -> list[str]:
    """Local words for this person, the longest first: the file's, and what colleagues call them and where they work."""
    own: list[str] = []
    if user is not None:
        teams = Team.objects.filter(agency_id=user.agency_id).values_list("name", flat=True)
        own = [user.username, user.name, user.email, user.agency.name, *teams]
    words = {*local_words().words, *(word for text in own for word in _words(text))}
    return sorted(words, key=lambda word: (-len(word), word))


def rest_without(password: str, words: Iterable[str]) -> int:
    """How many letters and digits are left of a password without these words, however they are dressed up."""
    return min(_letters_left(password.lower().translate(dress), words) for dress in ({}, *_DRESS))


def _letters_left(text: str, words: Iterable[str]) -> int:
    for word in words:
        text = text.replace(word, " ")
    return sum(letter.isalnum() for letter in text)


def _words(text: str) -> list[str]:
    """The words of a name, and all of them in one: `north police` is `northpolice` too."""
    parts = re.findall(r"\w+", text.lower())
    return [word for word in (*parts, "".join(parts)) if len(word) >= _SHORTEST]
