"""A jurisdiction's rule set from its folder, and what a folder may not hold."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

import cairn.law.england_wales
from cairn.errors import BadInput
from cairn.law.facts import JURISDICTIONS
from cairn.law.part2.compose import figures, rule_set
from cairn.law.rulebook import rule_set as law_of
from cairn.law.sister_schemes.registry import SCHEMES
from cairn.law.sister_schemes.scheme import read

FOLDER = Path(cairn.law.england_wales.__file__).parent


def test_a_jurisdictions_own_figures_stand_over_the_common_ones() -> None:
    rules = rule_set("england-and-wales", FOLDER)
    assert rules.parameters["initial-days"].jurisdiction == "united-kingdom"
    assert rules.parameters["weekly-days"].jurisdiction == "england-and-wales"
    assert rules.on("weekly-days", date(2020, 1, 1)) == 7
    assert rules.cautions
    assert {noted.rule for noted in rules.noted} >= {"guidance-on-disclosure"}


def test_cautions_are_left_out_where_they_do_not_register() -> None:
    assert not rule_set("scotland", FOLDER, cautions=False).cautions


def test_what_is_no_figure_is_not_read_as_one() -> None:
    assert "order" not in figures(FOLDER)
    assert set(figures(FOLDER)) >= {"household-hours", "review-adult-years", "absence-days"}


def test_a_folder_without_noted_rules_has_none(tmp_path: Path) -> None:
    copy = shutil.copytree(FOLDER, tmp_path / "place")
    (copy / "noted.toml").unlink()
    assert rule_set("place", copy).noted == ()


@pytest.mark.parametrize("text", ["[[rule]]\nrule = 1", "[[rule]]\nwho = 'x'", "{", "[other]"])
def test_noted_rules_that_cannot_be_are_refused_by_their_file(tmp_path: Path, text: str) -> None:
    copy = shutil.copytree(FOLDER, tmp_path / "place")
    (copy / "noted.toml").write_text(text)
    with pytest.raises(BadInput, match=r"noted\.toml(: | is not TOML)"):
        rule_set("place", copy)


@pytest.mark.parametrize("jurisdiction", JURISDICTIONS)
def test_a_folder_read_again_gives_the_same_law(jurisdiction: str) -> None:
    loaded = law_of(jurisdiction)
    folder = FOLDER.parent / jurisdiction.replace("-", "_").replace("_and_", "_")
    again = rule_set(jurisdiction, folder, cautions=loaded.cautions)
    assert again.jurisdiction == jurisdiction
    assert again.parameters == loaded.parameters
    assert again.orders == loaded.orders
    assert again.routes == loaded.routes
    assert again.noted == loaded.noted
    assert again.schedule.paragraphs == loaded.schedule.paragraphs
    assert again.schedule.offences() == loaded.schedule.offences()
    for offence in again.schedule.offences():
        for written in (
            offence.reference,
            offence.reference.upper(),
            f"{offence.reference} (attempt)",
            f"{offence.reference}(1)",
            f"{offence.reference} (whistling)",
        ):
            assert again.schedule.lookup(written) == loaded.schedule.lookup(written), written


def test_a_scheme_read_again_is_the_same() -> None:
    for name, scheme in SCHEMES.items():
        path = FOLDER.parent / "sister_schemes" / f"{name.replace('-', '_')}.toml"
        assert read(path) == scheme
