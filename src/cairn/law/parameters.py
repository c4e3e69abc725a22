"""
Figures of the law as dated data: a TOML file beside the rules that use them.

A file names its jurisdiction, and for each parameter the citation, source, status, unit and its
values, each from a day (`from`) and to one (`to`, the last day; none while in force). What is not
in force for a time says so: `nothing = "why"` in place of a value. What Parliament has passed and nobody has
commenced, or what nobody has read, is `proposed`: it has a figure, belongs to a named `rule`, and is
off until that rule is switched on from a day (`commenced`). The loader refuses all else.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import msgspec

from cairn import toml
from cairn.errors import BadInput

Unit = Literal["days", "weeks", "months", "hours", "years", "applies"]  # applies: 1 while a rule is in force
Status = Literal["verified", "derived", "unverified"]
STATUSES: tuple[Status, ...] = get_args(Status)
_Whole = Annotated[int, msgspec.Meta(ge=0)]


class Figure(msgspec.Struct, frozen=True):
    """One value while it is in force, with its law. `value` is None where nothing was in force."""

    value: int | None
    unit: str
    since: date
    to: date | None
    citation: str
    source: str
    status: str

    @property
    def version(self) -> str:
        """Which version of the law this is, in words."""
        return f"in force from {self.since}" + (f" to {self.to}" if self.to else "")


class Parameter(msgspec.Struct, frozen=True):
    """
    A figure of the law through time, earliest first.

    Parameters
        rule: the rule not in force that `proposed` belongs to; empty where there is none.
        proposed: what the figure would be under that rule.
    """

    key: str
    jurisdiction: str
    figures: tuple[Figure, ...]
    rule: str = ""
    proposed: Figure | None = None

    def on(self, day: date) -> int | None:
        """The value in force on `day`; None where no provision was in force."""
        for figure in reversed(self.figures):
            if figure.since <= day:
                return figure.value if figure.to is None or day <= figure.to else None
        return None

    def commenced(self, since: date) -> Parameter:
        """
        The same with `proposed` in force from `since`.

        Raises
            BadInput: nothing is proposed.
        """
        if self.proposed is None:
            raise BadInput(f"{self.key}: nothing is proposed for it.", field="rule")
        return self.changed(msgspec.structs.replace(self.proposed, since=since))

    def changed(self, figure: Figure) -> Parameter:
        """The same with another figure in force from its `since`; earlier ones end the day before."""
        earlier = [
            each
            if each.to is not None and each.to < figure.since
            else msgspec.structs.replace(each, to=figure.since - timedelta(days=1))
            for each in self.figures
            if each.since < figure.since
        ]
        return msgspec.structs.replace(self, figures=(*earlier, figure))

    def figure(self, day: date) -> Figure | None:
        """The figure in force on `day`, with its citation; None where no provision was in force."""
        for figure in reversed(self.figures):
            if figure.since <= day and (figure.to is None or day <= figure.to):
                return figure if figure.value is not None else None
        return None


class _Value(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    value: _Whole | None = None
    nothing: toml.Text | None = None
    since: date = msgspec.field(name="from")
    to: date | None = None
    citation: toml.Text | None = None
    source: toml.Text | None = None
    status: Status | None = None

    def __post_init__(self) -> None:
        """
        Raises
            ValueError: it has both a value and none, or ends before it begins.
        """
        if (self.value is None) == (self.nothing is None):
            raise ValueError("give either value, or nothing with the reason.")
        if self.to is not None and self.to < self.since:
            raise ValueError(f"it ends ({self.to}) before it begins ({self.since}).")


class _Written(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    citation: toml.Text
    source: toml.Text
    status: Status
    unit: Unit
    values: tuple[_Value, ...]
    rule: toml.Text | None = None
    proposed: _Whole | None = None

    def __post_init__(self) -> None:
        """
        Raises
            ValueError: nothing is ever in force or proposed, or what is proposed names no rule.
        """
        if (self.proposed is None) != (self.rule is None):
            raise ValueError("what is proposed names its rule, and a rule proposes a value.")
        if not self.values and self.proposed is None:
            raise ValueError("values must be a list of at least one value.")


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    jurisdiction: toml.Text
    parameters: dict[str, Any]
    # Of a sister scheme's file: see cairn.law.sister_schemes.scheme.
    scheme: dict[str, Any] | None = None


def load(path: Path) -> Mapping[str, Parameter]:
    """
    Read one file of parameters.

    Raises
        BadInput: an unknown or missing key, a wrong type, periods that overlap, or a gap between
            them that is not declared. Names the file and the key.
    """
    return parameters(toml.read_tables(path), path.name)


def parse(text: str, name: str) -> Mapping[str, Parameter]:
    """As `load`, of the text of a file called `name`."""
    return parameters(toml.tables(text, name), name)


def parameters(document: Mapping[str, Any], name: str) -> Mapping[str, Parameter]:
    """As `load`, of the tables of a file called `name`."""
    file = toml.typed(document, name, _File)
    return {
        key: _parameter(key, file.jurisdiction, body, f"{name}: {key}")
        for key, body in file.parameters.items()
    }


def _parameter(key: str, jurisdiction: str, body: Any, where: str) -> Parameter:
    written = toml.typed(body, where, _Written)
    figures = tuple(_figure(written, value) for value in written.values)
    for earlier, later in pairwise(figures):
        _adjoining(earlier, later, where)
    if written.proposed is None:
        return Parameter(key, jurisdiction, figures)
    proposed = _figure(written, _Value(value=written.proposed, since=date.max))
    return Parameter(key, jurisdiction, figures, written.rule or "", proposed)


def _figure(written: _Written, row: _Value) -> Figure:
    return Figure(
        row.value,
        written.unit,
        row.since,
        row.to,
        row.citation or written.citation,
        row.source or written.source,
        row.status or written.status,
    )


def _adjoining(earlier: Figure, later: Figure, where: str) -> None:
    if earlier.to is None or later.since <= earlier.to:
        raise BadInput(
            f"{where}: the value from {earlier.since} overlaps the value from {later.since}. "
            f"Give the earlier one to = {later.since - timedelta(days=1)}.",
            field="to",
        )
    if later.since - earlier.to > timedelta(days=1):
        raise BadInput(
            f"{where}: there is a gap between {earlier.to} and {later.since}. "
            'If nothing was in force then, say so: nothing = "why".',
            field="from",
        )
