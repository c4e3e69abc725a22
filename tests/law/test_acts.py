"""Acts and Orders in a text: by title, by abbreviation, and what may be a slip."""

from __future__ import annotations

import pytest

from cairn.law.acts import clean, find_acts


def named(written: str) -> list[str | None]:
    return [one.act.name if one.act else None for one in find_acts(clean(written))]


def test_what_cannot_be_seen_is_dropped_and_blanks_and_dashes_are_plain() -> None:
    assert clean(" SOA\u00a02003 \u2013 s.\u200b9\u2019s ") == "soa 2003 - s.9's"


@pytest.mark.parametrize(
    ("written", "act"),
    [
        ("the Sexual Offences Act 2003", "SOA 2003"),
        ("rape contrary to SEXUAL OFFENCES ACT, 2003", "SOA 2003"),
        ("SOA'03", "SOA 2003"),
        ("OAPA s.20", "Offences against the Person Act 1861"),
        ("CJA 2009", "Coroners and Justice Act 2009"),
        ("CJA 1988", "Criminal Justice Act 1988"),
        ("Sexual Offences (NI) Order 2008", "Sexual Offences (Northern Ireland) Order 2008"),
        ("Sexual Offences (Scotland) Act 2009", "Sexual Offences (Scotland) Act 2009"),
        ("Domestic Violence, Crime & Victims Act 2004", "Domestic Violence, Crime and Victims Act 2004"),
        ("the Hunting Act 2004", "hunting act 2004"),
        ("Sexual Ofences Act 2003", None),
        ("Sexual Offences Act 2004", None),
        ("Safety of Children in Homes Act 2011", None),
        ("the Act 2003", None),
    ],
)
def test_an_act_is_found_by_its_title_or_abbreviation(written: str, act: str | None) -> None:
    assert named(written) == [act]


def test_an_abbreviation_for_several_acts_needs_its_year() -> None:
    assert named("SOA s.9") == []
    assert named("CAA 1981 and CAA 1984") == ["Criminal Attempts Act 1981", "Child Abduction Act 1984"]
