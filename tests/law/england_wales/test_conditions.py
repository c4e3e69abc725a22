from __future__ import annotations

import pytest

from cairn.errors import BadInput
from cairn.law import terms
from cairn.law.england_wales.conditions import Condition, condition, custodial, met_by_age, met_by_sentence
from cairn.law.facts import Disposal, Term
from tests.law.england_wales.facts_for_tests import CONVICTED, convicted, imprisoned


@pytest.mark.parametrize(
    "row",
    [
        {"victim": 18},
        {"victim_under": "18"},
        {"victim_under": 0},
        {"imprisonment": 12},
        {"hospital": False},
        {"imprisonment": True, "hospital": True},
        "imprisonment",
    ],
)
def test_a_condition_outside_the_closed_set_is_refused(row: object) -> None:
    with pytest.raises(BadInput, match=r"para\.1"):
        condition(row, "para.1")


def test_age_and_sentence_are_told_apart() -> None:
    assert not condition({"victim_under": 18}, "w").of_sentence
    assert condition({"community_months_at_least": 12}, "w").of_sentence


def test_an_age_that_is_not_recorded_meets_nothing() -> None:
    limb = Condition("victim_under", 18)
    assert [met_by_age(limb, convicted(victim_age=age)) for age in (None, 17, 18)] == [False, True, False]


@pytest.mark.parametrize(
    ("limb", "disposal", "met"),
    [
        (Condition("imprisonment"), imprisoned(1, "suspended-imprisonment"), True),
        (Condition("imprisonment"), Disposal(kind="fine"), False),
        (Condition("imprisonment_months_at_least", 12), imprisoned(12), True),
        (Condition("imprisonment_months_at_least", 12), imprisoned(22, "dto"), False),
        (Condition("imprisonment_months_at_least", 12), Disposal(kind="ipp"), True),
        (Condition("hospital"), Disposal(kind="hospital-order"), True),
        (Condition("hospital_restriction"), Disposal(kind="hospital-order"), False),
        (Condition("hospital_restriction"), Disposal(kind="hospital-order", restriction=True), True),
        (Condition("community_months_at_least", 12), imprisoned(12, "community-order"), True),
        (Condition("community_months_at_least", 12), imprisoned(11, "community-order"), False),
    ],
)
def test_a_sentencing_limb_is_met_by_the_disposals_it_names(
    limb: Condition, disposal: Disposal, *, met: bool
) -> None:
    assert met_by_sentence(limb, disposal, CONVICTED) is met


def test_what_counts_as_imprisonment() -> None:
    assert custodial(imprisoned(18, "dto")) == (9, 0)
    assert custodial(imprisoned(18, "detention")) == (18, 0)
    assert custodial(imprisoned(18, "extended", extension=Term(months=36))) == (54, 0)
    assert custodial(Disposal(kind="ipp")) == terms.LIFE
