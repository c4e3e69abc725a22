"""
Identity numbers in the right form, each used once in a register, some with the errors that legacy data has.

They follow the published check-letter rule, so any of them could be a real person's number: that is why
the synthetic register must never lie beside a real one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cairn.demo.chance import Chance
from cairn.record.identity.identifiers import check_letter
from cairn.record.identity.models import IdentifierKind

_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Number:
    """An identity number as somebody typed it, and where it came from."""

    kind: IdentifierKind
    raw: str
    source: str


def numbers(chance: Chance, index: int, *, first_seen: date, imprisoned: bool) -> Iterator[Number]:
    """
    The numbers of the person with this index.

    A serial is the index times a number prime to its range, so that no two people share one.
    """
    year = first_seen.year % 100
    if chance.happens(0.95):
        yield Number(IdentifierKind.PNC, _pnc(chance, index, first_seen.year), "PNC")
    if chance.happens(0.8):
        serial = f"{(index * 7_919 + 1) % 1_000_000:06d}"
        yield Number(IdentifierKind.CRO, f"{serial}/{year:02d}{check_letter(f'{year:02d}{serial}')}", "PNC")
    if imprisoned:
        yield Number(IdentifierKind.NOMS, _noms(index), "Prison")
    if chance.happens(0.75):
        yield Number(IdentifierKind.CRN, f"X{(index * 7_919 + 13) % 1_000_000:06d}", "Probation")
    if chance.happens(0.85):
        yield Number(IdentifierKind.NINO, _nino(chance, index), "Told by the person")


def _pnc(chance: Chance, index: int, year: int) -> str:
    serial = f"{(index * 104_729 + 11) % 10_000_000:07d}"
    letter = check_letter(f"{year % 100:02d}{serial}")
    if chance.happens(0.03):
        return f"{year}/{serial}{'B' if letter != 'B' else 'D'}"  # the wrong letter
    if chance.happens(0.01):
        return f"{year}/{serial}"  # the letter was left out
    return f"{year % 100:02d}/{int(serial)}{letter}" if chance.happens(0.3) else f"{year}/{serial}{letter}"


def _noms(index: int) -> str:
    rest, digits = divmod((index * 7_919 + 17) % 5_290_000, 10_000)
    first, second = divmod(rest, 23)
    return f"A{digits:04d}{_LETTERS[first]}{_LETTERS[second]}"


def _nino(chance: Chance, index: int) -> str:
    digits = f"{(index * 7_919 + 19) % 1_000_000:06d}"
    number = f"MW{digits}{'ABCD'[index % 4]}"
    if chance.happens(0.1):
        return f"{number[:2]} {digits[:2]} {digits[2:4]} {digits[4:]} {number[-1]}"
    return number
