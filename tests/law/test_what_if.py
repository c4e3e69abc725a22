"""A person's facts with something otherwise, and sentences as people write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.errors import BadInput
from cairn.law import assess
from cairn.law.facts import Conviction, Disposal, Person, Term
from cairn.law.what_if import EXAMPLES, changed, parse_sentence
from tests.law.facts_for_tests import BORN, CONVICTED, convicted, imprisoned, registered

LIFE = Term(life=True)
ON = date(2019, 1, 1)


@pytest.mark.parametrize(
    ("text", "kind", "term"),
    [
        ("imprisonment 2 years 6 months", "imprisonment", Term(years=2, months=6)),
        ("Imprisonment for 3 years", "imprisonment", Term(years=3)),
        ("3 years' imprisonment", "imprisonment", Term(years=3)),
        ("26 weeks in prison", None, None),
        ("26 weeks imprisonment", "imprisonment", Term(weeks=26)),
        ("imprisonment 1 year, 2 months and 3 days", "imprisonment", Term(years=1, months=2, days=3)),
        ("life", "imprisonment", LIFE),
        ("life imprisonment", "imprisonment", LIFE),
        ("imprisonment for life", "imprisonment", LIFE),
        ("detention for life", "detention", LIFE),
        ("suspended 12 months", "suspended-imprisonment", Term(months=12)),
        ("suspended sentence of 12 months", "suspended-imprisonment", Term(months=12)),
        ("imprisonment suspended 6 months", "suspended-imprisonment", Term(months=6)),
        ("detention 18 months", "detention", Term(months=18)),
        ("detention in a young offender institution 18 months", "detention", Term(months=18)),
        ("dto 8 months", "dto", Term(months=8)),
        ("detention and training order 8 months", "dto", Term(months=8)),
        ("imprisonment for public protection", "ipp", None),
        ("community order", "community-order", None),
        ("community order of 12 months", "community-order", Term(months=12)),
        ("conditional discharge 12 months", "conditional-discharge", Term(months=12)),
        ("a fine", "fine", None),
        ("absolute discharge", "absolute-discharge", None),
    ],
)
def test_a_sentence_is_read_as_people_write_it(text: str, kind: str | None, term: Term | None) -> None:
    if kind is None:
        with pytest.raises(BadInput, match="“in” is not understood"):
            parse_sentence(text)
        return
    assert parse_sentence(text) == Disposal(kind=kind, term=term)


@pytest.mark.parametrize(
    "text",
    [
        "extended 18 months + 36 months",
        "extended sentence 18 months plus 36 months",
        "Extended determinate sentence of 18 months custody with an extension period of 36 months",
    ],
)
def test_an_extended_sentence_has_two_terms(text: str) -> None:
    assert parse_sentence(text) == Disposal(kind="extended", term=Term(months=18), extension=Term(months=36))


@pytest.mark.parametrize(
    ("text", "restriction"),
    [
        ("hospital order", False),
        ("hospital order with restriction", True),
        ("hospital order and a restriction order", True),
        ("hospital order without restriction", False),
    ],
)
def test_a_hospital_order_says_whether_it_came_with_a_restriction(text: str, restriction: bool) -> None:
    assert parse_sentence(text) == Disposal(kind="hospital-order", restriction=restriction)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no sentence is named"),
        ("30 months", "no sentence is named"),
        ("imprisonment", "its length is missing"),
        ("conditional discharge", "its length is missing"),
        ("imprisonment 0 months", "its length is nothing"),
        ("imprisonment 2 yeers", "“2 yeers” is not understood"),
        ("imprisonment 2 years 3 years", "it has years twice"),
        ("fine 3 months", "this sentence has no length"),
        ("life imprisonment 12 years", "a life sentence has no other length"),
        ("extended 18 months", "a custodial term and an extension"),
        ("hospital order for a year", "“year” is not understood"),
    ],
)
def test_what_is_not_a_sentence_says_what_to_write(text: str, told: str) -> None:
    with pytest.raises(BadInput) as refusal:
        parse_sentence(text)
    assert told in refusal.value.message
    assert "imprisonment 2 years 6 months" in refusal.value.message
    assert refusal.value.field == "sentence"


def test_every_example_that_a_refusal_gives_is_read() -> None:
    assert len({parse_sentence(example) for example in EXAMPLES}) == len(EXAMPLES)


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_sentence_or_a_refusal(text: str) -> None:
    with suppress(BadInput):
        assert parse_sentence(text).kind


@given(st.integers(0, 30), st.integers(0, 11), st.integers(1, 27))
def test_a_length_comes_back_as_it_was_written(years: int, months: int, days: int) -> None:
    found = parse_sentence(f"imprisonment {years} years {months} months {days} days")
    assert found.term == Term(years=years, months=months, days=days)


def test_another_sentence_is_another_period_and_nothing_else_changes() -> None:
    person = registered()
    other = changed(person, conviction="a", sentence=parse_sentence("imprisonment 3 years"))
    assert assess(person, ON).registration.until == date(2023, 9, 2)
    assert assess(other, ON).registration.indefinite
    assert msgspec.structs.replace(other, convictions=person.convictions) == person


def test_the_new_sentence_is_passed_on_the_day_of_the_old_and_follows_the_same_term() -> None:
    old = imprisoned(6, date=date(2018, 10, 1), consecutive_to="b")
    person = registered(convictions=(convicted(old), convicted(imprisoned(6), id="b")))
    new = changed(person, conviction="a", sentence=parse_sentence("imprisonment 9 months")).convictions[0]
    assert new.disposals == (imprisoned(9, date=date(2018, 10, 1), consecutive_to="b"),)
    fined = changed(person, conviction="a", sentence=parse_sentence("fine")).convictions[0]
    assert fined.disposals == (Disposal(kind="fine", date=date(2018, 10, 1)),)


def test_another_day_of_conviction_takes_the_day_of_sentence_with_it() -> None:
    person = registered(convictions=(convicted(imprisoned(6, date=date(2018, 10, 3))),))
    new = changed(person, conviction=None, date=date(2018, 9, 13)).convictions[0]
    assert (new.date, new.disposals[0].date) == (date(2018, 9, 13), date(2018, 10, 13))


def test_another_offence_may_register_nobody() -> None:
    other = changed(registered(), conviction=None, offence="  Theft Act 1968  s.1 ")
    assert other.convictions[0].offence == "Theft Act 1968 s.1"
    assert not assess(other, ON).registration.registrable


def test_an_appeal_ends_it_on_its_day() -> None:
    other = changed(registered(), conviction=None, quashed_on=ON)
    assert not assess(other, ON).registration.registrable


def person_with(*convictions: Conviction) -> Person:
    return Person(born=BORN, convictions=convictions)


@pytest.mark.parametrize(
    ("person", "asked", "told", "field"),
    [
        (registered(), {}, "Say what would be otherwise", None),
        (person_with(), {"offence": "SOA 2003 s.9"}, "There is no conviction", "conviction"),
        (registered(), {"conviction": "z", "offence": "x"}, "No conviction has the id “z”", "conviction"),
        (
            person_with(convicted(), convicted(id="b")),
            {"offence": "x"},
            "There are: a (SOA 2003 s.9, 3 September 2018); b",
            "conviction",
        ),
        (person_with(convicted(kind="caution")), {"sentence": imprisoned(6)}, "A caution has no", "sentence"),
        (registered(), {"offence": " "}, "Enter an offence", "offence"),
        (registered(), {"date": date(1979, 1, 1)}, "before the person was born", "date"),
        (
            person_with(convicted(offence_date=date(2018, 1, 1))),
            {"date": date(2017, 1, 1)},
            "is before the offence, 1 January 2018",
            "date",
        ),
        (registered(), {"quashed_on": date(2018, 9, 2)}, "before the conviction on", "quashed_on"),
    ],
)
def test_what_cannot_be_is_refused_where_it_was_typed(
    person: Person, asked: dict[str, object], told: str, field: str | None
) -> None:
    with pytest.raises(BadInput) as refusal:
        changed(person, **{"conviction": None, **asked})
    assert told in refusal.value.message
    assert refusal.value.field == field


def test_a_conviction_quashed_already_keeps_its_day() -> None:
    person = registered(convictions=(convicted(quashed_on=ON),))
    with pytest.raises(BadInput, match="Give a later day"):
        changed(person, conviction=None, date=date(2019, 2, 1))
    assert changed(person, conviction=None, date=CONVICTED).convictions == person.convictions
