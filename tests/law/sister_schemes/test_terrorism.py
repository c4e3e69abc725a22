from __future__ import annotations

from datetime import date

from cairn.law.answers import Duty, RegimeStanding
from cairn.law.facts import Away, HomeAddress, NameUsed, Notification, Person
from cairn.law.sister_schemes.terrorism import terrorism
from tests.law.facts_for_tests import BORN, convicted, imprisoned, running

ON = date(2019, 4, 10)
OFFENDER = (convicted(imprisoned(12), date=ON, offence="Terrorism Act 2000 s.57"),)
TOLD = Notification(id="n", date=date(2019, 4, 11), of="initial")


def answer(day: date, **more: object) -> tuple[RegimeStanding | None, tuple[Duty, ...]]:
    person = Person(**{"born": BORN, "convictions": OFFENDER, "notifications": (TOLD,), **more})
    return terrorism(running(person, day))


def owed(day: date, kind: str, **more: object) -> list[Duty]:
    return [duty for duty in answer(day, **more)[1] if duty.kind == kind]


def test_what_is_owed_is_cited_to_the_act_of_2008() -> None:
    standing, duties = answer(date(2019, 6, 2), addresses=(HomeAddress(date=date(2019, 6, 1)),))
    assert standing is not None
    assert (standing.since, standing.until) == (ON, date(2029, 4, 9))
    assert {duty.kind: duty.basis for duty in duties} == {
        "initial": "CTA 2008 s.47",
        "change": "CTA 2008 s.48",
        "periodic": "CTA 2008 s.49",
    }
    assert {r.provision[:8] for duty in duties for r in duty.reasons} == {"CTA 2008"}


def test_time_inside_is_left_out_and_the_trail_says_that_time_abroad_is_not() -> None:
    away = (Away(kind="immigration-detention", start=ON, end=date(2019, 5, 1)),)
    (duty,) = owed(date(2019, 5, 2), "initial", away=away, notifications=())
    assert duty.due == date(2019, 5, 3)
    assert (
        duty.reasons[1].text
        == "time in custody, hospital or immigration detention is left out; time abroad is not"
    )
    (duty,) = owed(date(2019, 5, 2), "initial", away=(Away(kind="abroad", start=ON),), notifications=())
    assert (duty.due, duty.state) == (date(2019, 4, 12), "overdue")


def test_a_year_that_ends_inside_or_abroad_is_not_owed_and_that_day_is_seen_coming() -> None:
    for kind in ("custody", "abroad"):
        inside = (Away(kind=kind, start=date(2020, 4, 1), end=date(2020, 5, 1)),)
        assert owed(date(2020, 5, 2), "periodic", away=inside) == []
        still = (Away(kind=kind, start=date(2020, 4, 1)),)
        assert owed(date(2020, 4, 10), "periodic", away=still)
        assert owed(date(2020, 4, 11), "periodic", away=still) == []


def test_a_return_is_told_for_what_changed_meanwhile_and_not_otherwise() -> None:
    trip = (Away(kind="abroad", start=date(2019, 5, 20), end=date(2019, 6, 10)),)
    assert owed(date(2019, 6, 11), "return", away=trip) == []
    (duty,) = owed(date(2019, 6, 11), "return", away=trip, names=(NameUsed(date=date(2019, 6, 1)),))
    assert (duty.due, duty.basis) == (date(2019, 6, 12), "CTA 2008 s.56")
    assert duty.reasons[0].text.endswith("because what was notified had changed")
    assert owed(date(2019, 6, 11), "change", away=trip, names=(NameUsed(date=date(2019, 6, 1)),)) == []


def test_what_was_told_before_the_scheme_began_is_no_notification_under_it() -> None:
    old = Notification(date=date(2007, 1, 11), of="initial")
    trip = (Away(kind="abroad", start=date(2019, 5, 20), end=date(2019, 6, 10)),)
    (duty,) = owed(date(2019, 6, 11), "return", away=trip, notifications=(old,))
    assert duty.reasons[0].text.endswith("because no first notification had been made")


def test_somebody_without_such_a_conviction_is_not_in_the_scheme() -> None:
    assert answer(date(2019, 6, 2), convictions=()) == (None, ())


def test_the_commencement_of_the_act_is_seen_coming() -> None:
    old = (convicted(imprisoned(72), date=date(2007, 5, 1), offence="Terrorism Act 2000 s.57"),)
    asked = running(Person(born=BORN, convictions=old), date(2009, 9, 30))
    assert terrorism(asked) == (None, ())
    assert asked.horizon.day == date(2009, 10, 1)
