from __future__ import annotations

from datetime import date

import pytest

from cairn.errors import BadInput
from cairn.law.facts import ENGLAND_AND_WALES, NORTHERN_IRELAND, SCOTLAND, Conviction, Disposal, Person
from cairn.law.rulebook import rule_set
from cairn.law.schedule_3.schedule3 import INCHOATE, Advice, Schedule, listing, registers
from tests.law.facts_for_tests import BORN, CONVICTED, convicted, imprisoned

SOMEBODY = Person(born=BORN)
SCHEDULES = {
    jurisdiction: rule_set(jurisdiction).schedule
    for jurisdiction in (ENGLAND_AND_WALES, SCOTLAND, NORTHERN_IRELAND)
}
SCHEDULE = SCHEDULES[ENGLAND_AND_WALES]


def found(offence: str, jurisdiction: str = ENGLAND_AND_WALES) -> str | None:
    row = SCHEDULES[jurisdiction].lookup(offence)
    return row.para if row is not None else None


def advice(conviction: Conviction, jurisdiction: str = ENGLAND_AND_WALES) -> Advice:
    return registers(SCHEDULES[jurisdiction], conviction, SOMEBODY)


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
    assert found(written) == "21"


@pytest.mark.parametrize("written", ["article 5", "art. 5", "art 5(1)", "art.5 (attempt)"])
def test_an_article_is_found_however_it_is_written(written: str) -> None:
    assert found(f"Sexual Offences (Northern Ireland) Order 2008 {written}", NORTHERN_IRELAND) == "92B"


@pytest.mark.parametrize(
    "written", ["Theft Act 1968 s.1", "SOA 2003 s.99", "SOA 2003 s.9 (threat)", "", "rape"]
)
def test_what_is_not_listed_is_not_found(written: str) -> None:
    assert found(written) is None


def test_in_scotland_any_other_offence_may_have_a_sexual_aspect() -> None:
    assert found("Breach of the peace (Scots common law)", SCOTLAND) == "60"
    assert found("Theft Act 1968 s.1", SCOTLAND) == "60"
    assert found("", SCOTLAND) is None


def test_the_whole_schedule_is_there_for_a_picker() -> None:
    for schedule, whole in ((SCHEDULE, range(1, 36)), (SCHEDULES[SCOTLAND], range(36, 61))):
        assert [n for n in whole if str(n) not in {row.para for row in schedule.paragraphs}] == []
    northern_irish = {row.para for row in SCHEDULES[NORTHERN_IRELAND].paragraphs}
    assert northern_irish >= {
        *(str(n) for n in range(61, 93)),
        *(f"92{c}" for c in "ABCDEFGHIJKLMNOPQRSTUVWXY"),
    }
    for schedule in SCHEDULES.values():
        listed = schedule.offences()
        assert len({o.reference for o in listed}) == len(listed)
        assert all(o.title for o in listed)


@pytest.mark.parametrize("jurisdiction", SCHEDULES)
def test_every_row_says_where_it_was_read_and_what_people_call_it(jurisdiction: str) -> None:
    for row in SCHEDULES[jurisdiction].paragraphs:
        assert row.source
        assert row.known_as, row.para
        assert all(name == name.lower() for name in row.known_as)
        assert row.on or row.note


def test_a_conviction_elsewhere_in_the_united_kingdom_is_found() -> None:
    assert found("Rape (Scots common law)") == "36"
    assert found("Sexual Offences (Northern Ireland) Order 2008 art.5", SCOTLAND) == "92B"
    assert found("SOA 2003 s.9", NORTHERN_IRELAND) == "21"


def test_an_offence_of_several_parts_is_taken_as_of_here() -> None:
    importing = "Customs and Excise Management Act 1979 s.170"
    assert [found(importing, jurisdiction) for jurisdiction in SCHEDULES] == ["14", "44", "78"]
    assert [found("SOA 2003 s.47", jurisdiction) for jurisdiction in SCHEDULES] == ["29", "29", "89"]


