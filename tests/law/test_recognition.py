"""Words that name an offence, and words that do not."""

from __future__ import annotations

import pytest

from cairn.law.recognition import may_be_statutory, recognised


@pytest.mark.parametrize(
    "offence",
    [
        *("Theft Act 1968 s.1", "SOA 2003 s.9(1) (attempt)", "Sexual Offences Act 2003 section 3"),
        *("Breach of the peace (Scots common law)", "Conspiracy to defraud (common law)"),
        "Sexual Offences (Northern Ireland) Order 2008 art.7",
    ],
)
def test_an_act_and_a_provision_name_an_offence(offence: str) -> None:
    assert recognised(offence)


@pytest.mark.parametrize(
    "offence",
    [
        *("interfering with a minor", "indecent assault", "", "(1)", "SOA 2003", "section 9"),
        *("Criminal Attempts Act 1981 s.1", "Armed Forces Act 2006 s.42", "Criminal Law Act 1977 s.1(1)"),
        *("Serious Crime Act 2007 s.45", "Army Act 1955 s.70"),
    ],
)
def test_other_words_and_provisions_that_carry_another_offence_name_none(offence: str) -> None:
    assert not recognised(offence)


def test_a_section_whose_number_only_begins_alike_is_another() -> None:
    assert recognised("Criminal Law Act 1977 s.16")
    assert recognised("Armed Forces Act 2006 s.42A")


def test_a_crime_at_common_law_is_under_no_statute_whatever_its_words() -> None:
    assert not may_be_statutory("Rape (Scots common law)")
    assert not may_be_statutory("Theft Act 1968 s.1")
    assert may_be_statutory("interfering with a minor")
