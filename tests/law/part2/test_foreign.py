"""What makes a conviction abroad count, and since when."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cairn.errors import BadInput
from cairn.law.facts import Conviction
from cairn.law.part2.foreign import counted_from, load
from cairn.law.rulebook import rule_set


def abroad(route: str = "none", on: date | None = None) -> Conviction:
    return Conviction(date=date(2018, 5, 1), offence="SOA 2003 s.9", foreign=True, route=route, noticed_on=on)


def since(conviction: Conviction, place: str = "england-and-wales") -> tuple[date, str] | None:
    found = counted_from(conviction, rule_set(place).routes)
    return (found[0], found[1].name) if found else None


def test_in_england_a_notice_counts_since_29_november_2022() -> None:
    assert since(abroad("notice", date(2022, 11, 29))) == (date(2022, 11, 29), "notice")
    assert since(abroad("notice", date(2022, 11, 28))) is None


def test_in_england_an_order_counts_until_the_notice_came() -> None:
    assert since(abroad("notification-order", date(2022, 11, 28))) == (
        date(2022, 11, 28),
        "notification-order",
    )
    assert since(abroad("notification-order", date(2022, 11, 29))) is None


def test_nothing_counts_that_nothing_made_count() -> None:
    assert since(abroad()) is None
    assert since(abroad("notice")) is None
    assert since(abroad(), "scotland") is None


def test_in_scotland_it_is_still_an_order() -> None:
    assert since(abroad("notification-order", date(2024, 1, 1)), "scotland") == (
        date(2024, 1, 1),
        "notification-order",
    )
    assert since(abroad("notice", date(2024, 1, 1)), "scotland") is None


def test_in_northern_ireland_it_counts_by_itself_from_the_conviction() -> None:
    assert since(abroad(), "northern-ireland") == (date(2018, 5, 1), "automatic")
    old = Conviction(date=date(2010, 5, 1), offence="SOA 2003 s.9", foreign=True)
    assert since(old, "northern-ireland") == (date(2014, 3, 1), "automatic")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[[route]]\nname = "notice"', r"route 1 \(name notice\): from is missing"),
        (
            '[[route]]\nname = "notice"\nwhen = 1',
            r"foreign.toml: route 1 \(name notice\): unknown key “when”. Allowed: citation, from, name, source, status, to.",
        ),
        (
            "[[route]]\nfrom = 2020-01-01\ncitation = 'x'\nsource = 'x'\nstatus = 'x'",
            r"route 1 \(citation x\): name is missing",
        ),
    ],
)
def test_a_file_that_cannot_be_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "foreign.toml"
    path.write_text(text)
    with pytest.raises(BadInput, match=told) as refusal:
        load(path)
    assert refusal.value.field in {"from", "when", "name"}
