from __future__ import annotations

from datetime import date

from cairn.law.facts import Conviction, Disposal, Person
from cairn.law.part2.entries import Entry
from tests.law.facts_for_tests import BORN, convicted, imprisoned, registered, seen, under

SHPO = under("shpo", date(2019, 3, 4), served=date(2019, 3, 6))


def found(person: Person, day: date, jurisdiction: str = "england-and-wales") -> list[Entry]:
    return list(seen(person, day, jurisdiction).entries)


def test_a_conviction_is_a_way_in_from_its_relevant_date() -> None:
    (entry,) = found(registered(), date(2019, 1, 1))
    assert (entry.words, entry.start, entry.arose, entry.subject) == (
        "Convicted",
        date(2018, 9, 3),
        date(2018, 9, 3),
        "a",
    )


def test_what_registers_by_its_sentence_is_a_way_in_on_the_day_of_sentence() -> None:
    late = convicted(imprisoned(3, date=date(2018, 10, 1)), offence="SOA 2003 s.3", victim_age=30)
    (entry,) = found(Person(born=BORN, convictions=(late,)), date(2019, 1, 1))
    assert (entry.words, entry.arose) == ("Sentenced", date(2018, 10, 1))


def test_an_order_on_somebody_not_subject_runs_from_its_service() -> None:
    (entry,) = found(Person(born=BORN, orders=(SHPO,)), date(2019, 3, 7))
    assert (entry.start, entry.arose, entry.subject) == (date(2019, 3, 4), date(2019, 3, 6), "o")
    assert entry.words == "Sexual harm prevention order served"


def test_an_order_on_somebody_subject_is_no_way_in() -> None:
    assert [entry.subject for entry in found(registered(orders=(SHPO,)), date(2019, 3, 7))] == ["a"]


def test_what_was_over_before_the_notice_never_made_anybody_subject() -> None:
    old = convicted(
        Disposal(kind="fine"),
        date=date(2015, 5, 1),
        foreign=True,
        route="notice",
        noticed_on=date(2023, 2, 1),
    )
    assert found(Person(born=BORN, convictions=(old,)), date(2023, 2, 2)) == []


def test_the_words_say_whether_a_notice_was_given() -> None:
    abroad = Conviction(
        date=date(2018, 5, 1), offence="SOA 2003 s.1", foreign=True, disposals=(imprisoned(40),)
    )
    person = Person(born=BORN, convictions=(abroad,), jurisdiction="northern-ireland")
    assert found(person, date(2019, 1, 1), "northern-ireland")[0].words == "Convicted abroad"


def test_the_earliest_comes_first_and_death_or_order_of_facts_change_nothing() -> None:
    second = convicted(Disposal(kind="fine"), id="b", date=date(2016, 1, 5))
    person = registered(convictions=(*registered().convictions, second))
    assert [entry.subject for entry in found(person, date(2019, 1, 1))] == ["b", "a"]
