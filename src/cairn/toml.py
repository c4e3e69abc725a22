"""
Data that people edit, in TOML: one typed reader, and one tone where a file is not what it should be.

A room says what its file holds as msgspec structs with `forbid_unknown_fields=True`. Every refusal names the file, the
table and row, and the key: "orders.toml: order 3 (kind shpo): status is 'sure'. Allowed: verified, derived." A check of
a whole row is its `__post_init__`, which raises ValueError with the rest of the sentence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from enum import Enum
from pathlib import Path
from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import inspect

from cairn.errors import BadInput

T = TypeVar("T")
Count = Annotated[int, msgspec.Meta(ge=1)]
Text = Annotated[str, msgspec.Meta(pattern=r"\S")]

# What TOML writes without quotes: a text is not taken for one of them.
_OWN = (datetime, date, time)
_MESSAGE = re.compile(r"(?P<what>.*?)(?: - at `\$(?P<at>[^`]*)`)?", re.DOTALL)
_STEP = re.compile(r"\.([^.\[]+)|\[(\d+)\]")
_KEY = re.compile(r"`([^`]*)`")
_WANTED = {
    "int": "a whole number",
    "float": "a number",
    "str": "a text in quotes",
    "bool": "true or false",
    "date": "a day, as 2004-05-01, without quotes",
    "uuid": "an id",
    "array": "a list",
    "object": "a table",
}
_SHORT = 40
Steps = list[str | int]


def read(path: Path, kind: type[T]) -> T:
    """
    What a file holds.

    Raises
        BadInput: it cannot be read, is not TOML, or does not hold that.
    """
    return parse(_text(path), path.name, kind)


def parse(text: str, name: str, kind: type[T]) -> T:
    """
    What the text of a file called `name` holds.

    Raises
        BadInput: see `read`.
    """
    return typed(tables(text, name), name, kind)


def read_tables(path: Path) -> dict[str, Any]:
    """
    A file as it is written, for a reader that takes it apart itself.

    Raises
        BadInput: it cannot be read, or is not TOML.
    """
    return tables(_text(path), path.name)


def tables(text: str, name: str) -> dict[str, Any]:
    """
    The text of a file called `name` as it is written.

    Raises
        BadInput: it is not TOML.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{name} is not TOML: {error}.") from error


def typed(raw: Any, where: str, kind: type[T]) -> T:
    """
    A table, or a row of one, as what it should be.

    Parameters
        where: the file, and the place in it, for the refusal.

    Raises
        BadInput: a key that is unknown or missing, or a value that cannot be.
    """
    try:
        return msgspec.convert(raw, kind, builtin_types=_OWN)
    except msgspec.ValidationError as error:
        found = _MESSAGE.fullmatch(str(error))
        what, at = (found["what"], found["at"] or "") if found else (str(error), "")
        steps: Steps = [name or int(number) for name, number in _STEP.findall(at)]
        says, key = _says(what, raw, steps, kind)
        place = _place(raw, steps[:-1] if steps and steps[-1] == key else steps)
        raise BadInput(": ".join(filter(None, (where, place, says))), field=key) from error


def named(names: Iterable[str], wanted: Iterable[str], where: str) -> None:
    """
    Refuse a table whose keys are not exactly those wanted.

    Raises
        BadInput: one is unknown, or missing.
    """
    names, wanted = set(names), set(wanted)
    for name in sorted(names - wanted):
        raise BadInput(f"{where}: unknown key “{name}”. Allowed: {', '.join(sorted(wanted))}.", field=name)
    for name in sorted(wanted - names):
        raise BadInput(f"{where}: {name} is missing.", field=name)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{path.name} cannot be read: {error.strerror}.") from error


def _says(what: str, raw: Any, steps: Steps, kind: Any) -> tuple[str, str]:
    """What is wrong, in words, and with which key."""
    last = next((step for step in reversed(steps) if isinstance(step, str)), "")
    called, value = last if steps and steps[-1] == last else "it", _shown(raw, steps)
    quoted = _KEY.findall(what)
    if what.startswith("Object contains unknown field"):
        return f"unknown key “{quoted[0]}”. Allowed: {', '.join(_keys(kind, steps))}.", quoted[0]
    if what.startswith("Object missing required field"):
        return f"{quoted[0]} is missing.", quoted[0]
    if what.startswith("Invalid enum value"):
        return f"{called} is {value}. Allowed: {', '.join(_choices(kind, steps))}.", last
    if what.startswith("Expected"):
        return f"{called} is {value}. It must be {_wanted(what, quoted[0])}.", last
    return what, last


def _wanted(what: str, types: str) -> str:
    names = " or ".join(_WANTED.get(name, name) for name in types.split(" | ") if name != "null")
    if least := re.search(r"`(?: of length)? >= (\d+)$", what):
        return f"{names} with at least {least[1]}" if "length" in what else f"{names} of at least {least[1]}"
    return f"{names} and not empty" if "matching regex" in what else names


def _shown(raw: Any, steps: Steps) -> str:
    """A value as it was written."""
    for step in steps:
        raw = raw[step]
    return str(raw) if isinstance(raw, _OWN) else str(raw).lower() if isinstance(raw, bool) else repr(raw)


def _place(raw: Any, steps: Steps) -> str:
    """The way to a value, as people count: "order 3 (kind shpo), ends 1"."""
    words: list[str] = []
    for step in steps:
        raw = raw[step]
        if isinstance(step, str):
            words.append(step)
            continue
        own = _own_name(raw)
        words[-1:] = [f"{' '.join(words[-1:])} {step + 1}".strip() + (f" ({own})" if own else "")]
    return ", ".join(words)


def _own_name(row: Any) -> str:
    """What a row calls itself: its first text, if that is short."""
    if not isinstance(row, Mapping):
        return ""
    texts = (f"{key} {value}" for key, value in row.items() if isinstance(value, str))
    return next((text for text in texts if len(text) <= _SHORT), "")


def _type_at(kind: Any, steps: Steps) -> list[inspect.Type]:
    """What may stand at a place: each of the alternatives."""
    found = _alternatives(inspect.type_info(kind))
    for step in steps:
        inner: list[inspect.Type] = []
        for one in found:
            if isinstance(one, inspect.StructType):
                inner += [field.type for field in one.fields if field.encode_name == step]
            elif isinstance(one, inspect.ListType | inspect.VarTupleType):
                inner.append(one.item_type)
        found = [each for one in inner for each in _alternatives(one)]
    return found


def _alternatives(kind: inspect.Type) -> list[inspect.Type]:
    if isinstance(kind, inspect.Metadata):
        return _alternatives(kind.type)
    return list(kind.types) if isinstance(kind, inspect.UnionType) else [kind]


def _keys(kind: Any, steps: Steps) -> list[str]:
    found = (one for one in _type_at(kind, steps) if isinstance(one, inspect.StructType))
    return sorted({field.encode_name for one in found for field in one.fields})


def _choices(kind: Any, steps: Steps) -> list[str]:
    found: list[str] = []
    for one in _type_at(kind, steps):
        if isinstance(one, inspect.LiteralType):
            found += [str(value) for value in one.values]
        # Django's choices are enumerations that the library takes for a class of somebody's own.
        elif isinstance(one, inspect.EnumType | inspect.CustomType) and issubclass(one.cls, Enum):
            found += [str(choice.value) for choice in one.cls]
        elif isinstance(one, inspect.ListType | inspect.VarTupleType):
            found.append("a list")
        elif isinstance(one, inspect.StructType):
            found.append("a table")
    return found
