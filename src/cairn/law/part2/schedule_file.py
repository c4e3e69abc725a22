"""The rows of Schedule 3 as read from their file, with everything unknown refused."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from cairn.errors import BadInput
from cairn.law.facts import Conviction
from cairn.law.parameters import STATUSES
from cairn.law.part2.conditions import Condition, condition

Limbs = tuple[Condition, ...] | None  # None: always
_KEYS = {
    *("para", "offences", "title", "from", "until", "status", "source", "note", "requires", "registers"),
    *("known_as", "unclear", "any_other"),
}
_NEEDED = {"para", "offences", "title", "status", "registers"}
_REQUIRES = {"offender_at_least", "victim_under", "shown_under", "sexual_gratification", "not_all_willing"}
_FLAGS = ("sexual_gratification", "not_all_willing")
_REGISTERS = {"under_18", "otherwise", "convicted_before", "then"}


class Requires(msgspec.Struct, frozen=True, gc=False):
    """Conditions of the offence that must all hold. What is not recorded does not."""

    offender_at_least: int | None = None
    victim_under: int | None = None
    shown_under: int | None = None
    sexual_gratification: bool = False
    not_all_willing: bool = False

    def met(self, age: int, conviction: Conviction) -> bool:
        """Whether they hold for an offender of `age` at the offence."""
        return (
            (self.offender_at_least is None or age >= self.offender_at_least)
            and _under(conviction.victim_age, self.victim_under)
            and _under(conviction.shown_age, self.shown_under)
            and (not self.sexual_gratification or conviction.sexual_gratification is True)
            and (not self.not_all_willing or conviction.all_willing is False)
        )


class Paragraph(msgspec.Struct, frozen=True, gc=False):
    """
    One paragraph of the Schedule.

    Parameters
        since, until: the first and last day of the convictions, findings and cautions it reaches.
        known_as: everyday names, in lower case.
        unclear: references that do not say which of several offences it was.
        any_other: it takes every offence that no other row lists (para.60).
        vague: it was found by one of the unclear references.
    """

    para: str
    offences: tuple[str, ...]
    title: str
    status: str
    requires: Requires
    under_18: Limbs
    otherwise: Limbs
    since: date | None = None
    always_before: date | None = None
    source: str = ""
    note: str = ""
    known_as: tuple[str, ...] = ()
    until: date | None = None
    unclear: tuple[str, ...] = ()
    any_other: bool = False
    vague: bool = False

    def reaches(self, day: date) -> bool:
        """Whether a conviction, finding or caution of that day is one it can reach (s.130(2))."""
        return (self.since is None or day >= self.since) and (self.until is None or day <= self.until)

    @property
    def on(self) -> bool:
        """Whether the row may register anybody: not while it is only remembered, or found by a guess."""
        return self.status != "unverified" and not self.vague

    @property
    def citation(self) -> str:
        """As "SOA 2003 Sch.3 para.18"."""
        return f"SOA 2003 Sch.3 para.{self.para}"

    def limbs(self, convicted: date, age: int) -> Limbs:
        """The limbs for a conviction on that day of somebody of `age` at the offence; None: always."""
        if self.always_before is not None and convicted < self.always_before:
            return None
        return self.under_18 if age < 18 else self.otherwise

    def missing(self, age: int, conviction: Conviction) -> tuple[str, ...]:
        """Fields of the conviction that are not recorded and could bring it in."""
        kinds = {part.kind for limb in self.limbs(conviction.date, age) or () for part in limb.parts}
        wanted = {
            "victim_age": self.requires.victim_under is not None or "victim_under" in kinds,
            "shown_age": self.requires.shown_under is not None or "shown_under" in kinds,
            "intended_victim_age": "intended_victim_under" in kinds,
            "sexual_gratification": self.requires.sexual_gratification,
            "all_willing": self.requires.not_all_willing,
            "parental_household": "parental_household" in kinds,
        }
        return tuple(name for name, asked in wanted.items() if asked and getattr(conviction, name) is None)


def load(path: Path) -> tuple[Paragraph, ...]:
    """
    Read the Schedule.

    Raises
        BadInput: an unknown key or condition, a missing one, or an offence listed twice. Names the
            file and the paragraph.
    """
    return parse(path.read_text(encoding="utf-8"), path.name)


def parse(text: str, name: str) -> tuple[Paragraph, ...]:
    """As `load`, of the text of a file called `name`."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{name} is not TOML: {error}") from error
    _only(document, {"source", "jurisdiction", "paragraph"}, name)
    rows = tuple(
        _paragraph(row, f"{name}: para.{row.get('para', '?')}", document["source"])
        for row in document["paragraph"]
    )
    seen: set[str] = set()
    for row in rows:
        for offence in (*row.offences, *row.unclear):
            if offence in seen:
                raise BadInput(f"{name}: para.{row.para}: {offence} is listed twice.", field="offences")
            seen.add(offence)
    return rows


def _paragraph(row: dict[str, Any], where: str, source: str) -> Paragraph:
    _only(row, _KEYS, where)
    for key in sorted(_NEEDED - row.keys()):
        raise BadInput(f"{where}: {key} is missing.", field=key)
    if row["status"] not in STATUSES:
        raise BadInput(f"{where}: status must be one of {', '.join(STATUSES)}.", field="status")
    requires = row.get("requires", {})
    _only(requires, _REQUIRES, f"{where} requires")
    for key in _FLAGS:
        if requires.get(key, True) is not True:
            raise BadInput(f"{where}: {key} is {requires[key]!r}. It can only be true.", field=key)
    registers = row["registers"]
    if registers == "always":
        registers = {"under_18": "always", "otherwise": "always"}
    _only(registers, _REGISTERS, f"{where} registers")
    if ("convicted_before" in registers) != ("then" in registers) or registers.get(
        "then", "always"
    ) != "always":
        raise BadInput(f'{where}: convicted_before goes with then = "always".', field="then")
    return Paragraph(
        para=str(row["para"]),
        offences=tuple(row["offences"]),
        title=row["title"],
        status=row["status"],
        requires=Requires(**requires),
        under_18=_limbs(registers.get("under_18"), where),
        otherwise=_limbs(registers.get("otherwise"), where),
        since=row.get("from"),
        always_before=registers.get("convicted_before"),
        source=row.get("source", source),
        note=row.get("note", ""),
        known_as=tuple(row.get("known_as", ())),
        until=row.get("until"),
        unclear=tuple(row.get("unclear", ())),
        any_other=row.get("any_other", False),
    )


def _limbs(value: Any, where: str) -> Limbs:
    if value == "always":
        return None
    if not isinstance(value, list) or not value:
        raise BadInput(
            f'{where}: registers is {value!r}. Give "always" or a list of conditions.', field="registers"
        )
    return tuple(condition(row, where) for row in value)


def _only(row: Any, allowed: set[str], where: str) -> None:
    if not isinstance(row, dict):
        raise BadInput(f"{where}: expected a table, not {row!r}.")
    for key in row:
        if key not in allowed:
            raise BadInput(f"{where}: unknown key “{key}”. Allowed: {', '.join(sorted(allowed))}.", field=key)


def _under(age: int | None, limit: int | None) -> bool:
    return limit is None or (age is not None and age < limit)
