"""One form of a reference, however it is written."""

from __future__ import annotations

import pytest

from cairn.law.references import forms, normal


@pytest.mark.parametrize(
    "written", ["SOA 2003 s.9", "Sexual Offences Act 2003 s 9", " sexual  offences act 2003 section 9 "]
)
def test_a_section_however_it_is_written(written: str) -> None:
    assert normal(written) == "soa 2003 s.9"


def test_an_abbreviated_act() -> None:
    assert normal("OAPA 1861 s18") == "offences against the person act 1861 s.18"


def test_an_offence_may_be_listed_as_its_section_or_its_subsection() -> None:
    assert forms("SOA 2003 s.66B(3) (attempt)") == (("soa 2003 s.66b(3)", "soa 2003 s.66b"), "attempt")
    assert forms("Common law murder") == (("common law murder",), "")
    assert forms("Channel Tunnel (Security) Order 1994 Part 2") == (
        ("channel tunnel (security) order 1994 part 2",),
        "",
    )
