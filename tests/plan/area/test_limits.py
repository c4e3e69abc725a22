"""What a MAPPA area allows is data: dated, with its source, and tried out before it is changed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cairn.duties.lengths import Length
from cairn.errors import BadInput
from cairn.plan.area.limits import WHATS, AreaLimits, current, load

ROW = '[[limit]]\nwhat = "{what}"\nwithin = "{within}"\nfrom = {first}\n{to}source = "A"\nstatus = "unverified"\n'
DAY = date(2026, 2, 2)


def rows(**within: str) -> str:
    return "".join(
        ROW.format(what=what, within=within.get(what.replace("-", "_"), "10 days"), first="2003-01-01", to="")
        for what in WHATS
    )


def read(tmp_path: Path, text: str) -> AreaLimits:
    file = tmp_path / "limits.toml"
    file.write_text(text)
    return load(file)


def test_every_limit_that_is_shipped_says_its_source_and_none_claims_to_be_read() -> None:
    shipped = [row for each in current().rows.values() for row in each]
    assert {row.key for row in shipped} == set(WHATS)
    assert not any(row.verified for row in shipped)
    assert all(row.source.startswith("Area setting") for row in shipped)


def test_a_limit_counts_in_its_own_unit_and_none_asks_for_nothing(tmp_path: Path) -> None:
    limits = read(tmp_path, rows(referral_decision="10 working days", minutes_level_3="none"))
    assert limits.due("referral-decision", DAY) == date(2026, 2, 16)
    assert limits.due("minutes-level-3", DAY) is None


def test_a_new_figure_holds_from_its_day_and_the_old_one_before_it() -> None:
    limits = current().changed("level-1-review", 2, DAY)
    assert limits.due("level-1-review", date(2026, 2, 1)) == date(2026, 6, 1)
    assert limits.due("level-1-review", DAY) == date(2026, 4, 2)
    assert limits.on("level-1-review", DAY).within == Length(2, "months")


@pytest.mark.parametrize(("what", "amount"), [("level-1-review", 0), ("level-1-review", None), ("tea", 3)])
def test_what_cannot_be_tried_out_is_refused(what: str, amount: int | None) -> None:
    with pytest.raises(BadInput):
        current().changed(what, amount, DAY)


def test_a_file_that_is_not_whole_is_refused_by_name(tmp_path: Path) -> None:
    gap = ROW.format(what="referral-decision", within="9 days", first="2027-01-01", to="")
    for text in (rows(referral_decision="soon"), rows() + gap, rows().replace("source", "sauce", 1)):
        with pytest.raises(BadInput, match=r"limits\.toml"):
            read(tmp_path, text)
