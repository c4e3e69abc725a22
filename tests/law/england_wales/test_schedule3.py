from __future__ import annotations

from datetime import date

import pytest

from cairn.law.england_wales.schedule3 import INCHOATE, PARAGRAPHS, listing, lookup, offences, registers
from cairn.law.facts import Disposal, Person
from tests.law.england_wales.facts_for_tests import BORN, convicted, imprisoned

SOMEBODY = Person(born=BORN)


@pytest.mark.parametrize(
    "written",
    [
        "SOA 2003 s.9",
        "soa 2003  s. 9",
        "Sexual Offences Act 2003 section 9",
        "SOA 2003 s.9(1)(a)",
        *(f"SOA 2003 s.9 ({v})" for v in INCHOATE),
    ],
)
def test_an_offence_is_found_however_it_is_written(written: str) -> None:
    found = lookup(written)
    assert found is not None
    assert found.para == "21"


@pytest.mark.parametrize(
    "written", ["Theft Act 1968 s.1", "SOA 2003 s.99", "SOA 2003 s.9 (theft)", "", "rape"]
)
def test_what_is_not_listed_is_not_found(written: str) -> None:
    assert lookup(written) is None


def test_the_whole_schedule_is_there_for_a_picker() -> None:
    listed = offences()
    paragraphs = [str(n) for n in range(1, 36)]
    assert [row.para for row in PARAGRAPHS if row.para.isdigit()] == paragraphs
    assert len({o.reference for o in listed}) == len(listed)
    assert all(o.title for o in listed)
    assert lookup("SOA 2003 s.66B(3)") != lookup("SOA 2003 s.66B")


@pytest.mark.parametrize(
    ("conviction", "verdict", "missing"),
    [
        (convicted(), "registers", ()),
        (convicted(offence="Theft Act 1968 s.1"), "does-not", ()),
        (convicted(offence="SOA 2003 s.15A"), "ask", ()),
        (convicted(offence="SOA 2003 s.3"), "needs-fact", ("victim_age",)),
        (convicted(offence="SOA 2003 s.3", victim_age=30), "not-yet", ()),
        (convicted(Disposal(kind="fine"), offence="SOA 2003 s.3", victim_age=30), "does-not", ()),
        (convicted(imprisoned(2), offence="SOA 2003 s.3"), "registers", ()),
        (convicted(kind="caution", offence="SOA 2003 s.3", victim_age=30), "does-not", ()),
        (convicted(offence="SOA 2003 s.63"), "needs-fact", ("intended_victim_age",)),
        (convicted(offence="Protection of Children Act 1978 s.1"), "needs-fact", ("shown_age",)),
    ],
)
def test_advice_while_a_conviction_is_typed_in(conviction, verdict: str, missing: tuple[str, ...]) -> None:
    advice = registers(conviction, SOMEBODY)
    assert (advice.verdict, advice.missing) == (verdict, missing)
    assert advice.why


def test_the_relevant_date_is_the_earliest_sentence_that_registers() -> None:
    conviction = convicted(
        imprisoned(2, date=date(2019, 5, 1)),
        imprisoned(12, "community-order", date=date(2018, 10, 1)),
        offence="SOA 2003 s.3",
        victim_age=30,
    )
    found = listing(conviction, BORN, date(2020, 1, 1))
    assert found is not None
    assert (found.relevant_date, found.by_sentence) == (date(2018, 10, 1), True)
    assert listing(conviction, BORN, date(2018, 9, 30)) is None
