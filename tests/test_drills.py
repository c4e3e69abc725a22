"""The sample of the long drills: the same for the same seed, another for another, and never nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests import drills


@dataclass(eq=False)
class Case:
    """As much of a collected test as the sample looks at."""

    name: str
    file: str
    path: Path = field(init=False)
    nodeid: str = field(init=False)

    def __post_init__(self) -> None:
        self.path = drills.HERE / self.file
        self.nodeid = f"tests/{self.file}::{self.name}"
        if "[" in self.name:
            self.callspec = object()


LEAKS, TAMPER = "security/test_leaks.py", "security/test_tamper.py"
CASES = [
    *(Case(f"test_routes[{number}]", LEAKS) for number in range(100)),
    *(Case(f"test_tables[{number}]", TAMPER) for number in range(4)),
    Case("test_alone", LEAKS),
    *(Case(f"test_of_the_law[{number}]", "law/test_dates.py") for number in range(50)),
]


def _tried(seed: str, monkeypatch: pytest.MonkeyPatch) -> list[Case]:
    monkeypatch.setenv(drills.SETTING, seed)
    tried, left = drills.sampled(CASES)  # type: ignore[arg-type]
    assert sorted(map(id, (*tried, *left))) == sorted(map(id, CASES))
    return tried  # type: ignore[return-value]


def test_a_sample_has_its_share_of_each_long_drill_and_all_of_the_rest(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried = [case.name.partition("[")[0] for case in _tried("7", monkeypatch)]
    assert {name: tried.count(name) for name in sorted(set(tried))} == {
        "test_alone": 1,
        "test_of_the_law": 50,
        "test_routes": 100 // drills.DRILLS[LEAKS],
        "test_tables": drills.LEAST,
    }


def test_the_same_seed_tries_the_same_and_another_something_else(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _tried("7", monkeypatch) == _tried("7", monkeypatch)
    assert _tried("7", monkeypatch) != _tried("8", monkeypatch)


def test_whole_is_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _tried(drills.WHOLE, monkeypatch) == CASES
    assert drills.of(whole=40, sample=5) == 40


def test_without_a_setting_the_seed_is_the_commit_and_is_kept_for_the_whole_run(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv(drills.SETTING)
    seed = drills.setting()
    assert seed
    assert drills.setting() == seed
    assert drills.of(whole=40, sample=5) == 5


def test_every_drill_that_is_named_is_there() -> None:
    assert [name for name in drills.DRILLS if not (drills.HERE / name).exists()] == []
