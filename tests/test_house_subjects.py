"""A kind of fact is named where it is declared, and hardly anywhere else: readers take the registry."""

from __future__ import annotations

import ast
import inspect
from functools import cache
from pathlib import Path

import pytest

from cairn.project.subjects import SUBJECTS
from cairn.subjects.declaration import Subject

SOURCE = Path(__file__).parent.parent / "src" / "cairn"
MOST = 6
# Where Django looks for models.
_GATHERED = {SOURCE / room / "models.py" for room in ("record", "supervision", "plan")}
# Named by more files than that, and by how many: what everything else hangs on, or what has pages and a past of its
# own. A figure that has become smaller must be made smaller here.
NAMED_BY_MORE = {
    "person": 46,
    "orders": 9,
    "time-away": 9,
    "actions": 9,
    "addresses": 7,
    "allocation": 7,
}


@cache
def _imports() -> tuple[tuple[Path, frozenset[tuple[str, str]]], ...]:
    """Every module, with the names it imports and from where."""
    return tuple(
        (
            path,
            frozenset(
                (node.module or "", alias.name)
                for node in ast.walk(ast.parse(path.read_text()))
                if isinstance(node, ast.ImportFrom)
                for alias in node.names
            ),
        )
        for path in sorted(SOURCE.rglob("*.py"))
        if "migrations" not in path.parts and path not in _GATHERED
    )


def naming(subject: Subject) -> list[str]:
    """Files outside the subject's folder that import its model."""
    folder = Path(inspect.getfile(subject.model)).parent
    room = subject.model.__module__.split(".")[1]
    names = {
        (module, subject.model.__name__) for module in (subject.model.__module__, f"cairn.{room}.models")
    }
    return [
        path.relative_to(SOURCE).as_posix()
        for path, imported in _imports()
        if folder not in path.parents and imported & names
    ]


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda subject: subject.key)
def test_a_kind_of_fact_is_named_in_at_most_six_files_outside_its_own(subject: Subject) -> None:
    found = naming(subject)
    if subject.key in NAMED_BY_MORE:
        assert len(found) == NAMED_BY_MORE[subject.key], found
    else:
        assert len(found) <= MOST, found
