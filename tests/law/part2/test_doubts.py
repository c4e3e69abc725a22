"""What is certain of a conviction whatever is found out, and what it turns on."""

from __future__ import annotations

from datetime import date

from cairn.law.facts import Conviction, Disposal, Person, Term
from cairn.law.part2.doubts import Doubt, Question, several, weigh
from cairn.law.part2.supposing import Supposed, open_facts
from cairn.law.rulebook import rule_set
from tests.law.facts_for_tests import BORN, convicted, imprisoned

AS_AT = date(2019, 1, 1)


def question(conviction: Conviction) -> Question:
    rules = rule_set()
    opens = open_facts(conviction, Person(born=BORN), AS_AT, rules, counted=True)
    row = rules.schedule.lookup(conviction.offence)
    return Question(start=Supposed(conviction, BORN, row, counted=True), opens=opens)


def weighed(conviction: Conviction) -> Doubt:
    return weigh(question(conviction), AS_AT, rule_set())


def test_a_length_not_known_gives_the_shortest_period_for_certain() -> None:
    found = weighed(convicted(Disposal(kind="imprisonment")))
    assert found.needs == ("sentence-length",)
    assert found.certain is not None
    assert found.certain.end == date(2025, 9, 2)
    assert {each.end for each in found.possible} == {date(2025, 9, 2), None}


def test_a_fact_that_decides_whether_it_registers_leaves_nothing_certain() -> None:
    found = weighed(convicted(Disposal(kind="fine"), offence="SOA 2003 s.3"))
    assert (found.certain, found.needs, found.remote) == (None, ("victim-age",), ("offence-date",))


def test_a_fact_on_which_nothing_turns_is_not_needed() -> None:
    found = weighed(convicted(imprisoned(40), offence="SOA 2003 s.3", offence_date=date(2018, 1, 1)))
    assert found.needs == ()
    assert found.certain is not None
    assert found.certain.end is None


def test_an_older_term_counts_with_one_in_doubt_or_without() -> None:
    first = convicted(imprisoned(20))
    after = Disposal(kind="imprisonment", term=Term(months=12), consecutive_to="a")
    second = convicted(after, id="b", offence="touching")
    low, high = several((first, second), [first], [question(second)], AS_AT, rule_set())
    assert (low["a"], high["a"]) == ((20, 0), (32, 0))
    assert several((first, second), [first], [], AS_AT, rule_set()) == (low,)
    assert several((first,), [first], [], AS_AT, rule_set()) == ({},)
