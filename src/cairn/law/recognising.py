"""What an offence is, as somebody wrote it, in a list of offences: listed, listed nowhere, or not recognised."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Generic, Literal, TypeVar

import msgspec

from cairn.errors import BadInput
from cairn.law.acts import clean
from cairn.law.references import Provision, Reference, is_certain, narrower, parse

T = TypeVar("T")

Kind = Literal["listed", "not-listed", "not-recognised"]

# Whoever broke an order that was made for an offence was not convicted of that offence by it.
_BREACH = frozenset({"breach", "breaches", "breached", "breaching"})
# Nor was whoever helped the offender afterwards, threatened it, or did not notify.
_ANOTHER = re.compile(
    r"\bassist\w* (?:(?:an|the) )?offender|\bpervert\w* (?:the )?course of|\bthreat\w* to commit\b"
    r"|\bfail\w* to (?:comply|notify|register)\b"
)
_LETTER = re.compile(r"\((?P<letter>[a-z])\)")


class Match(msgspec.Struct, Generic[T], frozen=True):
    """
    An offence of a list.

    Parameters
        reference: the offence with the subsections that were written: "SOA 2003 s.9(1)".
    """

    listed: str
    reference: str
    row: T


class Offences(Generic[T]):
    """
    Offences of a list, looked up by how they are written.

    A row may say more than a section: "Theft Act 1968 s.9 with intent to rape" is found where those words stand
    too, in any order, and is not meant where they do not. Of two rows of one offence the first counts.

    Raises
        BadInput: a row that cannot be read.
    """

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        self._rows: dict[str, list[tuple[tuple[str, ...], str, T]]] = {}
        for listed, row in rows:
            found = parse(listed)
            if found is None or len(found.provisions) > 1:
                raise BadInput(
                    f"{listed} is not one Act and section, or is of an Act that acts.toml has not."
                )
            one = found.provisions[0]
            key = f"{one.base}{one.chains[0] if one.chains else ''}".lower()
            self._rows.setdefault(key, []).append((found.words, listed, row))

    def find(self, found: Reference) -> tuple[Match[T], ...]:
        """Every offence of the list that a reference is of; the rows are different ones."""
        matches: dict[str, Match[T]] = {}
        for one in found.provisions:
            for chain in one.chains or ("",):
                match = self._one(one, chain, found.words)
                if match is not None:
                    matches.setdefault(match.listed, match)
        return tuple(matches.values())

    def near(self, found: Reference) -> tuple[str, ...]:
        """What the list has of the same sections, where a reference does not say which of it is meant."""
        bases = [one.base.lower() for one in found.provisions if not one.chains and one.section]
        near = (
            listed
            for key, rows in self._rows.items()
            if any(key == base or key.startswith(f"{base}(") for base in bases)
            for _, listed, _ in rows
        )
        return tuple(dict.fromkeys(near))

    def lettered(self, found: Reference) -> tuple[str, ...]:
        """What the list has of the section with a letter, where that stands in brackets: 15A for "s.15(A)"."""
        bases = [
            f"{one.base}{letter['letter']}".lower()
            for one in found.provisions
            for chain in one.chains[:1]
            if (letter := _LETTER.match(chain))
        ]
        near = (
            listed
            for key, rows in self._rows.items()
            if any(key == base or key.startswith(f"{base}(") for base in bases)
            for _, listed, _ in rows
        )
        return tuple(dict.fromkeys(near)) if bases else ()

    def _one(self, one: Provision, chain: str, words: tuple[str, ...]) -> Match[T] | None:
        for part in narrower(chain):
            rows = self._rows.get(f"{one.base}{part}".lower(), ())
            fits = [row for row in rows if self._fits(row[0], words, exactly=not one.section)]
            if fits:
                said, listed, row = max(fits, key=lambda fit: len(fit[0]))
                return Match(listed, listed if said else one.written, row)
        return None

    def _fits(self, said: tuple[str, ...], words: tuple[str, ...], *, exactly: bool) -> bool:
        return sorted(said) == sorted(words) if exactly else set(said) <= set(words)


class Recognition(msgspec.Struct, Generic[T], frozen=True):
    """
    What an offence is, as somebody wrote it.

    Parameters
        kind: listed; not-listed, for certain; not-recognised: what was written does not say, which is never a no.
        reference: the offence as this project writes it, if listed; otherwise what was written.
        row: what lists it, or may list it, or takes any other offence.
        near: what is listed of the same section, or of several, where what was written does not say which.
    """

    kind: Kind
    reference: str
    row: T | None = None
    near: tuple[str, ...] = ()


class Recogniser(Generic[T]):
    """
    A list of offences.

    Parameters
        listed: each offence, as this project writes it, with its row.
        unclear: references that do not say enough, with the row that may be meant.
        any_other: the row that takes every offence that no other row lists.
        verbs: of the attempts and the like that count as the offence.
    """

    def __init__(
        self,
        listed: Iterable[tuple[str, T]],
        *,
        unclear: Iterable[tuple[str, T]] = (),
        any_other: T | None = None,
        verbs: Sequence[str] = (),
    ) -> None:
        self._listed = Offences(listed)
        self._unclear = Offences(unclear)
        self._any_other = any_other
        self._verbs = frozenset({"", *verbs})

    def recognise(self, written: str) -> Recognition[T]:
        """
        An Act and a section that is not in the list is listed nowhere, for certain; no other is put in its place.

        What says less is not recognised: words alone, an Act without a section, a section of which only some
        subsections are listed, several listed offences at once, a letter in brackets that may be the section's own.
        """
        other = self._any_other if written.strip() else None
        found = parse(written)
        if found is None:
            return Recognition("not-recognised", written, other)
        matches = self._listed.find(found)
        doubtful = found.verb not in self._verbs or not _BREACH.isdisjoint(found.words)
        doubtful = doubtful or (bool(matches) and _ANOTHER.search(clean(written)) is not None)
        lettered = self._listed.lettered(found)
        if lettered:
            either = (*(one.listed for one in matches), *lettered)
            return Recognition("not-recognised", written, other, either)
        if len(matches) > 1 or (matches and doubtful):
            return Recognition("not-recognised", written, other, tuple(one.listed for one in matches))
        if matches:
            reference = f"{matches[0].reference} ({found.verb})" if found.verb else matches[0].reference
            return Recognition("listed", reference, matches[0].row)
        near = self._listed.near(found)
        if near:
            unclear = self._unclear.find(found)
            return Recognition("not-recognised", written, unclear[0].row if unclear else other, near)
        return Recognition("not-listed" if is_certain(found) else "not-recognised", written, other)
