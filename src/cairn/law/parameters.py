"""
Figures of the law as dated data: a TOML file beside the rules that use them.

A file names its jurisdiction, and for each parameter the citation, source, status, unit and its
values, each from a day (`from`) and to one (`to`, the last day; none while in force). What is not
in force for a time says so: `nothing = "why"` in place of a value. What Parliament has passed and nobody has
commenced, or what nobody has read, is `proposed`: it has a figure, belongs to a named `rule`, and is
off until that rule is switched on from a day (`commenced`). The loader refuses all else.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from cairn.errors import BadInput

UNITS = ("days", "weeks", "months", "hours", "years", "applies")  # applies: 1 while a rule is in force
STATUSES = ("verified", "derived", "unverified")
_FILE_KEYS = {"jurisdiction", "parameters", "scheme"}
_NEEDED_KEYS = {"citation", "source", "status", "unit", "values"}
_PARAMETER_KEYS = {*_NEEDED_KEYS, "rule", "proposed"}
_VALUE_KEYS = {"value", "nothing", "from", "to", "citation", "source", "status"}


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


def load(path: Path) -> Mapping[str, Parameter]:
    """
    Read one file of parameters.

    Raises
        BadInput: an unknown or missing key, a wrong type, periods that overlap, or a gap between
            them that is not declared. Names the file and the key.
    """
    return parse(path.read_text(encoding="utf-8"), path.name)


def parse(text: str, name: str) -> Mapping[str, Parameter]:
    """As `load`, of the text of a file called `name`."""
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{name} is not TOML: {error}") from error
    _keys(document, _FILE_KEYS, {"jurisdiction", "parameters"}, name)
    jurisdiction = _text(document, "jurisdiction", name)
    return {
        key: _parameter(key, jurisdiction, body, f"{name}: {key}")
        for key, body in document["parameters"].items()
    }


def _parameter(key: str, jurisdiction: str, body: dict[str, Any], where: str) -> Parameter:
    _keys(body, _PARAMETER_KEYS, _NEEDED_KEYS, where)
    proposed = body.get("proposed")
    if (proposed is None) != ("rule" not in body):
        raise BadInput(
            f"{where}: what is proposed names its rule, and a rule proposes a value.", field="rule"
        )
    if proposed is None:
        return Parameter(key, jurisdiction, _figures(body, where))
    if type(proposed) is not int or proposed < 0:
        raise BadInput(f"{where}: proposed is {proposed!r}. It must be a whole number.", field="proposed")
    figure = _figure(body, {"value": proposed, "from": date.max}, _unit(body, where), where)
    figures = _figures(body, where) if body["values"] else ()
    return Parameter(key, jurisdiction, figures, _text(body, "rule", where), figure)


def _unit(body: dict[str, Any], where: str) -> str:
    unit = _text(body, "unit", where)
    if unit not in UNITS:
        raise BadInput(f"{where}: unit is “{unit}”. It must be one of {', '.join(UNITS)}.", field="unit")
    return unit


def _figures(body: dict[str, Any], where: str) -> tuple[Figure, ...]:
    unit = _unit(body, where)
    if not isinstance(body["values"], list) or not body["values"]:
        raise BadInput(f"{where}: values must be a list of at least one value.", field="values")
    figures = tuple(
        _figure(body, row, unit, f"{where}, value {n}") for n, row in enumerate(body["values"], 1)
    )
    for earlier, later in pairwise(figures):
        _adjoining(earlier, later, where)
    return figures


def _figure(body: dict[str, Any], row: dict[str, Any], unit: str, where: str) -> Figure:
    _keys(row, _VALUE_KEYS, {"from"}, where)
    if ("value" in row) == ("nothing" in row):
        raise BadInput(f"{where}: give either value, or nothing with the reason.", field="value")
    value = row.get("value")
    if "value" in row and (type(value) is not int or value < 0):
        raise BadInput(f"{where}: value is {value!r}. It must be a whole number.", field="value")
    status = row.get("status", body["status"])
    if status not in STATUSES:
        raise BadInput(
            f"{where}: status is {status!r}. It must be one of {', '.join(STATUSES)}.", field="status"
        )
    since, to = _day(row["from"], "from", where), _day(row.get("to"), "to", where)
    if since is None or (to is not None and to < since):
        raise BadInput(f"{where}: it ends ({to}) before it begins ({since}).", field="to")
    texts = {**body, **row}
    return Figure(
        value, unit, since, to, _text(texts, "citation", where), _text(texts, "source", where), status
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


def _keys(row: Any, allowed: set[str], needed: set[str], where: str) -> None:
    if not isinstance(row, dict):
        raise BadInput(f"{where}: expected a table, not {row!r}.")
    for key in row:
        if key not in allowed:
            raise BadInput(f"{where}: unknown key “{key}”. Allowed: {', '.join(sorted(allowed))}.", field=key)
    for key in sorted(needed - row.keys()):
        raise BadInput(f"{where}: {key} is missing.", field=key)


def _text(row: Mapping[str, Any], key: str, where: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadInput(f"{where}: {key} is {value!r}. It must be a text.", field=key)
    return value


def _day(value: Any, key: str, where: str) -> date | None:
    if value is not None and (not isinstance(value, date) or isinstance(value, datetime)):
        raise BadInput(f"{where}: {key} is {value!r}. Write a day, as 2004-05-01, without quotes.", field=key)
    return value
