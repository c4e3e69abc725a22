"""
Schedule 15 of the Criminal Justice Act 2003, and what s.327 adds to it: which offences bring MAPPA.

The rows are data (schedule-15.toml). A row that was remembered and not read is used, and says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

import msgspec

from cairn import toml
from cairn.errors import BadInput
from cairn.law import references
from cairn.law.facts import Conviction
from cairn.law.parameters import Status
from cairn.law.recognising import Offences

Part = Literal["violent", "sexual", "terrorism", "schedule-19za", "murder", "section-327"]


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """
    One offence that brings MAPPA, with its law.

    Parameters
        part: of the Schedule, or where else it is listed.
        since, to: first and last day of the sentence that the listing reaches.
        victim_under: the listing is only of the offence against somebody younger than this.
        note: what is near it and not listed.
    """

    part: Part
    part_title: str
    para: str
    reference: str
    title: str
    citation: str
    status: str
    source: str
    since: date | None = None
    to: date | None = None
    victim_under: int | None = None
    note: str = ""
    known_as: tuple[str, ...] = ()

    @property
    def verified(self) -> bool:
        """Whether it was checked against the statute, or against a twin list (derived)."""
        return self.status != "unverified"

    def reaches(self, conviction: Conviction, passed: date) -> bool:
        """Whether it lists that conviction, sentenced on `passed`. A victim's age not recorded does not."""
        if (self.since is not None and passed < self.since) or (self.to is not None and self.to < passed):
            return False
        age = conviction.victim_age
        return self.victim_under is None or (age is not None and age < self.victim_under)


class Inchoate(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The paragraph that lists attempts and the like, and how they are written in brackets."""

    cite: str
    verbs: tuple[str, ...]


class _Requires(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    victim_under: int | None = None


class _Offence(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    reference: str
    para: str
    title: str
    status: Status = "verified"
    source: str = ""
    since: date | None = msgspec.field(default=None, name="from")
    to: date | None = None
    requires: _Requires = _Requires()
    note: str = ""
    known_as: tuple[str, ...] = ()


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    title: str
    cite: str
    source: str
    inchoate: Inchoate
    offences: tuple[_Offence, ...]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    parts: dict[str, Any]


class Schedule15:
    """The offences, looked up by how they are written."""

    def __init__(self, rows: tuple[Listed, ...], inchoate: Mapping[Part, Inchoate]) -> None:
        self.rows = rows
        self._inchoate = inchoate
        self._by_reference = Offences((row.reference, row) for row in rows)
        self.verbs = tuple(dict.fromkeys(verb for each in inchoate.values() for verb in each.verbs))
        self.lookup = lru_cache(maxsize=4096)(self._lookup)

    def _lookup(self, offence: str) -> Listed | None:
        """
        The row that lists an offence, or an attempt and the like at it; None where none does.

        Parameters
            offence: as "Offences against the Person Act 1861 s.18 (attempt)".
        """
        found = references.parse(offence)
        matches = self._by_reference.find(found) if found is not None else ()
        if found is None or not matches:
            return None
        row, verb = matches[0].row, found.verb
        if not verb:
            return row
        inchoate = self._inchoate[row.part]
        if verb not in inchoate.verbs:
            return None
        return msgspec.structs.replace(
            row, citation=inchoate.cite.format(row.para), title=f"{row.title} ({verb})"
        )


def load(path: Path) -> Schedule15:
    """
    Read the Schedule.

    Raises
        BadInput: an unknown or missing key or part, or an offence listed twice. Names file and offence.
    """
    return parse(path.read_text(encoding="utf-8"), path.name)


def parse(text: str, name: str) -> Schedule15:
    """As `load`, of the text of a file called `name`."""
    rows: dict[str, Listed] = {}
    inchoate: dict[Part, Inchoate] = {}
    for key, body in toml.parse(text, name, _File).parts.items():
        where = f"{name}: {key}"
        if key not in get_args(Part):
            raise BadInput(f"{where}: there is no such part. Parts: {', '.join(get_args(Part))}.", field=key)
        part = cast("Part", key)
        written = toml.typed(body, where, _Part)
        inchoate[part] = written.inchoate
        for row in written.offences:
            reference = references.normal(row.reference)
            if reference in rows:
                raise BadInput(f"{where}: {row.reference} is listed twice.", field="reference")
            rows[reference] = _listed(part, written, row)
    return Schedule15(tuple(rows.values()), inchoate)


def _listed(part: Part, written: _Part, row: _Offence) -> Listed:
    return Listed(
        part=part,
        part_title=written.title,
        para=row.para,
        reference=row.reference,
        title=row.title,
        citation=written.cite.format(row.para),
        status=row.status,
        source=row.source or written.source,
        since=row.since,
        to=row.to,
        victim_under=row.requires.victim_under,
        note=row.note,
        known_as=row.known_as,
    )


SCHEDULE_15 = load(Path(__file__).with_name("schedule-15.toml"))
