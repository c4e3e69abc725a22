"""What may be meant by words is offered, the likeliest first, with what would follow."""

from __future__ import annotations

import pytest

from cairn.law.facts import JURISDICTIONS
from cairn.law.offences import find
from cairn.law.suggesting import NAMES, suggest


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("rape of a child", "SOA 2003 s.5"),
        ("attempted rape", "SOA 2003 s.1 (attempt)"),
        ("conspiracy to rape", "SOA 2003 s.1 (conspiracy)"),
        ("indecent assault", "SOA 1956 s.14"),
        ("sexual touching", "SOA 2003 s.3"),
        ("flashing", "SOA 2003 s.66"),
        ("rape of a girl aged 14", "SOA 2003 s.1"),
        ("Downloading  indecent images", "Protection of Children Act 1978 s.1"),
        ("SOA 2003 s.66B", "SOA 2003 s.66B(3)"),
        ("SOA 2003 s.9 and s.10", "SOA 2003 s.9"),
        ("Sexual Ofences Act s.9", "SOA 2003 s.9"),
        ("Sexual Offences Act 2004, section 9", "SOA 2003 s.9"),
        ("SOA s.66B", "SOA 2003 s.66B(3)"),
        ("Protection of Child Act 1978 s.1", "Protection of Children Act 1978 s.1"),
        ("SOA 2003 9", "SOA 2003 s.9"),
        ("Protection of Children Act 1978 1(1)(a)", "Protection of Children Act 1978 s.1"),
        ("rape of a girl under 13", "SOA 2003 s.5"),
        ("indecent assult on female", "SOA 1956 s.14"),
        ("up-skirting", "SOA 2003 s.67A"),
        ("cyber flashing", "SOA 2003 s.66A"),
        ("engaging in sexual communication with a child", "SOA 2003 s.15A"),
        ("possession of extreme pornography", "Criminal Justice and Immigration Act 2008 s.63"),
        ("gross indecency between males", "SOA 1956 s.13"),
        ("kiddie porn", "Protection of Children Act 1978 s.1"),
    ],
)
def test_the_likeliest_comes_first(words: str, first: str) -> None:
    assert suggest(words)[0].reference == first


def test_each_has_its_title_and_what_would_follow() -> None:
    by_reference = {one.reference: one for one in suggest("indecent assault")}
    old = by_reference["SOA 1956 s.14"]
    assert old.title == "Indecent assault on a woman"
    assert old.follows.startswith("Registers: only if the victim was under 18")
    murder = suggest("killing")[0]
    assert murder.follows == "Does not register: it is not listed in Schedule 3."
    assert "A person must decide" in suggest("creating a purported intimate image")[0].follows


@pytest.mark.parametrize(
    "words", ["SOA 2003 s.9", "Theft Act 1968 s.1", "SOA 2003 s.51A", "", "interfering with a minor"]
)
def test_nothing_is_offered_where_nothing_is_near_or_nothing_is_in_doubt(words: str) -> None:
    assert suggest(words) == ()


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name.says)
def test_every_everyday_name_is_of_listed_offences_and_offers_them(name: object) -> None:
    offered = [one.reference for one in suggest(name.says)]  # type: ignore[attr-defined]
    for reference in name.offences:  # type: ignore[attr-defined]
        assert any(find(reference, place) for place in JURISDICTIONS), reference
        assert reference in offered
