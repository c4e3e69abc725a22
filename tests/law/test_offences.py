"""Offences as an officer asks for them."""

from __future__ import annotations

import pytest

from cairn.errors import BadInput
from cairn.law.facts import NORTHERN_IRELAND, SCOTLAND
from cairn.law.offences import Found, find, in_words


def first(words: str) -> Found:
    found = find(words)
    assert found, words
    return found[0]


@pytest.mark.parametrize(
    ("words", "reference"),
    [
        ("GBH", "Offences against the Person Act 1861 s.20"),
        ("GBH with intent", "Offences against the Person Act 1861 s.18"),
        ("Section 18 wounding", "Offences against the Person Act 1861 s.18"),
        ("abh", "Offences against the Person Act 1861 s.47"),
        ("stalking", "Protection from Harassment Act 1997 s.4A"),
        ("robbery", "Theft Act 1968 s.8"),
        ("arson", "Criminal Damage Act 1971 s.1(3)"),
        ("non-fatal strangulation", "Serious Crime Act 2015 s.75A"),
        ("rape", "SOA 2003 s.1"),
        ("sexual assault", "SOA 2003 s.3"),
        ("murder", "Common law murder"),
        ("SOA 2003 s.9", "SOA 2003 s.9"),
        ("Sexual Offences Act 2003 section 9", "SOA 2003 s.9"),
        ("OAPA 1861 s 47", "Offences against the Person Act 1861 s.47"),
    ],
)
def test_an_everyday_name_or_a_reference_finds_the_offence(words: str, reference: str) -> None:
    found = first(words)
    assert (found.reference, found.match) == (reference, "exact")


@pytest.mark.parametrize(
    ("words", "reference", "match"),
    [
        ("stalker", "Protection from Harassment Act 1997 s.4A", "words"),
        ("robberies", "Theft Act 1968 s.8", "words"),
        ("intent wounding", "Offences against the Person Act 1861 s.18", "words"),
        ("robery", "Theft Act 1968 s.8", "close"),
        ("kiddnapping", "Common law kidnapping", "close"),
        ("harrasment", "Protection from Harassment Act 1997 s.4", "close"),
        ("aggravated burg", "Theft Act 1968 s.10", "prefix"),
    ],
)
def test_word_order_plurals_and_small_slips_do_not_matter(words: str, reference: str, match: str) -> None:
    found = first(words)
    assert (found.reference, found.match) == (reference, match)


def test_one_answer_says_what_registers_and_what_brings_mappa() -> None:
    found = first("exposure")
    assert found.reference == "SOA 2003 s.66"
    assert found.schedule_3 is not None
    assert found.schedule_15 is not None
    assert found.schedule_3.on
    assert found.schedule_3.condition.startswith("Offender under 18 at the offence: ")
    assert found.citation == "SOA 2003 Sch.3 para.33; CJA 2003 Sch.15 para.149"


def test_an_offence_of_one_schedule_says_nothing_of_the_other() -> None:
    affray, buggery = first("affray"), first("SOA 1956 s.12")
    assert affray.schedule_3 is None
    assert affray.citation == "CJA 2003 Sch.15 para.46"
    assert buggery.schedule_15 is None
    assert buggery.citation == "SOA 2003 Sch.3 para.5"


def test_harassment_says_what_is_near_it_and_not_listed() -> None:
    found = first("harassment")
    assert found.schedule_15 is not None
    assert "s.2" in found.schedule_15.note


def test_an_attempt_is_found_by_the_offence_and_written_in_brackets() -> None:
    found = first("attempted rape")
    assert (found.reference, found.title) == ("SOA 2003 s.1 (attempt)", "rape (attempt)")
    assert found.schedule_15 is not None
    assert found.schedule_15.citation == "CJA 2003 Sch.15 para.153 with para.102"
    murder = first("attempted murder")
    assert murder.citation == "CJA 2003 Sch.15 para.65"
    assert first("conspiracy to rob").reference == "Theft Act 1968 s.8 (conspiracy)"


def test_an_offence_whose_title_is_an_attempt_is_itself() -> None:
    found = first("attempting to choke, suffocate or strangle")
    assert found.reference == "Offences against the Person Act 1861 s.21"


def test_an_offence_remembered_and_not_read_says_so() -> None:
    found = first("TPIM breach")
    assert found.schedule_15 is not None
    assert not found.schedule_15.verified


def test_the_best_fit_comes_first_and_the_order_is_always_the_same() -> None:
    found = find("gbh")
    assert [each.match for each in found] == sorted(
        (each.match for each in found), key=["exact", "prefix", "words", "close"].index
    )
    assert find("gbh") == found
    assert len(find("child")) <= 25


def test_nothing_fits_nothing_and_nonsense() -> None:
    assert find("") == ()
    assert find("  …") == ()
    assert find("parking on a double yellow line") == ()


@pytest.mark.parametrize("jurisdiction", [SCOTLAND, NORTHERN_IRELAND])
def test_outside_england_and_wales_only_its_own_schedule_3_is_looked_up(jurisdiction: str) -> None:
    assert find("affray", jurisdiction) == ()
    found = find("rape", jurisdiction)
    assert found
    assert all(each.schedule_15 is None and each.schedule_3 is not None for each in found)


def test_a_jurisdiction_without_rules_is_refused() -> None:
    with pytest.raises(BadInput, match="no rules"):
        find("rape", "jersey")


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (
            "Criminal Justice Act 1988 s.160",
            "Possession of an indecent photograph of a child, Criminal Justice Act 1988 s.160",
        ),
        ("Sexual Offences Act 2003, s.9(1) and (2)", "Sexual activity with a child, SOA 2003 s.9(1) and (2)"),
        ("rape contrary to s.1 SOA 2003 (attempted)", "Rape, SOA 2003 s.1 (attempt)"),
        (
            "Sexual Offences (Scotland) Act 2009 s.8",
            "Sexual exposure, Sexual Offences (Scotland) Act 2009 s.8",
        ),
        ("Common law murder", "Common law murder"),
        ("Theft Act 1968 s.1", "Theft Act 1968 s.1"),
        ("SOA 2003 s.51A", "SOA 2003 s.51A"),
        ("interfering with a minor", "interfering with a minor"),
    ],
)
def test_an_offence_is_shown_by_its_title_then_act_and_section(written: str, shown: str) -> None:
    assert in_words(written) == shown


def test_an_act_and_a_section_finds_that_offence_or_none() -> None:
    assert [each.reference for each in find("SOA 2003 s.15 A")] == ["SOA 2003 s.15A"]
    assert find("SOA 2003 s.51A") == ()
    assert [each.reference for each in find("SOA 2003 s.66B")] == ["SOA 2003 s.66B(3)", "SOA 2003 s.66B(2)"]
