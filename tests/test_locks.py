"""What is locked: every part that Cairn names, at one version, with its hashes, and no host named."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def _pinned(lock: Path) -> dict[str, int]:
    """Each package of a lock with the number of its hashes."""
    found: dict[str, int] = {}
    name = ""
    for line in lock.read_text().splitlines():
        if start := re.match(r"([a-z0-9][\w.-]*)(?:\[[^]]*\])?==\S+", line):
            name = start[1]
            found[name] = 0
        found[name] += line.count("--hash=sha256:")
    return found


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.stem)
def test_everything_is_pinned_with_hashes_and_names_no_host(lock: Path) -> None:
    pinned = _pinned(lock)
    assert len(pinned) > 0
    assert [name for name, hashes in pinned.items() if hashes == 0] == []
    assert "://" not in lock.read_text()


def test_what_cairn_needs_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = {re.match(r"[\w.-]+", need)[0].lower() for need in project["dependencies"]}
    assert wanted - _pinned(ROOT / "requirements" / "main.txt").keys() == set()
    tools = {re.match(r"[\w.-]+", need)[0].lower() for need in project["optional-dependencies"]["dev"]}
    assert tools - _pinned(ROOT / "requirements" / "dev.txt").keys() == set()
