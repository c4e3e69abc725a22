"""Entries as a CSV file that a spreadsheet opens without running anything in it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from io import StringIO

from cairn.ledger.models import Entry
from cairn.web.audit.entry_lines import EntryLine

HEADINGS = (
    *(
        "entry",
        "at",
        "who",
        "agency",
        "act",
        "kind",
        "in words",
        "record",
        "seen as",
        "reason",
        "request",
        "detail",
    ),
)
# What a spreadsheet takes for the beginning of a formula (OWASP, CSV injection), also in full width.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(value: object) -> str:
    """A cell's text; an apostrophe before what would be read as a formula, whatever blanks come first."""
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) or text.lstrip().startswith(_FORMULA) else text


def csv_of(entries: Sequence[Entry], lines: Iterable[EntryLine]) -> str:
    """Every entry as a row: times in UTC, ids whole, the detail as JSON."""
    text = StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for entry, line in zip(entries, lines, strict=True):
        cells = (
            *(entry.pk, entry.at.isoformat(), line.who, line.agency, entry.act, entry.what, line.what),
            *(entry.nominal_id or "", line.basis, entry.why, entry.request),
            json.dumps(entry.detail, sort_keys=True),
        )
        writer.writerow([harmless(cell) for cell in cells])
    return text.getvalue()
