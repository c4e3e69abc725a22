"""What a sister scheme is made of, and how Part 2's answers are cited to its own Act."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cairn.errors import BadInput
from cairn.law.answers import Duty, Reason
from cairn.law.part2.horizon import Horizon
from cairn.law.part2.registration_periods import Run
from cairn.law.rulebook import rule_set
from cairn.law.sister_schemes.order_schemes import SEXUAL_RISK, VIOLENT
from cairn.law.sister_schemes.scheme import cited, current, over, read, recite


def duty(basis: str, provision: str) -> Duty:
    return Duty(
        kind="initial",
        state="open",
        arose=date(2019, 3, 1),
        basis=basis,
        why="x",
        reasons=(Reason(provision, "x"),),
    )


@pytest.mark.parametrize(
    ("basis", "provision", "own_basis", "own_provision"),
    [
        ("SOA 2003 s.83", "SOA 2003 s.83(1)", "CJIA 2008 s.108", "CJIA 2008 s.108(1)"),
        ("SOA 2003 s.84", "SOA 2003 s.84(1)(a)", "CJIA 2008 s.109", "CJIA 2008 s.109(1)(a)"),
        ("SOA 2003 s.85", "SOA 2003 s.85(9)", "CJIA 2008 s.110", "CJIA 2008 s.107"),
        ("CJIA 2008 s.110", "CJIA 2008 s.110(7)", "CJIA 2008 s.110", "CJIA 2008 s.110(7)"),
    ],
)
def test_a_section_of_part_2_becomes_the_schemes_own(
    basis: str, provision: str, own_basis: str, own_provision: str
) -> None:
    (found,) = cited(VIOLENT, [duty(basis, provision)])
    assert (found.regime, found.basis, found.reasons[0].provision) == (
        "violent-offender-order",
        own_basis,
        own_provision,
    )


def test_a_scheme_of_the_same_act_keeps_its_section() -> None:
    assert recite(SEXUAL_RISK, Reason("SOA 2003 s.122F", "x")).provision == "SOA 2003 s.122F"
    assert recite(SEXUAL_RISK, Reason("SOA 2003 s.84(1)(b)", "x")).provision == "SOA 2003 s.122F"


def test_its_own_figures_stand_in_place_of_part_2s() -> None:
    rules = over(SEXUAL_RISK, rule_set())
    assert rules.parameters["initial-days"].figures[0].citation == "SOA 2003 s.122F"
    assert rules.on("advance-days", date(2020, 1, 1)) is None
    assert rules.on("adult-at", date(2020, 1, 1)) == 18, "the rest is Part 2's"


def test_the_run_of_a_day_and_the_days_that_change_it() -> None:
    runs = [Run(date(2019, 1, 1), date(2019, 6, 30)), Run(date(2020, 1, 1), None)]
    for day, run, changes in (
        (date(2018, 12, 1), None, date(2019, 1, 1)),
        (date(2019, 3, 1), runs[0], date(2019, 7, 1)),
        (date(2019, 9, 1), None, date(2020, 1, 1)),
        (date(2021, 1, 1), runs[1], None),
    ):
        horizon = Horizon(day)
        assert current(runs, day, horizon) == run
        assert horizon.day == changes


@pytest.mark.parametrize("key", ["name", "basis", "citations", "jurisdictions"])
def test_a_file_without_its_scheme_is_refused(tmp_path: Path, key: str) -> None:
    keys = {"name": '"x"', "basis": '"y"', "citations": "{}", "jurisdictions": "[]"}
    del keys[key]
    lines = [f"{name} = {value}" for name, value in keys.items()]
    path = tmp_path / "scheme.toml"
    path.write_text('jurisdiction = "x"\n[scheme]\n' + "\n".join(lines) + "\n[parameters]\n")
    with pytest.raises(BadInput, match=rf"scheme\.toml: scheme: {key} is missing"):
        read(path)
