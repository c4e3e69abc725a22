"""An action page filled in and sent as a browser does it: by what stands in the page, not by its form."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from html.parser import HTMLParser
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cairn.dates import today
from cairn.web.actions.note import FIELD

WORDS = "Words that nobody else typed"


@dataclass
class Sheet:
    """The fields of one form: each name with the values that it offers, those chosen already, and its kind."""

    kinds: dict[str, str] = field(default_factory=dict)
    chosen: dict[str, list[str]] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, kind: str, value: str, *, chosen: bool) -> None:
        self.kinds.setdefault(name, kind)
        self.offered.setdefault(name, []).append(value)
        if chosen and value:
            self.chosen.setdefault(name, []).append(value)

    @property
    def boxes(self) -> list[str]:
        """The boxes for more than a line."""
        return [name for name, kind in self.kinds.items() if kind == "textarea"]


class _Reader(HTMLParser):
    """Reads every form of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.sheets: list[Sheet] = []
        self._select, self._box, self._words = "", "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.sheets.append(Sheet())
        if not self.sheets:
            return
        sheet, name = self.sheets[-1], given.get("name", "")
        if tag == "input" and name:
            kind = "number" if given.get("inputmode") == "numeric" else given.get("type", "text")
            told = given.get("value", "")
            on = "checked" in given if kind in {"radio", "checkbox"} else bool(told)
            sheet.add(name, kind, told, chosen=on)
        elif tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            sheet.add(self._select, "select", given.get("value", ""), chosen="selected" in given)
        elif tag == "textarea":
            self._box, self._words = name, ""

    def handle_data(self, data: str) -> None:
        if self._box:
            self._words += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
        elif tag == "textarea" and self._box:
            words = self._words.removeprefix("\r").removeprefix("\n")
            self.sheets[-1].add(self._box, "textarea", words, chosen=bool(words.strip()))
            self._box = ""


def sheets_of(html: str) -> list[Sheet]:
    """Every form of the page."""
    reader = _Reader()
    reader.feed(html)
    return reader.sheets


def sheet_of(html: str) -> Sheet:
    """The page's one form that carries its note."""
    noted = [sheet for sheet in sheets_of(html) if FIELD in sheet.kinds]
    assert len(noted) == 1, f"{len(noted)} forms with a note"
    return noted[0]


def filled(sheet: Sheet, given: Mapping[str, Any], *, day: date | None = None) -> dict[str, Any]:
    """
    What a browser sends of it when somebody fills in everything: what stands there stays, of choices the first that
    says something, words in the boxes, the day today.

    Parameters
        given: by field, what is typed instead; None leaves it out.
        day: instead of today.
    """
    on, typed = day or today(), {}
    for name, kind in sheet.kinds.items():
        typed[name] = sheet.chosen.get(name) or _typed(name, kind, sheet.offered[name], on)
    return {name: value for name, value in (typed | dict(given)).items() if value not in (None, [])}


# Lines that take a shape and not any words, by how the name of their field ends.
_SHAPES = {
    "offence": "SOA 2003 s.9",
    "postcode": "ZZ99 3WZ",
    "uprn": "100012345678",
    "told_clock": "09:30",
    "value": "07700 900123",
}
_NUMBERS = ("age", "years", "months", "weeks", "days")
_BY_KIND: dict[str, str] = {"textarea": WORDS, "text": WORDS, "email": "nobody@example.test", "number": "1"}


def _typed(name: str, kind: str, offered: list[str], on: date) -> Any:
    part = re.split("[-_]", name)[-1]
    if part in {"day", "month", "year"}:
        return str(getattr(on, part))
    if kind in {"radio", "select"}:
        return next((value for value in offered if value), "")
    if kind == "checkbox":
        return offered[0] if len(offered) > 1 else None
    if kind == "file":
        return _picture()
    return _SHAPES.get(name) or ("1" if part in _NUMBERS else _BY_KIND.get(kind, ""))


def _picture() -> SimpleUploadedFile:
    kept = io.BytesIO()
    Image.new("RGB", (8, 8), "grey").save(kept, format="PNG")
    return SimpleUploadedFile("face.png", kept.getvalue(), content_type="image/png")
