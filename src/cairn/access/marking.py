"""Security classification markings and their handling instructions, as data: marking.toml beside this module."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cairn.errors import BadInput

_FILE = Path(__file__).with_name("marking.toml")


@dataclass(frozen=True, slots=True)
class Marking:
    """What a page or document is marked with, and what whoever holds it must do."""

    name: str
    handling: str


@cache
def _known() -> tuple[dict[str, Marking], str]:
    raw = tomllib.loads(_FILE.read_text())
    markings = {row["name"]: Marking(row["name"], row["handling"]) for row in raw["marking"]}
    return markings, str(raw["restricted"]["handling"])


def marking_named(name: str) -> Marking:
    """
    Raises
        BadInput: no such marking; the message names those there are.
    """
    markings, _ = _known()
    if name not in markings:
        raise BadInput(f"CAIRN_MARKING is '{name}'; allowed are {', '.join(markings)}.", field="marking")
    return markings[name]


def restricted_handling() -> str:
    """The instruction on every page of a restricted record."""
    return _known()[1]
