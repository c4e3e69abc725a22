"""Which duties a clock case expects, and how those that are owed compare."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import get_args

from cairn.duties.source import POSSIBLE, Basis, DutyOwed, State
from cairn.law.cases.fields import Fields

_DAYS = ("due", "latest", "arose")
_TEXTS = ("of", "owed_by", "provision", "what")
_KEYS = ("basis", "kind", "state", *_DAYS, *_TEXTS)

Pairs = tuple[tuple[str, object], ...]


@dataclass(frozen=True, slots=True)
class ExpectedDuties:
    """
    What must be owed.

    Parameters
        duties: each by the values that a duty must at least have.
        absent: kinds of which none may be outstanding.
        unknown: kinds among them that no source knows.
    """

    duties: tuple[Pairs, ...]
    absent: tuple[str, ...]
    unknown: tuple[str, ...]


def expected_duties(fields: Fields, kinds: Collection[str]) -> ExpectedDuties:
    """
    Read `duties` and `absent` of `expect:`.

    Raises
        BadInput: an unknown key or value. Names file, case and key.
    """
    duties = [_duty(row, f"{fields.where} duty {n}") for n, row in enumerate(fields.rows("duties"), 1)]
    absent = fields.rows("absent")
    for kind in absent:
        if not isinstance(kind, str):
            fields.refuse("absent", f"{kind!r} is not a kind of duty.")
    named = dict.fromkeys([*(str(dict(duty)["kind"]) for duty in duties), *map(str, absent)])
    return ExpectedDuties(
        tuple(duties), tuple(map(str, absent)), tuple(kind for kind in named if kind not in kinds)
    )


def _duty(row: object, where: str) -> Pairs:
    fields = Fields(row, where, _KEYS)
    fields.needed("kind")
    fields.text("kind")
    fields.choice("basis", get_args(Basis))
    fields.choice("state", get_args(State))
    for key in _DAYS:
        value = fields.row.get(key)
        if isinstance(value, str) and "T" in value:  # YAML reads a time without seconds as a text
            fields.row[key] = fields.moment(key)
        elif not isinstance(value, datetime):
            fields.day(key)
    for key in _TEXTS:
        fields.text(key)
    return tuple(fields.row.items())


def differences(expect: ExpectedDuties, owed: Sequence[DutyOwed], as_at: date) -> Iterator[tuple[str, str]]:
    """Pairs of what was expected and what is owed instead; none where all is as expected."""
    for wanted in expect.duties:
        if not any(_matches(duty, wanted, as_at) for duty in owed):
            kind = dict(wanted)["kind"]
            alike = [_shown(duty, as_at) for duty in owed if duty.kind == kind]
            yield ", ".join(f"{key} {value}" for key, value in wanted), "; ".join(alike) or f"no {kind} duty"
    for kind in expect.absent:
        certain = [duty for duty in owed if duty.state != POSSIBLE]
        there = [_shown(duty, as_at) for duty in certain if duty.kind == kind]
        if there:
            yield f"no {kind} duty", "; ".join(there)


def _matches(duty: DutyOwed, wanted: Pairs, as_at: date) -> bool:
    return all(_value(duty, key, value, as_at) == value for key, value in wanted)


def _value(duty: DutyOwed, key: str, wanted: object, as_at: date) -> object:
    if key == "state":
        return duty.state_on(as_at)
    if key == "due" and isinstance(wanted, datetime):
        return duty.due_at.replace(tzinfo=None) if duty.due_at else None
    value: object = getattr(duty, key)
    return value


def _shown(duty: DutyOwed, as_at: date) -> str:
    of = f" of {duty.of}" if duty.of else ""
    return f"{duty.basis} {duty.kind}{of}, due {duty.due}, {duty.state_on(as_at)}"
