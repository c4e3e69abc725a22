"""The clock joins sources and names no table, no model and no duty of another room."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path

import pytest
from django.apps import apps

import cairn.clock
from cairn.duties.registry import AnySource, kinds, sources

ROOM = Path(cairn.clock.__file__).parent
MODULES = sorted(path for path in ROOM.rglob("*.py") if "migrations" not in path.parts)
# Who asks: the one model of another room that a question is asked in the name of.
THE_USER = {"cairn.accounts.models": {"User"}}


def names(module: Path) -> str:
    return str(module.relative_to(ROOM))


def foreign_tables() -> set[str]:
    return {
        model._meta.db_table for model in apps.get_models() if not model.__module__.startswith("cairn.clock.")
    }


@pytest.mark.parametrize("module", MODULES, ids=names)
def test_it_names_no_table_of_another_room(module: Path) -> None:
    words = set(re.findall(r"\b[a-z]+_[a-z_]+\b", module.read_text()))
    assert words & foreign_tables() == set()


@pytest.mark.parametrize("module", MODULES, ids=names)
def test_it_names_no_model_of_another_room(module: Path) -> None:
    taken = {
        (node.module, each.name)
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.endswith("models")
        for each in node.names
        if not node.module.startswith(("cairn.clock.", "django."))
    }
    assert {(room, model) for room, model in taken if model not in THE_USER.get(room, set())} == set()


@pytest.mark.parametrize("module", MODULES, ids=names)
def test_it_names_no_kind_of_duty(module: Path) -> None:
    written = {
        node.value
        for node in ast.walk(ast.parse(module.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert written & set(kinds()) == set()


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_a_source_is_of_a_room_below_and_knows_nothing_of_the_clock(source: AnySource) -> None:
    assert type(source).__module__.split(".")[1] in {"access", "record", "supervision", "plan"}
    assert "cairn.clock" not in Path(inspect.getfile(type(source))).read_text()
