"""A jurisdiction's rule set from its folder: the common figures of Part 2, and over them its own files."""

from __future__ import annotations

from pathlib import Path

import msgspec

from cairn import toml
from cairn.law.parameters import Parameter, load
from cairn.law.part2 import foreign, order_rules
from cairn.law.part2.rule_set import Noted, RuleSet
from cairn.law.schedule_3.schedule3 import read_schedule

_COMMON = Path(__file__).parent
_SCHEDULE = "schedule-3.toml"
_NOT_FIGURES = (_SCHEDULE, "orders.toml", "foreign.toml", "noted.toml")


class _NotedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    rule: tuple[Noted, ...]


def figures(folder: Path) -> dict[str, Parameter]:
    """
    Every parameter in the files of a folder that hold parameters.

    Raises
        BadInput: as `parameters.load`.
    """
    found: dict[str, Parameter] = {}
    for path in sorted(folder.glob("*.toml")):
        if path.name not in _NOT_FIGURES:
            found.update(load(path))
    return found


def _others(folder: Path) -> list[Path]:
    """The files of Schedule 3 of the other jurisdictions: a conviction there registers here too."""
    return sorted(path for path in folder.parent.glob(f"*/{_SCHEDULE}") if path.parent != folder)


def rule_set(jurisdiction: str, folder: Path, *, cautions: bool = True) -> RuleSet:
    """
    The rule set in a folder: schedule-3.toml, orders.toml, foreign.toml, and its figures.

    Raises
        BadInput: a file that cannot be what it says. Names file and key.
    """
    return RuleSet(
        jurisdiction=jurisdiction,
        parameters={**figures(_COMMON), **figures(folder)},
        schedule=read_schedule(folder / _SCHEDULE, *_others(folder)),
        orders=order_rules.load(folder / "orders.toml"),
        routes=foreign.load(folder / "foreign.toml"),
        noted=_noted(folder / "noted.toml"),
        cautions=cautions,
    )


def _noted(path: Path) -> tuple[Noted, ...]:
    if not path.exists():
        return ()
    return toml.read(path, _NotedFile).rule
