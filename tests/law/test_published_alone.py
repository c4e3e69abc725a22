"""The law room could be published on its own: the standard library, msgspec, and three small modules of ours."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import cairn.law

LAW = Path(cairn.law.__file__).parent
OURS = ("cairn.law", "cairn.errors", "cairn.dates", "cairn.toml")
LIBRARY = "msgspec"


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.module is not None
            package = node.module == "cairn"
            yield from (f"cairn.{alias.name}" if package else node.module for alias in node.names)


def test_it_imports_nothing_else() -> None:
    every = [*LAW.rglob("*.py"), *(LAW.parent / f"{name.split('.')[1]}.py" for name in OURS[1:])]
    others = {
        f"{path.name}: {name}"
        for path in every
        for name in imported(path)
        if not name.startswith(OURS) and name.split(".")[0] not in {*sys.stdlib_module_names, LIBRARY}
    }
    assert others == set()


def test_nothing_in_it_reads_the_clock_or_opens_a_connection() -> None:
    forbidden = {"socket", "urllib", "http", "sqlite3", "subprocess", "time", "logging"}
    found = {
        f"{path.name}: {name}" for path in LAW.rglob("*.py") for name in imported(path) if name in forbidden
    }
    assert found == set()
    for path in LAW.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert "date.today" not in text, path.name
        assert "datetime.now" not in text, path.name
