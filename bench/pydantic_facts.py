"""The facts of a person as pydantic models, made from the structs themselves so that they cannot differ."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

import msgspec

from cairn.law.facts import Person


def parser() -> Callable[[bytes], object] | None:
    """What reads a person from JSON with pydantic; None where pydantic is not installed."""
    try:
        return model(Person).model_validate_json  # type: ignore[no-any-return]
    except ImportError:
        return None


@cache
def model(struct: type[msgspec.Struct]) -> Any:
    """The pydantic model with the fields of a struct: frozen, and as easy on unknown keys."""
    from pydantic import ConfigDict, create_model

    fields: dict[str, Any] = {}
    for field in msgspec.structs.fields(struct):
        fields[field.name] = (_annotation(field.type), ... if field.required else field.default)
    return create_model(struct.__name__, __config__=ConfigDict(frozen=True), **fields)


def _annotation(of: Any) -> Any:
    if isinstance(of, type) and issubclass(of, msgspec.Struct):
        return model(of)
    parts = get_args(of)
    if get_origin(of) in {Union, UnionType}:
        return Union[tuple(_annotation(part) for part in parts)]  # noqa: UP007  made of parts at run time
    if get_origin(of) is tuple:
        return tuple.__class_getitem__((_annotation(parts[0]), ...))
    return NoneType if of is None else of
