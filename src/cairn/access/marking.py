"""Security classification markings and their handling instructions, as data: marking.toml beside this module."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import msgspec

from cairn import toml
from cairn.errors import BadInput

_FILE = Path(__file__).with_name("marking.toml")


class Marking(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a page or document is marked with, and what whoever holds it must do."""

    name: toml.Text
    handling: toml.Text


class _Restricted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    handling: toml.Text


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    marking: tuple[Marking, ...]
    restricted: _Restricted


@cache
def _known() -> _File:
    return toml.read(_FILE, _File)


def marking_named(name: str) -> Marking:
    """
    Raises
        BadInput: no such marking; the message names those there are.
    """
    markings = {marking.name: marking for marking in _known().marking}
    if name not in markings:
        raise BadInput(f"CAIRN_MARKING is '{name}'; allowed are {', '.join(markings)}.", field="marking")
    return markings[name]


def restricted_handling() -> str:
    """The instruction on every page of a restricted record."""
    return _known().restricted.handling
