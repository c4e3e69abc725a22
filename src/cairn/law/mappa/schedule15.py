"""
Schedule 15 of the Criminal Justice Act 2003, and what s.327 adds to it: which offences bring MAPPA.

The rows are data (schedule-15.toml). A row that was remembered and not read is used, and says so.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from cairn.errors import BadInput
from cairn.law import references
from cairn.law.facts import Conviction
from cairn.law.parameters import STATUSES

Part = Literal["violent", "sexual", "terrorism", "schedule-19za", "murder", "section-327"]
_PART_KEYS = {"title", "cite", "source", "inchoate", "offences"}
_INCHOATE_KEYS = {"cite", "verbs"}
_NEEDED = {"para", "reference", "title"}
_KEYS = {*_NEEDED, "from", "to", "status", "source", "requires", "note", "known_as"}


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


class Inchoate(msgspec.Struct, frozen=True):
    """The paragraph that lists attempts and the like, and how they are written in brackets."""

    cite: str
    verbs: tuple[str, ...]


class Schedule15:
    """The offences, looked up by how they are written."""

    def __init__(self, rows: tuple[Listed, ...], inchoate: Mapping[Part, Inchoate]) -> None:
        self.rows = rows
        self._inchoate = inchoate
        self._by_reference = {references.normal(row.reference): row for row in rows}
        self.lookup = lru_cache(maxsize=4096)(self._lookup)

    def _lookup(self, offence: str) -> Listed | None:
        """
        The row that lists an offence, or an attempt and the like at it; None where none does.

        Parameters
            offence: as "Offences against the Person Act 1861 s.18 (attempt)".
        """
        forms, verb = references.forms(offence)
        row = next((self._by_reference[form] for form in forms if form in self._by_reference), None)
        if row is None or not verb:
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
    try:
        parts = tomllib.loads(text)["parts"]
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{name} is not TOML: {error}") from error
    rows: dict[str, Listed] = {}
    inchoate: dict[Part, Inchoate] = {}
    for part, body in parts.items():
        where = f"{name}: {part}"
        if part not in get_args(Part):
            raise BadInput(f"{where}: there is no such part. Parts: {', '.join(get_args(Part))}.", field=part)
        _keys(body, _PART_KEYS, _PART_KEYS, where)
        _keys(body["inchoate"], _INCHOATE_KEYS, _INCHOATE_KEYS, f"{where} inchoate")
        inchoate[part] = Inchoate(body["inchoate"]["cite"], tuple(body["inchoate"]["verbs"]))
        for row in body["offences"]:
            listed = _listed(part, body, row, f"{where}: {row.get('reference', '?')}")
            key = references.normal(listed.reference)
            if key in rows:
                raise BadInput(f"{where}: {listed.reference} is listed twice.", field="reference")
            rows[key] = listed
    return Schedule15(tuple(rows.values()), inchoate)


def _listed(part: Part, body: dict[str, Any], row: dict[str, Any], where: str) -> Listed:
    _keys(row, _KEYS, _NEEDED, where)
    status = row.get("status", "verified")
    if status not in STATUSES:
        raise BadInput(f"{where}: status must be one of {', '.join(STATUSES)}.", field="status")
    requires = row.get("requires", {})
    _keys(requires, {"victim_under"}, set(), f"{where} requires")
    return Listed(
        part=part,
        part_title=body["title"],
        para=row["para"],
        reference=row["reference"],
        title=row["title"],
        citation=body["cite"].format(row["para"]),
        status=status,
        source=row.get("source", body["source"]),
        since=row.get("from"),
        to=row.get("to"),
        victim_under=requires.get("victim_under"),
        note=row.get("note", ""),
        known_as=tuple(row.get("known_as", ())),
    )


def _keys(row: dict[str, Any], allowed: set[str], needed: set[str], where: str) -> None:
    for key in sorted(row.keys() - allowed):
        raise BadInput(f"{where}: unknown key “{key}”. Allowed: {', '.join(sorted(allowed))}.", field=key)
    for key in sorted(needed - row.keys()):
        raise BadInput(f"{where}: {key} is missing.", field=key)


SCHEDULE_15 = load(Path(__file__).with_name("schedule-15.toml"))
