"""What an offence is, as somebody wrote it, in a list of offences: listed, listed nowhere, or not recognised."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Generic, Literal, TypeVar

import msgspec

from cairn.law.references import Offences, is_certain, parse

T = TypeVar("T")

Kind = Literal["listed", "not-listed", "not-recognised"]

# Whoever broke an order that was made for an offence was not convicted of that offence by it.
_BREACH = frozenset({"breach", "breaches", "breached", "breaching"})


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
        subsections are listed, several listed offences at once.
        """
        other = self._any_other if written.strip() else None
        found = parse(written)
        if found is None:
            return Recognition("not-recognised", written, other)
        matches = self._listed.find(found)
        doubtful = found.verb not in self._verbs or not _BREACH.isdisjoint(found.words)
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
