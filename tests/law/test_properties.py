"""What must be true of every life, whatever its facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import msgspec
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cairn.law import assess
from cairn.law.answers import CURRENT, Duty, Registration
from cairn.law.facts import Conviction, Disposal, Person, Term
from tests.law.lives import CUSTODIAL, days, people, terms

replace = msgspec.structs.replace
SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
ASKED = st.dates(date(2003, 1, 1), date(2027, 12, 31))


@dataclass(frozen=True)
class _End:
    """The end of registration, in a form that can be compared."""

    day: date

    @classmethod
    def of(cls, registration: Registration) -> _End:
        if not registration.registrable:
            return cls(date.min)
        return cls(date.max if registration.indefinite else registration.until or date.min)


def _convicted(term: Term, *, born: date, on: date, kind: str = "imprisonment") -> Registration:
    conviction = Conviction(
        id="a", date=on, offence="SOA 2003 s.9", disposals=(Disposal(kind=kind, term=term),)
    )
    return assess(Person(born=born, convictions=(conviction,)), on).registration


@SLOW
@given(people(), ASKED)
def test_every_life_has_an_answer_with_its_reasons(person: Person, as_at: date) -> None:
    answer = assess(person, as_at)
    assert answer.registration.reasons
    assert all(reason.text for reason in answer.registration.reasons)
    for duty in answer.duties:
        assert duty.basis
        assert duty.why
        assert all(reason.text and reason.provision for reason in duty.reasons)
        assert duty.reasons


@SLOW
@given(people(), ASKED, st.integers(1, 400))
def test_the_answer_stays_the_same_until_the_day_it_says_it_changes(
    person: Person, as_at: date, step: int
) -> None:
    answer = assess(person, as_at)
    last = answer.changes_on - timedelta(days=1) if answer.changes_on else as_at + timedelta(days=5000)
    for day in {min(as_at + timedelta(days=step), last), last}:
        later = assess(person, day)
        assert later.registration == answer.registration
        assert later.duties == answer.duties


@SLOW
@given(people(), ASKED, st.randoms())
def test_the_order_of_the_facts_does_not_matter(person: Person, as_at: date, random: st.DataObject) -> None:
    changed = {}
    for name in person.__struct_fields__:
        value = getattr(person, name)
        if isinstance(value, tuple):
            mixed = list(value)
            random.shuffle(mixed)
            changed[name] = tuple(mixed)
    one, other = assess(person, as_at), assess(replace(person, **changed), as_at)

    def told(duty: Duty) -> tuple[object, ...]:
        return (duty.kind, duty.of, duty.arose, duty.due, duty.latest, duty.state)

    assert sorted(map(str, map(told, one.duties))) == sorted(map(str, map(told, other.duties)))
    assert replace(one.registration, reasons=()) == replace(other.registration, reasons=())
    assert one.changes_on == other.changes_on


@SLOW
@given(terms(), st.integers(0, 40), days, st.sampled_from(CUSTODIAL))
def test_a_longer_sentence_never_shortens_registration(term: Term, more: int, on: date, kind: str) -> None:
    assume(on >= date(2004, 5, 1))
    shorter = _convicted(term, born=date(1980, 1, 1), on=on, kind=kind)
    longer = _convicted(replace(term, months=term.months + more), born=date(1980, 1, 1), on=on, kind=kind)
    assert _End.of(longer).day >= _End.of(shorter).day


@SLOW
@given(terms(), days)
def test_somebody_under_18_is_never_registrable_for_longer_than_an_adult(term: Term, on: date) -> None:
    assume(on >= date(2004, 5, 1))
    adult = _convicted(term, born=on - timedelta(days=366 * 30), on=on)
    child = _convicted(term, born=on - timedelta(days=365 * 15), on=on)
    assert _End.of(child).day <= _End.of(adult).day


@SLOW
@given(people(), ASKED)
def test_nothing_is_owed_by_somebody_who_is_not_registrable(person: Person, as_at: date) -> None:
    answer = assess(person, as_at)
    if not answer.registration.registrable:
        assert [duty for duty in answer.duties if duty.state in CURRENT] == []


@SLOW
@given(people(), ASKED)
def test_a_fact_dated_later_changes_nothing_today(person: Person, as_at: date) -> None:
    known = {
        "notifications": tuple(n for n in person.notifications if n.date <= as_at),
        "convictions": tuple(c for c in person.convictions if c.date <= as_at),
        "away": tuple(a for a in person.away if a.start <= as_at),
        "addresses": tuple(a for a in person.addresses if a.date <= as_at),
        "names": tuple(n for n in person.names if n.date <= as_at),
        "stays": tuple(s for s in person.stays if s.start <= as_at),
    }
    one, other = assess(person, as_at), assess(replace(person, **known), as_at)
    assert one.registration == other.registration
    assert one.duties == other.duties


@SLOW
@given(people(), ASKED)
def test_due_is_never_after_the_generous_reading_and_open_is_never_late(person: Person, as_at: date) -> None:
    for duty in assess(person, as_at).duties:
        assert (duty.due is None) == (duty.latest is None)
        if duty.due is not None and duty.latest is not None:
            assert duty.due <= duty.latest
        if duty.state == "open":
            assert duty.due is not None
            assert as_at <= duty.due
        if duty.state in {"met", "met-late"}:
            assert duty.met_on is not None
            assert duty.met_on <= as_at
