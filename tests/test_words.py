"""Phrases that were replaced do not come back: in pages, in messages and in the documents (tests/words.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
PHRASES: list[dict[str, Any]] = tomllib.loads((ROOT / "tests" / "words.toml").read_text())["phrase"]
_READ = {".html", ".md", ".py", ".toml", ".txt", ".typ"}


def _texts() -> Iterator[Path]:
    for folder in ("src", "docs"):
        yield from (path for path in (ROOT / folder).rglob("*") if path.suffix in _READ)
    yield from (ROOT / name for name in ("README.md", "CHANGELOG.md"))


@cache
def _squeezed(path: Path) -> str:
    """The file's text on one line, since a sentence is often folded."""
    return " ".join(path.read_text().split())


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase["was"])
def test_a_phrase_that_was_replaced_is_nowhere_but_where_it_waits(phrase: dict[str, Any]) -> None:
    was = phrase["was"]
    found = {str(path.relative_to(ROOT)) for path in _texts() if was in _squeezed(path)}
    waiting = set(phrase.get("waits", ()))
    assert sorted(found - waiting) == [], f"say: {phrase['now']}"
    assert sorted(waiting - found) == [], "mended: take it off the list"
