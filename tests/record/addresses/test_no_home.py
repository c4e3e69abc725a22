"""No home typed as a home, and a home abroad: asked at the field, at every door."""

from __future__ import annotations

import pytest

from cairn.errors import BadInput
from cairn.record.addresses.no_home import check_home

NONE = (
    "NFA",
    "nfa",
    "N.F.A.",
    "N/F/A",
    "no fixed abode",
    "No Fixed Address",
    "of no fixed abode",
    "NFA, Kendal",
    "homeless",
    "Sofa surfing",
    "sofa-surfing at friends in Kendal",
    "couch surfing",
    "sleeping rough",
    "rough sleeper",
    "Living in his car",
    "none",
)
HOMES = (
    "1 Fell View, Kendal",
    "Homeless Persons Hostel, 3 High Street",
    "14 Nfatown Road",
    "2 Poland Street, London",
    "5 Jersey Way, Leeds",
    "None Go Bye Farm, Otley",
    "The Ireland Arms, Bath",
)


@pytest.mark.parametrize("lines", NONE)
def test_words_that_say_there_is_no_home_are_asked_about(lines: str) -> None:
    with pytest.raises(BadInput, match="Do you mean no fixed abode") as refusal:
        check_home("home", lines)
    assert refusal.value.field == "kind"


@pytest.mark.parametrize("lines", ["NFA", "no fixed abode", "homeless"])
def test_without_a_home_a_place_to_be_found_at_is_asked_for(lines: str) -> None:
    with pytest.raises(BadInput, match="regularly be found") as refusal:
        check_home("no-fixed-abode", lines)
    assert refusal.value.field == "lines"


@pytest.mark.parametrize("kind", ["home", "no-fixed-abode"])
@pytest.mark.parametrize(
    "lines",
    [
        "ul. Długa 5, Kraków, Poland",
        "Rynek 5, 31-147 Kraków",
        "Krakow",
        "3 Rue X\nParis\nFrance",
        "2 Quay, Isle of Man",
    ],
)
def test_a_home_is_in_the_united_kingdom(kind: str, lines: str) -> None:
    with pytest.raises(BadInput, match="outside the United Kingdom") as refusal:
        check_home(kind, lines)
    assert refusal.value.field == "lines"


@pytest.mark.parametrize("lines", HOMES)
def test_a_home_is_asked_nothing(lines: str) -> None:
    check_home("home", lines)


def test_another_address_may_be_anywhere() -> None:
    check_home("other", "3 Rue X, Paris, France")
