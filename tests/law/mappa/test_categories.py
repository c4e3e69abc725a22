"""The category the facts give."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from cairn.law.facts import Disposal, Term
from cairn.law.mappa import NONE, category
from cairn.law.mappa.categories import PARAMETERS
from tests.law.mappa.lives import WOUNDING, prison, somebody

ON = date(2019, 1, 1)
NOW = date(2025, 3, 3)


def test_somebody_registrable_is_in_category_1() -> None:
    answer = category(somebody("SOA 2003 s.9", prison(6)), ON)
    assert (answer.number, answer.citation, answer.verified) == (1, "CJA 2003 s.327(2)", True)
    assert answer.also == ()


def test_a_registered_person_with_a_long_sentence_is_in_1_and_the_facts_give_2_as_well() -> None:
    answer = category(somebody("SOA 2003 s.9", prison(36)), ON)
    assert (answer.number, answer.also) == (1, (2,))


@pytest.mark.parametrize(
    ("disposal", "number"),
    [
        (prison(12), 2),
        (prison(11), None),
        (Disposal(kind="hospital-order"), 2),
        (Disposal(kind="community-order", term=Term(months=24)), None),
        (prison(12, date=date(2019, 6, 1)), None),
    ],
)
def test_wounding_with_a_qualifying_sentence_is_category_2(disposal: Disposal, number: int | None) -> None:
    assert category(somebody(WOUNDING, disposal), ON).number == number


def test_the_answer_names_the_offence_the_sentence_and_the_paragraph() -> None:
    answer = category(somebody("Offences against the Person Act 1861 s.20", prison(14)), ON)
    assert answer.reason == "Sentenced for malicious wounding to 12 months' custody or more."
    assert (answer.citation, answer.verified) == ("CJA 2003 s.327(3); CJA 2003 Sch.15 para.7", True)


def test_a_sexual_offence_whose_registration_has_ended_can_be_category_2() -> None:
    answer = category(somebody("SOA 2003 s.9", prison(14)), date(2030, 1, 1))
    assert (answer.number, answer.citation) == (2, "CJA 2003 s.327(3); CJA 2003 Sch.15 para.110")


def test_a_sexual_offence_that_never_registered_can_be_category_2() -> None:
    answer = category(somebody("SOA 2003 s.53", prison(18)), ON)
    assert (answer.number, answer.citation) == (2, "CJA 2003 s.327(3); CJA 2003 Sch.15 para.140")


def test_an_offence_of_schedule_3_alone_is_not_category_2_once_registration_ends() -> None:
    person = somebody("Serious Crime Act 2015 s.69", prison(14))
    assert category(person, ON).number == 1
    assert category(person, date(2030, 1, 1)) == NONE


def test_murder_and_an_attempt_at_it() -> None:
    life = Disposal(kind="imprisonment", term=Term(life=True))
    assert category(somebody("Common law murder", life), ON).citation == (
        "CJA 2003 s.327(3); CJA 2003 s.327(3)(a)"
    )
    attempt = category(somebody("Common law murder (attempt)", prison(180)), ON)
    assert (attempt.number, attempt.citation) == (2, "CJA 2003 s.327(3); CJA 2003 Sch.15 para.65")


def test_class_a_drugs_supplied_to_a_child_are_category_2_and_to_an_adult_are_not() -> None:
    supply = "Misuse of Drugs Act 1971 s.4(3)"
    child = category(somebody(supply, prison(30), victim_age=15), ON)
    assert (child.number, child.citation) == (2, "CJA 2003 s.327(3); CJA 2003 s.327(4A)(c)")
    assert category(somebody(supply, prison(30), victim_age=30), ON) == NONE
    unknown = category(somebody(supply, prison(30)), ON)
    assert (unknown.undecided, unknown.may_be, unknown.needs) == (True, (2,), ("victim-age",))


def test_theft_harassment_and_burglary_to_steal_give_no_category() -> None:
    for offence in ("Theft Act 1968 s.1", "Protection from Harassment Act 1997 s.2", "Theft Act 1968 s.9"):
        assert category(somebody(offence, prison(40)), ON) == NONE


def test_strangulation_is_listed_since_june_2022() -> None:
    offence = "Serious Crime Act 2015 s.75A"
    assert category(somebody(offence, prison(15), on=date(2022, 6, 7)), NOW).number == 2
    assert category(somebody(offence, prison(15), on=date(2022, 6, 6)), NOW) == NONE


def test_a_terrorism_offence_is_category_4_and_says_that_its_list_was_not_read() -> None:
    answer = category(somebody("Terrorism Act 2006 s.5", prison(96)), NOW)
    assert (answer.number, answer.verified) == (4, False)
    assert answer.citation == "CJA 2003 s.327(4D), (4F)(a), Sch.19ZA; CJA 2003 Sch.15 para.168"
    assert "not checked against the statute" in answer.reason


def test_terrorism_was_in_category_2_until_it_became_a_category_of_its_own() -> None:
    person = somebody("Terrorism Act 2000 s.58", prison(24), on=date(2019, 5, 1))
    assert category(person, date(2022, 6, 27)).number == 2
    assert category(person, date(2022, 6, 28)).number == 4


def test_any_offence_with_a_terrorist_connection_is_category_4_before_the_others() -> None:
    answer = category(somebody(WOUNDING, prison(24), terrorist_connection=True), NOW)
    assert (answer.number, answer.also, answer.verified) == (4, (2,), True)
    assert answer.citation == "CJA 2003 s.327(4D), (4F)(c)"
    assert answer.reason.endswith("The facts give category 2 as well.")
    short = category(somebody("Theft Act 1968 s.1", prison(6), terrorist_connection=True), NOW)
    assert short == NONE
    theft = category(somebody("Theft Act 1968 s.1", prison(12), terrorist_connection=True), NOW)
    assert (theft.number, theft.also) == (4, ())


def test_a_registered_terrorist_is_recorded_in_4_and_the_answer_keeps_1() -> None:
    person = somebody("SOA 2003 s.9", prison(36))
    other = somebody("Terrorism Act 2006 s.1", prison(30), on=date(2020, 2, 3)).convictions
    both = msgspec.structs.replace(person, convictions=person.convictions + other)
    answer = category(both, NOW)
    assert (answer.number, answer.also) == (4, (1, 2))
    assert "category 1 and 2 as well" in answer.reason


def test_nothing_is_a_category_before_the_act() -> None:
    life = Disposal(kind="imprisonment", term=Term(life=True))
    old = somebody("Common law murder", life, on=date(1999, 5, 4))
    assert category(old, date(2004, 4, 4)) == NONE
    assert category(old, date(2004, 4, 5)).number == 2


def test_every_figure_has_its_law() -> None:
    for parameter in PARAMETERS.values():
        for figure in parameter.figures:
            assert figure.citation.startswith("CJA 2003 s.327")
            assert figure.source
