"""
Numbers that other systems know a person by: their forms, check letters and canonical spelling.

A failed check warns and never blocks: the national systems themselves hold numbers that fail. Numbers
are compared in their canonical form; what was typed is kept beside it.

Sources: PNC and CRO: CJS Data Standards Catalogue 6, as in HMPPS's person record and prison API;
NOMS number and CRN: HMPPS integration API; National Insurance number: HMRC (NIM39110); UPRN: GeoPlace.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from cairn.dates import today as this_day
from cairn.record.identity.models import IdentifierKind, IdentifierStatus

# 23 letters: I, O and S are never used. The number's remainder by 23 is the letter's place.
_ALPHABET = "ZABCDEFGHJKLMNPQRTUVWXY"

_PNC = re.compile(r"(?P<year>\d{4}|\d{2})/(?P<serial>\d{1,7})(?P<letter>[A-Z])", re.ASCII)
_PNC_LONG = re.compile(r"(?P<year>\d{4})(?P<serial>\d{7})(?P<letter>[A-Z])", re.ASCII)
_PNC_SHORT = re.compile(r"(?P<year>\d{2})(?P<serial>\d{1,7})(?P<letter>[A-Z])", re.ASCII)
_CRO = re.compile(r"(?P<serial>\d{1,6})/(?P<year>\d{2})(?P<letter>[A-Z])", re.ASCII)
_CRO_SMALL_FILE = re.compile(r"SF(?P<year>\d{2})/(?P<serial>\d{1,6})(?P<letter>[A-Z])", re.ASCII)
_NOMS = re.compile(r"[A-Z]\d{4}[A-Z]{2}", re.ASCII)
_CRN = re.compile(r"[A-Z]{1,2}\d{6}", re.ASCII)
_NINO = re.compile(
    r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]", re.ASCII
)
_UPRN = re.compile(r"\d{1,12}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Checked:
    """A number in canonical form, what can be said of it, and a warning to show beside it if any."""

    canonical: str
    status: IdentifierStatus
    warning: str | None = None


def check_letter(number: str) -> str:
    """The letter that belongs to a year and serial, written together as digits."""
    return _ALPHABET[int(number) % 23]


def _malformed(raw: str, form: str) -> Checked:
    canonical = "".join(raw.upper().split())
    warning = f"'{raw}' is not in the usual form: {form}. It is kept as typed."
    return Checked(canonical, IdentifierStatus.MALFORMED, warning)


def _judged(canonical: str, letter: str, expected: str) -> Checked:
    if letter == expected:
        return Checked(canonical, IdentifierStatus.VALID)
    warning = f"{canonical} ends in {letter}; its check letter would be {expected}. Check each digit."
    return Checked(canonical, IdentifierStatus.CHECK_FAILED, warning)


def _pnc(raw: str, as_at: date) -> Checked:
    text = "".join(raw.upper().split())
    found = _PNC.fullmatch(text) or _PNC_LONG.fullmatch(text) or _PNC_SHORT.fullmatch(text)
    if found is None:
        return _malformed(raw, "year, up to 7 digits and a letter, such as 1999/1234567B")
    year, serial, letter = found["year"], found["serial"].zfill(7), found["letter"]
    if len(year) == 2:
        # Two digits up to this year's are of this century.
        year = f"{20 if int(year) <= as_at.year % 100 else 19}{year}"
    return _judged(f"{year}/{serial}{letter}", letter, check_letter(year[2:] + serial))


def _cro(raw: str, as_at: date) -> Checked:
    text = "".join(raw.upper().split())
    if found := _CRO.fullmatch(text):
        serial, year, letter = found["serial"].zfill(6), found["year"], found["letter"]
        return _judged(f"{serial}/{year}{letter}", letter, check_letter(year + serial))
    if found := _CRO_SMALL_FILE.fullmatch(text):
        return _small_file(found["year"], found["serial"], found["letter"])
    return _malformed(raw, "such as 123456/99L, or SF99/12345M for a small file")


def _small_file(year: str, serial: str, letter: str) -> Checked:
    """
    A small-file CRO number. Two published rules differ, so either is enough.

    One pads the serial to 5 digits and allows no more; the other takes it as written, up to 6.
    """
    padded = len(serial) <= 5 and check_letter(year + serial.zfill(5)) == letter
    as_written = check_letter(year + serial) == letter
    canonical = f"SF{year}/{serial.zfill(5) if padded else serial}{letter}"
    if padded and (as_written or len(serial) == 5):
        return Checked(canonical, IdentifierStatus.VALID)
    if padded or as_written:
        warning = (
            f"{canonical} is right by one of the two published rules for small-file numbers (SF variant)."
        )
        return Checked(canonical, IdentifierStatus.VALID, warning)
    return _judged(canonical, letter, check_letter(year + serial.zfill(5)))


def _form_only(pattern: re.Pattern[str], form: str) -> Callable[[str, date], Checked]:
    def checked(raw: str, as_at: date) -> Checked:
        if pattern.fullmatch(raw) is None:
            return _malformed(raw, form)
        return Checked("".join(raw.split()), IdentifierStatus.FORMAT_ONLY)

    return checked


def _uprn(raw: str, as_at: date) -> Checked:
    if _UPRN.fullmatch(raw) is None:
        return _malformed(raw, "1 to 12 digits")
    return Checked(str(int(raw)), IdentifierStatus.FORMAT_ONLY)


_CHECKS: dict[str, Callable[[str, date], Checked]] = {
    IdentifierKind.PNC: _pnc,
    IdentifierKind.CRO: _cro,
    IdentifierKind.NOMS: _form_only(_NOMS, "a letter, 4 digits and 2 letters, such as A1234AA"),
    IdentifierKind.CRN: _form_only(_CRN, "a letter and 6 digits, such as X123456"),
    IdentifierKind.NINO: _form_only(_NINO, "such as AB 12 34 56 C"),
    IdentifierKind.UPRN: _uprn,
}


def check(kind: str, raw: str, *, as_at: date | None = None) -> Checked:
    """
    Check a number against the rules of its kind.

    Case and outer spaces count in the rules for NOMS, CRN, National Insurance and UPRN; `tidied` what a
    person typed first.

    Parameters
        kind: an IdentifierKind.
        as_at: the day by whose year a two-digit PNC year is read; today if not given.

    Raises
        KeyError: no such kind.
    """
    return _CHECKS[kind](raw, as_at or this_day())


def tidied(raw: str) -> str:
    """What a person typed, without outer or doubled spaces, in upper case."""
    return " ".join(raw.upper().split())
