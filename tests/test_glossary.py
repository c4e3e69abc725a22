"""docs/contributors/words.md names modules that exist, and what it says was renamed does not come back."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from cairn.accounts import roles

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "contributors" / "words.md").read_text()
MODULES = sorted(set(re.findall(r"`cairn\.([\w.]+)`", PAGE)))
GROUPS = sorted(set(re.findall(r"`([A-Z]+_?[A-Z]+)`", PAGE.split("## What was renamed")[0])))
# Names of this house's own making that nobody outside it would understand. Those that databases hold begin with
# `cairn_`, or are columns of tables.
GONE = (
    "Sight|sight_of|told_elsewhere|find_elsewhere|OrderStanding|order_standings|kept_back|"
    "note_repetitions|rows_saying_the_same|layers_of|DISCLOSERS|TELLERS|MARKERS|TAKERS"
)


def _exists(dotted: str) -> bool:
    path = ROOT / "src" / "cairn" / Path(*dotted.split("."))
    return path.with_suffix(".py").exists() or path.is_dir()


@pytest.mark.parametrize("module", MODULES)
def test_a_module_that_the_glossary_names_is_there(module: str) -> None:
    assert _exists(module) or _exists(module.rpartition(".")[0])


@pytest.mark.parametrize("group", GROUPS)
def test_a_group_of_roles_that_the_glossary_names_is_there(group: str) -> None:
    assert getattr(roles, group)


def test_what_was_renamed_does_not_come_back() -> None:
    gone = re.compile(rf"\b({GONE})\b|@remembered\b")
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in sorted((ROOT / "src").rglob("*.py"))
        if "migrations" not in path.parts
        for match in gone.finditer(path.read_text())
    ]
    assert found == []
