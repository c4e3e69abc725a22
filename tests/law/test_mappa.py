from __future__ import annotations

from datetime import date

import pytest

from cairn.errors import BadInput
from cairn.law.facts import Conviction, Disposal, Person, Term
from cairn.law.mappa import NONE, category, parse

ON = date(2018, 9, 3)


def somebody(offence: str, *disposals: Disposal, **more: object) -> Person:
    convictions = (Conviction(id="a", date=ON, offence=offence, disposals=disposals, **more),)
    return Person(born=date(1980, 5, 1), convictions=convictions)


def prison(months: int, kind: str = "imprisonment", **more: object) -> Disposal:
    return Disposal(kind=kind, term=Term(months=months), **more)


def test_somebody_registrable_is_in_category_1() -> None:
    answer = category(somebody("SOA 2003 s.9", prison(36)), date(2019, 1, 1))
    assert (answer.number, answer.citation, answer.verified) == (1, "CJA 2003 s.327(2)", True)


@pytest.mark.parametrize(
    ("disposal", "number"),
    [
        (prison(12), 2),
        (prison(11), None),
        (prison(12, "dto"), 2),
        (prison(3, "extended", extension=Term(months=12)), 2),
        (Disposal(kind="hospital-order"), 2),
        (Disposal(kind="community-order", term=Term(months=24)), None),
        (prison(12, date=date(2019, 6, 1)), None),
    ],
)
def test_a_violent_offence_with_a_qualifying_sentence_is_category_2(
    disposal: Disposal, number: int | None
) -> None:
    person = somebody("Offences against the Person Act 1861 s.18", disposal)
    assert category(person, date(2019, 1, 1)).number == number


def test_a_listing_from_memory_says_so() -> None:
    answer = category(somebody("Offences against the Person Act 1861 s.20", prison(14)), date(2019, 1, 1))
    assert not answer.verified
    assert "not checked against the statute" in answer.reason
    assert answer.citation == "CJA 2003 s.327(3); CJA 2003 Sch.15 para.7"


def test_a_sexual_offence_whose_registration_has_ended_can_be_category_2() -> None:
    answer = category(somebody("SOA 2003 s.9", prison(14)), date(2030, 1, 1))
    assert (answer.number, answer.citation) == (2, "CJA 2003 s.327(3); CJA 2003 Sch.15 Part 2")


def test_theft_a_caution_and_a_quashed_conviction_give_no_category() -> None:
    wound = "Offences against the Person Act 1861 s.18"
    assert category(somebody("Theft Act 1968 s.1", prison(40)), date(2019, 1, 1)) == NONE
    assert category(somebody(wound, kind="caution"), date(2019, 1, 1)) == NONE
    assert category(somebody(wound, prison(40), quashed_on=date(2018, 12, 1)), date(2019, 1, 1)) == NONE
    assert category(somebody(wound, prison(40)), date(2018, 9, 2)) == NONE


def test_a_table_with_an_unknown_or_missing_key_is_refused() -> None:
    head = 'status = "unverified"\n[months]\nvalue = 12\ncitation = "c"\n[[offence]]\n'
    with pytest.raises(BadInput, match="f: X: unknown key “sort”"):
        parse(f'{head}reference = "X"\ntitle = "x"\ncitation = "c"\nsort = 1\n', "f")
    with pytest.raises(BadInput, match="f: X: citation is missing"):
        parse(f'{head}reference = "X"\ntitle = "x"\n', "f")
