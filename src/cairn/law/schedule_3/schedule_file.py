"""The rows of Schedule 3 as read from their file, with everything unknown refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any, Literal

import msgspec

from cairn import toml
from cairn.errors import BadInput
from cairn.law.facts import Conviction
from cairn.law.parameters import Status
from cairn.law.schedule_3.conditions import DETERMINATIONS, Condition, condition

Limbs = tuple[Condition, ...] | None  # None: always


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
        unread: no source gives its condition, so it cannot be switched on.
        asks: fields of the conviction that a condition reads, and `ages` ages of the offender at the offence.
        asks_community, asks_determination: a limb is a community sentence, or a court's determination.
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
    unread: bool = False
    asks: tuple[str, ...] = ()
    ages: tuple[int, ...] = ()
    asks_community: bool = False
    asks_determination: bool = False

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


class _Requires(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    offender_at_least: int | None = None
    victim_under: int | None = None
    shown_under: int | None = None
    sexual_gratification: bool | None = None
    not_all_willing: bool | None = None

    def __post_init__(self) -> None:
        """
        Raises
            ValueError: a condition that is not asked; it is left out instead.
        """
        for name in ("sexual_gratification", "not_all_willing"):
            if getattr(self, name) is False:
                raise ValueError(f"{name} is false. It can only be true.")


class _Registers(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    under_18: Any = None
    otherwise: Any = None
    convicted_before: date | None = None
    then: Literal["always"] | None = None

    def __post_init__(self) -> None:
        """
        Raises
            ValueError: a day without what holds before it, or the reverse.
        """
        if (self.convicted_before is None) != (self.then is None):
            raise ValueError('convicted_before goes with then = "always".')


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    para: str | int
    offences: tuple[str, ...]
    title: str
    status: Status
    registers: Literal["always", "unknown"] | _Registers
    requires: _Requires = _Requires()
    since: date | None = msgspec.field(default=None, name="from")
    until: date | None = None
    source: str = ""
    note: str = ""
    known_as: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    any_other: bool = False

    def __post_init__(self) -> None:
        """
        Raises
            ValueError: it would register on a condition that nobody knows.
        """
        if self.registers == "unknown" and self.status != "unverified":
            raise ValueError('registers = "unknown" goes with status = "unverified".')


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    source: str
    paragraph: tuple[_Row, ...]
    jurisdiction: str = ""


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
    file = toml.parse(text, name, _File)
    seen: set[str] = set()
    found = []
    for number, row in enumerate(file.paragraph, start=1):
        where = f"{name}: paragraph {number} (para {row.para})"
        for offence in (*row.offences, *row.unclear):
            if offence in seen:
                raise BadInput(f"{where}: {offence} is listed twice.", field="offences")
            seen.add(offence)
        found.append(_paragraph(row, where, file.source))
    return tuple(found)


def _paragraph(row: _Row, where: str, source: str) -> Paragraph:
    registers, requires = row.registers, row.requires
    if isinstance(registers, str):
        registers = _Registers("always", "always")
    under_18, otherwise = _limbs(registers.under_18, where), _limbs(registers.otherwise, where)
    parts = [part for limb in (*(under_18 or ()), *(otherwise or ())) for part in limb.parts]
    kinds = {part.kind for part in parts}
    ages = {part.figure for part in parts if part.kind == "offender_at_least"}
    ages |= {18} if under_18 != otherwise else set()
    ages |= {requires.offender_at_least} if requires.offender_at_least is not None else set()
    return Paragraph(
        para=str(row.para),
        offences=row.offences,
        title=row.title,
        status=row.status,
        requires=Requires(
            requires.offender_at_least,
            requires.victim_under,
            requires.shown_under,
            requires.sexual_gratification is True,
            requires.not_all_willing is True,
        ),
        under_18=under_18,
        otherwise=otherwise,
        since=row.since,
        always_before=registers.convicted_before,
        source=row.source or source,
        note=row.note,
        known_as=row.known_as,
        until=row.until,
        unclear=row.unclear,
        any_other=row.any_other,
        unread=row.registers == "unknown",
        asks=_asks(requires, kinds),
        ages=tuple(sorted(ages)),
        asks_community="community_months_at_least" in kinds,
        asks_determination=not kinds.isdisjoint(DETERMINATIONS),
    )


def _asks(requires: _Requires, kinds: set[str]) -> tuple[str, ...]:
    """The fields of a conviction that the conditions of a row read, whatever the offender's age."""
    asked = {
        "victim_age": requires.victim_under is not None or "victim_under" in kinds,
        "shown_age": requires.shown_under is not None or "shown_under" in kinds,
        "intended_victim_age": "intended_victim_under" in kinds,
        "sexual_gratification": requires.sexual_gratification is True,
        "all_willing": requires.not_all_willing is True,
        "parental_household": "parental_household" in kinds,
    }
    return tuple(name for name, wanted in asked.items() if wanted)


def _limbs(value: Any, where: str) -> Limbs:
    if value == "always":
        return None
    if not isinstance(value, list) or not value:
        raise BadInput(
            f'{where}: registers is {value!r}. Give "always" or a list of conditions.', field="registers"
        )
    return tuple(condition(row, where) for row in value)


def _under(age: int | None, limit: int | None) -> bool:
    return limit is None or (age is not None and age < limit)
