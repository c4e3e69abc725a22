"""What may bring a category and is not known."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.law.facts import Disposal
from cairn.law.mappa import category
from cairn.law.mappa.doubts import doubtful, subsections_listed
from tests.law.mappa.lives import WOUNDING, prison, somebody

NOW = date(2025, 6, 2)
IN_2025 = date(2025, 3, 3)


@pytest.mark.parametrize(
    ("offence", "disposals", "needs"),
    [
        (WOUNDING, (), ("sentence",)),
        (WOUNDING, (Disposal(kind="imprisonment"),), ("sentence-length",)),
        (WOUNDING, (Disposal(kind="unknown"),), ("disposal",)),
        (WOUNDING, (Disposal(kind="fine"),), ()),
        (WOUNDING, (prison(24),), ()),
        ("touching", (prison(24),), ("offence",)),
        ("touching", (prison(6),), ()),
        ("Theft Act 1968 s.1", (prison(24),), ()),
        ("SOA 2003 s.66B", (prison(24),), ("offence",)),
    ],
)
def test_a_category_2_that_turns_on_what_is_not_known_says_on_what(
    offence: str, disposals: tuple[Disposal, ...], needs: tuple[str, ...]
) -> None:
    person = somebody(offence, *disposals)
    assert doubtful(person, NOW, 12, {"violent", "sexual"}) == needs


def test_a_victims_age_decides_where_the_listing_asks_for_it() -> None:
    supply = "Misuse of Drugs Act 1971 s.4(3)"
    assert doubtful(somebody(supply, prison(24)), NOW, 12, {"section-327"}) == ("victim-age",)
    assert doubtful(somebody(supply, prison(24), victim_age=30), NOW, 12, {"section-327"}) == ()


def test_a_listing_not_read_is_for_a_person_before_its_day_and_used_from_then() -> None:
    coercive = "Serious Crime Act 2015 s.76"
    before = category(somebody(coercive, prison(24)), NOW)
    assert (before.undecided, before.may_be, before.needs, before.verified) == (True, (2,), ("law",), False)
    after = category(somebody(coercive, prison(24, "suspended-imprisonment"), on=IN_2025), NOW)
    assert (after.number, after.verified) == (2, False)
    strangled = somebody("Serious Crime Act 2015 s.75A", prison(24), on=date(2022, 6, 6))
    assert category(strangled, NOW).undecided is False, "read, and not listed before its day"


def test_a_section_of_which_only_some_subsections_are_listed() -> None:
    assert subsections_listed("SOA 2003 s.66B")
    assert not subsections_listed("SOA 2003 s.9")


def test_a_category_that_is_certain_names_what_else_may_be() -> None:
    answer = category(somebody("SOA 2003 s.9", on=IN_2025), NOW)
    assert (answer.number, answer.may_be, answer.needs) == (1, (2,), ("sentence",))
    assert answer.reason.endswith("It may be category 2 too, which turns on the sentence.")
