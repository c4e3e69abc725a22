"""What a notification must contain, how it is given, and what failing to give it may bring."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.errors import BadInput
from cairn.law.facts import NORTHERN_IRELAND, SCOTLAND
from cairn.law.requirements import Requirement, of, parse

TODAY = date(2026, 6, 1)


def said(rows: tuple[Requirement, ...]) -> str:
    return "\n".join(row.says for row in rows)


def test_the_first_notification_gives_the_whole_of_section_83_5() -> None:
    contents = of("initial", as_at=TODAY).contents
    assert [row.citation for row in contents][:7] == [f"SOA 2003 s.83(5)({letter})" for letter in "abcdefg"]


def test_bank_accounts_are_told_since_13_august_2012() -> None:
    assert "bank account" not in said(of("periodic", as_at=date(2012, 8, 12)).contents)
    assert "bank account" in said(of("periodic", as_at=date(2012, 8, 13)).contents)


def test_a_journey_tells_other_things_than_an_annual_notification() -> None:
    contents = said(of("travel", as_at=TODAY).contents)
    assert "point of arrival" in contents
    assert "National Insurance" not in contents


def test_before_2012_only_the_first_night_abroad_was_told() -> None:
    assert "first night" in said(of("travel", as_at=date(2012, 8, 12)).contents)
    assert "dates in each country" in said(of("travel", as_at=date(2012, 8, 13)).contents)


def test_since_29_november_2022_the_chief_officer_publishes_the_stations() -> None:
    assert "prescribed by regulations" in said(of("initial", as_at=date(2022, 11, 28)).method)
    assert "chief officer publishes" in said(of("initial", as_at=date(2022, 11, 29)).method)


def test_fingerprints_are_for_sections_83_to_85_and_not_for_travel() -> None:
    assert "fingerprints" in said(of("change", as_at=TODAY).method)
    assert "fingerprints" not in said(of("travel", as_at=TODAY).method)


def test_a_child_household_is_told_in_england_and_wales_and_not_in_scotland() -> None:
    assert "household" in said(of("initial", as_at=TODAY).contents)
    assert "household" not in said(of("initial", SCOTLAND, TODAY).contents)
    assert "household" in said(of("initial", NORTHERN_IRELAND, TODAY).contents)


def test_breach_brings_at_most_five_years_and_the_summary_maximum_is_in_doubt() -> None:
    breach = of("initial", as_at=TODAY).breach
    assert "five years" in breach[0].says
    assert [row.status for row in breach] == ["verified", "unverified", "verified"]


def test_a_sexual_risk_order_asks_only_for_names_and_a_home() -> None:
    found = of("initial", as_at=TODAY, regime="sexual-risk-order")
    assert [row.says for row in found.contents] == ["every name used, and the home address"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[[contents]]\nsays = "x"', r"contents 1 \(says x\): citation is missing"),
        ('[[breach]]\nsays = "x"\nwhen = 1', "unknown key “when”. Allowed: citation, from, "),
        (
            '[[method]]\nsays = "x"\ncitation = "c"\nsource = "s"\nstatus = "sure"',
            "status is 'sure'. Allowed: derived, unverified, verified",
        ),
    ],
)
def test_a_row_that_cannot_be_is_refused_by_its_place(text: str, message: str) -> None:
    with pytest.raises(BadInput, match=message) as refusal:
        parse(text, "requirements.toml")
    assert refusal.value.field in {"citation", "when", "status"}