def test_a_reference_that_does_not_say_enough_is_for_a_person_to_decide() -> None:
    assert advice(convicted(offence="SOA 2003 s.66B")).verdict == "ask"
    assert advice(convicted(offence="SOA 2003 s.66B(2)")).verdict == "does-not"
    assert listing(SCHEDULE, convicted(offence="SOA 2003 s.66B"), BORN, date.max) is None


@pytest.mark.parametrize(
    ("conviction", "verdict", "missing"),
    [
        (convicted(), "registers", ()),
        (convicted(offence="Theft Act 1968 s.1"), "does-not", ()),
        (convicted(offence="SOA 2003 s.66E"), "ask", ()),
        (convicted(offence="SOA 2003 s.3"), "needs-fact", ("victim_age",)),
        (convicted(offence="SOA 2003 s.3", victim_age=30), "not-yet", ()),
        (convicted(Disposal(kind="fine"), offence="SOA 2003 s.3", victim_age=30), "does-not", ()),
        (convicted(imprisoned(2), offence="SOA 2003 s.3"), "registers", ()),
        (convicted(kind="caution", offence="SOA 2003 s.3", victim_age=30), "does-not", ()),
        (convicted(offence="SOA 2003 s.63"), "needs-fact", ("intended_victim_age",)),
        (convicted(offence="Protection of Children Act 1978 s.1"), "needs-fact", ("shown_age",)),
        (
            convicted(offence="SOA 2003 s.67A", victim_age=30, date=date(2019, 9, 3)),
            "needs-fact",
            ("sexual_gratification",),
        ),
    ],
)
def test_advice_while_a_conviction_is_typed_in(
    conviction: Conviction, verdict: str, missing: tuple[str, ...]
) -> None:
    given = advice(conviction)
    assert (given.verdict, given.missing) == (verdict, missing)
    assert given.why


def test_advice_waits_for_what_a_scottish_court_determines() -> None:
    stalking = convicted(offence="Criminal Justice and Licensing (Scotland) Act 2010 s.39")
    assert advice(stalking, SCOTLAND).verdict == "not-yet"
    fined = convicted(Disposal(kind="fine"), offence=stalking.offence)
    assert advice(fined, SCOTLAND).verdict == "does-not"
    found_so = convicted(Disposal(kind="fine", sexual_aspect=True), offence=stalking.offence)
    assert advice(found_so, SCOTLAND).relevant_date == CONVICTED


def test_the_relevant_date_is_the_earliest_sentence_that_registers() -> None:
    conviction = convicted(
        imprisoned(2, date=date(2019, 5, 1)),
        imprisoned(12, "community-order", date=date(2018, 10, 1)),
        offence="SOA 2003 s.3",
        victim_age=30,
    )
    listed = listing(SCHEDULE, conviction, BORN, date(2020, 1, 1))
    assert listed is not None
    assert (listed.relevant_date, listed.by_sentence) == (date(2018, 10, 1), True)
    assert listing(SCHEDULE, conviction, BORN, date(2018, 9, 30)) is None


def test_a_row_that_was_off_counts_from_the_day_it_is_switched_on() -> None:
    on: Schedule = SCHEDULE.switched_on("CPA2026", date(2018, 9, 3))
    generator = convicted(imprisoned(2), offence="SOA 2003 s.46A")
    assert listing(SCHEDULE, generator, BORN, date.max) is None
    assert listing(on, generator, BORN, date.max) is not None
    early = convicted(imprisoned(2), offence="SOA 2003 s.46A", date=date(2018, 9, 2))
    assert listing(on, early, BORN, date.max) is None
    assert on.lookup("Rape (Scots common law)") is not None
    with pytest.raises(BadInput, match="no paragraph 21 that is switched off"):
        SCHEDULE.switched_on("21", date(2018, 9, 3))
