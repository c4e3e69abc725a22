"""
Drills: tests of everything at once (every route for every reader, every column altered, processes killed).

`make check` leaves them out. `make test` runs of the long ones a sample, another for each commit: CAIRN_DRILLS says how.

    CAIRN_DRILLS=whole     every case, and every property on thousands of examples
    CAIRN_DRILLS=9e366de   the sample of that seed: each run prints its own, the commit unless it is set
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections import defaultdict
from pathlib import Path
from random import Random
from typing import TypeVar

import pytest

T = TypeVar("T")
HERE = Path(__file__).parent
SETTING = "CAIRN_DRILLS"
WHOLE = "whole"
# So many of a parametrised test's cases are tried at the least.
LEAST = 3

# Which files are drills, and which part of a parametrised test's cases a sample tries: one in so many.
DRILLS: dict[str, int] = {
    "resilience": 1,
    "upgrade": 1,
    "web/actions/test_every_action_page.py": 3,
    "web/amendments/test_put_right.py": 3,
    "security/test_broken_bodies.py": 5,
    "security/test_forged.py": 2,
    "security/test_leaks.py": 5,
    "security/test_plans.py": 1,
    "security/test_repeats.py": 5,
    "security/test_routes.py": 2,
    "security/test_strangers.py": 5,
    "security/test_tamper.py": 5,
}


def setting() -> str:
    """`whole`, or the seed of the sample; chosen once a run, before its processes start."""
    if not os.environ.get(SETTING):
        os.environ[SETTING] = _commit()
    return os.environ[SETTING]


def _commit() -> str:
    """The commit at hand, so that who has it can try the same; a copy without its history has one sample."""
    git = shutil.which("git")
    asked = [git or "git", "-C", str(HERE), "rev-parse", "HEAD"]
    found = subprocess.run(asked, capture_output=True, text=True, check=False) if git else None
    return found.stdout.strip()[:8] if found and found.returncode == 0 else "0"


def of(*, whole: T, sample: T) -> T:
    """One figure for the whole drill, another for its sample."""
    return whole if setting() == WHOLE else sample


def _place(item: pytest.Item) -> str | None:
    """The entry of the table that makes this test a drill."""
    relative = item.path.relative_to(HERE)
    return next((name for name in (relative.parts[0], relative.as_posix()) if name in DRILLS), None)


def mark(items: list[pytest.Item]) -> None:
    """Give each test its marker: of a drill, or of the law."""
    for item in items:
        if not item.path.is_relative_to(HERE):
            continue
        if _place(item) is not None:
            item.add_marker(pytest.mark.drill)
        elif item.path.is_relative_to(HERE / "law"):
            item.add_marker(pytest.mark.law)


def sampled(items: list[pytest.Item]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """The tests that a run tries, and those that it leaves to another: cases of long drills."""
    if setting() == WHOLE:
        return items, []
    cases: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        place = _place(item)
        if place is not None and DRILLS[place] > 1 and hasattr(item, "callspec"):
            cases[item.nodeid.partition("[")[0]].append(item)
    left: set[pytest.Item] = set()
    for name, every in cases.items():
        share = DRILLS[_place(every[0]) or ""]
        tried = min(len(every), max(LEAST, -(-len(every) // share)))
        chosen = Random(f"{setting()} {name}").sample(range(len(every)), tried)
        left.update(item for number, item in enumerate(every) if number not in set(chosen))
    return [item for item in items if item not in left], [item for item in items if item in left]
