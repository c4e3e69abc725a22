from __future__ import annotations

from datetime import date

from msgspec.structs import replace

from cairn.law import assess
from cairn.law.answers import steps
from cairn.law.facts import Conviction, Disposal, Person
from tests.law.facts_for_tests import BORN, CONVICTED, convicted, imprisoned


def trail(as_at: date, *convictions: Conviction, born: date = BORN) -> list[str]:
    reasons = assess(Person(born=born, convictions=convictions), as_at).registration.reasons
    return [f"{reason.provision}: {reason.text}" for reason in steps(reasons)]


def test_the_trail_of_a_sentence_that_registers_by_itself() -> None:
    sentence = imprisoned(3, date=date(2018, 10, 1))
    conviction = convicted(sentence, offence="SOA 2003 s.3", victim_age=30, offence_date=date(2018, 1, 1))
    assert trail(date(2019, 1, 1), conviction) == [
        (
            "SOA 2003 Sch.3 para.18: conviction on 3 September 2018 for SOA 2003 s.3, which is listed, "
            "because sentenced to imprisonment"
        ),
        "SOA 2003 s.132: listed only because of the sentence, so treated as convicted when sentenced, on 1 October 2018",
        "SOA 2003 s.82(1): imprisonment of 3 months, 6 months or less: 7 years beginning with 1 October 2018",
        "SOA 2003 s.82(1): so the last day is 30 September 2025",
    ]


def test_the_trail_names_aggregation_and_halving() -> None:
    pair = (convicted(imprisoned(6)), convicted(imprisoned(6, consecutive_to="a"), id="b"))
    provisions = [step.split(":")[0] for step in trail(date(2019, 1, 1), *pair, born=date(2001, 1, 1))]
    assert provisions.count("SOA 2003 s.82(3)-(4)") == 2
    assert provisions.count("SOA 2003 s.82(2)") == 2


def test_somebody_awaiting_sentence_has_no_end_date_yet() -> None:
    answer = assess(Person(born=BORN, convictions=(convicted(),)), date(2018, 9, 4)).registration
    assert (answer.registrable, answer.until, answer.end_known, answer.indefinite) == (
        True,
        None,
        False,
        False,
    )


def test_what_might_bring_somebody_in_is_said_with_what_it_turns_on() -> None:
    doubts = trail(
        date(2026, 9, 4),
        convicted(Disposal(kind="fine"), offence="SOA 2003 s.66E", date=date(2026, 9, 3)),
        convicted(Disposal(kind="fine"), id="b", offence="SOA 2003 s.3", date=date(2026, 9, 3)),
        convicted(Disposal(kind="fine"), id="c", offence="SOA 2003 s.3", victim_age=30),
    )
    assert [doubt.split(": ", 1)[1] for doubt in doubts] == [
        (
            "conviction on 3 September 2026 for SOA 2003 s.66E: what it brings turns on law whose text was not "
            "read, or that may not be in force: a person must decide"
        ),
        (
            "conviction on 3 September 2026 for SOA 2003 s.3: what it brings turns on the victim's age at the "
            "offence"
        ),
    ]


def test_a_certain_no_says_why() -> None:
    doubts = trail(
        date(2019, 1, 1),
        convicted(Disposal(kind="fine"), id="c", offence="SOA 2003 s.3", victim_age=30),
        convicted(offence="SOA 2003 s.9", id="d", date=date(2019, 1, 2)),
    )
    assert [doubt.split(": ", 1)[1] for doubt in doubts] == [
        "SOA 2003 s.3 is listed, but the condition is not met",
    ]


def test_why_not_any_more_says_when_it_ended() -> None:
    assert trail(date(2024, 1, 1), convicted(Disposal(kind="fine"))) == [
        "SOA 2003 s.82(1): the last notification period ended on 2 September 2023"
    ]


def test_a_foreign_conviction_counts_since_the_notice_and_not_before() -> None:
    abroad = convicted(Disposal(kind="fine"), foreign=True)
    assert trail(date(2019, 1, 1), abroad) == [
        "SOA 2003 ss.96ZA-101: a foreign conviction for SOA 2003 s.9 does not count until a notice or an order makes it"
    ]
    noticed = replace(abroad, route="notice", noticed_on=date(2023, 2, 1))
    assert (
        "SOA 2003 ss.96ZA-101: it counts since 1 February 2023; the period still begins with the conviction"
        in trail(date(2023, 2, 1), noticed)
    )


def test_a_caution_given_in_scotland_does_not_register_and_the_trail_says_so() -> None:
    cautioned = Conviction(kind="caution", date=date(2018, 9, 3), offence="SOA 2003 s.9")
    cautioned = replace(cautioned, given_in="scotland")
    for jurisdiction in ("scotland", "england-and-wales"):
        person = Person(born=BORN, convictions=(cautioned,), jurisdiction=jurisdiction)
        answer = assess(person, date(2018, 9, 4))
        assert [(one.provision, one.text) for one in steps(answer.registration.reasons)] == [
            ("SOA 2003 s.80(1)(d)", "a caution for SOA 2003 s.9 does not register where it was given")
        ]


def test_every_step_hangs_under_the_last_day_it_led_to() -> None:
    person = Person(born=BORN, convictions=(convicted(imprisoned(3)),))
    (last,) = assess(person, date(2019, 1, 1)).registration.reasons
    assert last.text == "so the last day is 2 September 2025"
    assert [one.provision for one in last.because] == ["SOA 2003 Sch.3 para.21", "SOA 2003 s.82(1)"]
    assert last.because[1].reads == (("short-up-to", CONVICTED), ("imprisonment-short", CONVICTED))
