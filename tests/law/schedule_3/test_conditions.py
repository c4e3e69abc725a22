from __future__ import annotations

import pytest

from cairn.errors import BadInput
from cairn.law import terms
from cairn.law.facts import Disposal, Term
from cairn.law.schedule_3.conditions import Condition, condition, custodial, met_by_age, met_by_sentence
from tests.law.facts_for_tests import CONVICTED, convicted, imprisoned


@pytest.mark.parametrize(
    "row",
    [
        {"victim": 18},
        {"victim_under": "18"},
        {"victim_under": 0},
        {"imprisonment": 12},
        {"hospital": False},
        {"imprisonment": True, "hospital": True},
        {"part_2_applied": False},
        {},
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
    assert [met_by_age(limb, convicted(victim_age=age), 30) for age in (None, 17, 18)] == [False, True, False]


@pytest.mark.parametrize(
    ("limb", "facts", "age", "met"),
    [
        (Condition("intended_victim_under", 18), {"intended_victim_age": 17}, 30, True),
        (Condition("shown_under", 16), {"shown_age": 16}, 30, False),
        (Condition("shown_under", 16), {"shown_age": 15}, 30, True),
        (Condition("offender_at_least", 20), {}, 19, False),
        (Condition("offender_at_least", 20), {}, 20, True),
        (Condition("parental_household"), {}, 19, False),
        (Condition("parental_household"), {"parental_household": False}, 19, False),
        (Condition("parental_household"), {"parental_household": True}, 19, True),
    ],
)
def test_a_limb_of_the_offence(limb: Condition, facts: dict[str, object], age: int, *, met: bool) -> None:
    assert met_by_age(limb, convicted(**facts), age) is met


def test_a_limb_with_several_keys_needs_them_all() -> None:
    limb = condition({"imprisonment_months_over": 12, "part_2_applied": True, "shown_under": 16}, "w")
    assert limb.of_sentence
    assert limb.words == (
        "sentenced to more than 12 months' imprisonment and the court determined that Part 2 should apply "
        "and the picture shows somebody under 16"
    )
    assert met_by_age(limb, convicted(shown_age=15), 30)
    assert not met_by_age(limb, convicted(), 30)
    assert met_by_sentence(limb, imprisoned(13, part_2_applied=True), CONVICTED)
    assert not met_by_sentence(limb, imprisoned(13), CONVICTED)
    assert not met_by_sentence(limb, imprisoned(12, part_2_applied=True), CONVICTED)


def test_only_one_kind_of_sentence_to_a_limb() -> None:
    with pytest.raises(BadInput, match="two kinds of sentence"):
        condition({"imprisonment": True, "community_months_at_least": 12}, "para.1")


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
        (Condition("imprisonment_months_over", 12), imprisoned(12), False),
        (Condition("imprisonment_months_over", 12), imprisoned(13), True),
        (Condition("part_2_applied"), Disposal(kind="other"), False),
        (Condition("part_2_applied"), Disposal(kind="other", part_2_applied=True), True),
        (Condition("sexual_aspect_found"), Disposal(kind="fine", part_2_applied=True), False),
        (Condition("sexual_aspect_found"), Disposal(kind="fine", sexual_aspect=True), True),
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
