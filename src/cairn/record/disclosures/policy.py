"""Powers to disclose and grounds for a transfer overseas, as data in policy.toml beside this module."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import msgspec

from cairn import toml


class Basis(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """
    One power, or one ground.

    Parameters
        verified: whether the provision was read, or is named from general knowledge.
        authorised: whether another officer must have authorised what rests on it.
        which: what to ask of it; "" where nothing.
        to: the kinds of recipient that it reaches; none: any.
    """

    key: str
    label: str
    source: str
    verified: bool
    authorised: bool = False
    which: str = ""
    to: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    authorised_for: tuple[str, ...]
    power: tuple[Basis, ...]
    ground: tuple[Basis, ...]


@cache
def _file() -> _File:
    return toml.read(Path(__file__).with_name("policy.toml"), _File)


def powers() -> Mapping[str, Basis]:
    """Every power to disclose, by its key, in the order in which they are offered."""
    return {power.key: power for power in _file().power}


def grounds() -> Mapping[str, Basis]:
    """Every ground for a transfer outside the United Kingdom (DPA 2018 ss.73-76), by its key."""
    return {ground.key: ground for ground in _file().ground}


def needs_authority(recipient_kind: str, *rests_on: Basis) -> bool:
    """Whether local policy asks for another officer's authority."""
    return recipient_kind in _file().authorised_for or any(basis.authorised for basis in rests_on)


def power_choices() -> list[tuple[str, str]]:
    """The powers as a field offers them."""
    return [(power.key, power.label) for power in powers().values()]


def ground_choices() -> list[tuple[str, str]]:
    """The grounds as a field offers them."""
    return [(ground.key, ground.label) for ground in grounds().values()]
