"""What must be true of every life, whatever its facts. Under CAIRN_DRILLS=whole each is tried two thousand times."""

from __future__ import annotations

import pickle
from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from cairn.law import assess
from cairn.law.answers import CURRENT, SOA_PART_2, Assessment, Duty, Registration, steps
from cairn.law.facts import (
    ENGLAND_AND_WALES,
    JURISDICTIONS,
    Conviction,
    Disposal,
    HomeAddress,
    Notification,
    Person,
    Term,
    Travel,
)
from cairn.law.proof import Step, prove
from cairn.law.rulebook import STATUTE_BOOK, Switch, proposals, switched
from cairn.law.sister_schemes.registry import SCHEMES
from tests import drills
from tests.law.lives import CUSTODIAL, days, long_lives, people, terms

replace = msgspec.structs.replace


def tried(examples: int) -> settings:
    return settings(
        max_examples=drills.of(whole=2000, sample=examples),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


ASKED = st.dates(date(2003, 1, 1), date(2029, 12, 31))
# Short lives shrink to something one can read; long ones meet what only happens among many facts.
LIVES = st.one_of(people(), long_lives(40))
ADULT = date(1980, 1, 1)
FIRST_DAY = date(2005, 1, 1)


@dataclass(frozen=True)
class _End:
    """The end of registration, in a form that can be compared."""

    day: date

    @classmethod
    def of(cls, registration: Registration) -> _End:
        if not registration.registrable:
            return cls(date.min)
        return cls(date.max if registration.indefinite else registration.until or date.min)


def said(answer: Assessment) -> tuple[Any, ...]:
    """Everything an answer says but the day it is of, and the day it will be another."""
    return answer.registration, answer.duties, answer.regimes, answer.review


# The answer, its reasons, and the days on which it changes.


@tried(40)
@given(LIVES, ASKED)
def test_every_life_has_an_answer_with_its_reasons(person: Person, as_at: date) -> None:
    answer = assess(person, as_at)
    assert answer.registration.reasons
    for duty in answer.duties:
        assert duty.basis
        assert duty.why
        assert duty.reasons
    for reason in steps([*answer.registration.reasons, *(r for d in answer.duties for r in d.reasons)]):
        assert reason.text
        assert reason.provision


@tried(15)
@given(long_lives(), ASKED)
def test_a_life_of_two_hundred_events_has_an_answer_on_any_day(person: Person, as_at: date) -> None:
    assert assess(person, as_at).as_at == as_at


@tried(70)
@given(LIVES, ASKED, st.floats(0, 1))
def test_the_answer_stays_the_same_until_the_day_it_says_it_changes(
    person: Person, as_at: date, part: float
) -> None:
    answer = assess(person, as_at)
    last = answer.changes_on - timedelta(days=1) if answer.changes_on else as_at + timedelta(days=5000)
    for day in {as_at + timedelta(days=int((last - as_at).days * part)), last}:
        assert said(assess(person, day)) == said(answer)


@tried(25)
@given(people(), ASKED)
def test_each_change_foreseen_leads_to_the_next_until_nothing_is_left(person: Person, as_at: date) -> None:
    day: date | None = as_at
    for _ in range(400):
        found = assess(person, day).changes_on
        assert found is None or found > day
        day = found
        if day is None:
            return
    raise AssertionError("it never comes to rest")


@tried(40)
@given(LIVES, ASKED, st.integers(0, 2**32))
def test_the_order_of_the_facts_does_not_matter(person: Person, as_at: date, seed: int) -> None:
    changed = {}
    for name in person.__struct_fields__:
        value = getattr(person, name)
        if isinstance(value, tuple):
            mixed = list(value)
            Random(seed).shuffle(mixed)
            changed[name] = tuple(mixed)
    one, other = assess(person, as_at), assess(replace(person, **changed), as_at)

    def told(duty: Duty) -> tuple[object, ...]:
        return (duty.regime, duty.kind, duty.of, duty.arose, duty.due, duty.latest, duty.state, duty.met_on)

    assert Counter(map(told, one.duties)) == Counter(map(told, other.duties))
    assert replace(one.registration, reasons=()) == replace(other.registration, reasons=())
    assert [replace(each, reasons=()) for each in one.regimes] == [
        replace(each, reasons=()) for each in other.regimes
    ]
    assert one.changes_on == other.changes_on


@tried(40)
@given(LIVES, ASKED)
def test_a_fact_dated_later_changes_nothing_today(person: Person, as_at: date) -> None:
    """Journeys and absences from home apart: they are notified of before they begin."""

    def known(name: str, day: str = "date") -> dict[str, tuple[Any, ...]]:
        return {name: tuple(fact for fact in getattr(person, name) if getattr(fact, day) <= as_at)}

    dated = ("notifications", "convictions", "trials", "addresses", "no_fixed_abode", "names")
    dated += ("prescribed", "households_left", "orders", "directions", "review")
    earlier: dict[str, tuple[Any, ...]] = {}
    for name in dated:
        earlier |= known(name)
    earlier |= known("away", "start") | known("stays", "start")
    earlier["households"] = tuple(one for one in person.households if one.start.date() <= as_at)
    assert said(assess(person, as_at)) == said(assess(replace(person, **earlier), as_at))


# How long.


def _convicted(
    term: Term, *, born: date, on: date, kind: str = "imprisonment", jurisdiction: str = ENGLAND_AND_WALES
) -> Registration:
    conviction = Conviction(
        id="a", date=on, offence="SOA 2003 s.9", disposals=(Disposal(kind=kind, term=term),)
    )
    return assess(Person(born=born, jurisdiction=jurisdiction, convictions=(conviction,)), on).registration


@tried(40)
@given(
    terms(),
    st.integers(0, 40),
    st.integers(0, 400),
    days,
    st.sampled_from(CUSTODIAL),
    st.sampled_from(JURISDICTIONS),
)
def test_a_longer_sentence_never_shortens_registration(
    term: Term, more: int, more_days: int, on: date, kind: str, jurisdiction: str
) -> None:
    assume(on >= FIRST_DAY)
    longer = replace(term, months=term.months + more, days=term.days + more_days)
    found = [
        _convicted(each, born=ADULT, on=on, kind=kind, jurisdiction=jurisdiction) for each in (term, longer)
    ]
    assert _End.of(found[1]).day >= _End.of(found[0]).day


@tried(40)
@given(people(), ASKED, terms(), days)
def test_one_sentence_more_never_shortens_registration(
    person: Person, as_at: date, term: Term, on: date
) -> None:
    """
    An adult's further conviction for an offence that always registers, by a fixed term or a longer one.

    Asked on one day. What makes the end unknown (not sentenced yet) is not compared.
    """
    further = Conviction(
        id="more", date=on, offence="SOA 2003 s.1", disposals=(Disposal(kind="imprisonment", term=term),)
    )
    before = assess(person, as_at).registration
    after = assess(replace(person, convictions=(*person.convictions, further)), as_at).registration
    if before.registrable:
        assert after.registrable
        assert before.since is not None
        assert after.since is not None
        assert after.since <= before.since
    if before.end_known and after.end_known:
        assert _End.of(after).day >= _End.of(before).day


@tried(40)
@given(terms(), days, st.sampled_from(CUSTODIAL), st.sampled_from(JURISDICTIONS))
def test_somebody_under_18_is_never_registrable_for_longer_than_an_adult(
    term: Term, on: date, kind: str, jurisdiction: str
) -> None:
    assume(on >= FIRST_DAY)
    adult = _convicted(term, born=on - timedelta(days=366 * 30), on=on, kind=kind, jurisdiction=jurisdiction)
    child = _convicted(term, born=on - timedelta(days=365 * 15), on=on, kind=kind, jurisdiction=jurisdiction)
    assert _End.of(child).day <= _End.of(adult).day


# One day more or less.

FINED = (
    Conviction(id="a", date=date(2018, 9, 3), offence="SOA 2003 s.1", disposals=(Disposal(kind="ipp"),)),
)
TOLD = Notification(id="n", date=date(2018, 9, 4), of="initial")


def _due(person: Person, as_at: date, kind: str) -> Duty:
    return next(duty for duty in assess(person, as_at).duties if duty.kind == kind)


def _moved(kind: str, on: date, jurisdiction: str, known: date) -> Duty:
    """The duty of one trigger on a day, for somebody who was never away."""
    person = Person(born=ADULT, jurisdiction=jurisdiction, convictions=FINED, notifications=(TOLD,))
    if kind == "initial":
        person = replace(person, convictions=(replace(FINED[0], date=on),), notifications=())
    elif kind == "change":
        person = replace(person, addresses=(HomeAddress(date=on),))
    elif kind == "travel":
        person = replace(person, travel=(Travel(id="t", known=known, departs=on),))
    else:
        person = replace(person, travel=(Travel(id="t", known=known, departs=known, returns=on),))
    return _due(person, on, kind)


@tried(40)
@given(
    st.sampled_from(["initial", "change", "travel", "return"]),
    st.dates(date(2019, 2, 1), date(2026, 12, 1)),
    st.sampled_from(JURISDICTIONS),
)
def test_an_event_a_day_later_is_due_a_day_later(kind: str, on: date, jurisdiction: str) -> None:
    """
    Exactly a day, for the duties of one trigger, while he is at liberty throughout: days are counted, and
    a change of the clocks moves no day. Time away breaks it (the day of release decides, and days already
    used up stay used), and so does a year (29 February), so neither is here.
    """
    known = date(2019, 1, 1)
    first, second = (_moved(kind, on + timedelta(days=n), jurisdiction, known) for n in (0, 1))
    assert first.due is not None
    assert second.due == first.due + timedelta(days=1)
    assert second.latest is not None
    assert first.latest is not None
    assert second.latest == first.latest + timedelta(days=1)


@tried(40)
@given(st.dates(date(2019, 2, 1), date(2026, 12, 1)), st.integers(0, 20), st.sampled_from(JURISDICTIONS))
def test_knowing_of_a_journey_a_day_later_never_brings_its_notice_forward(
    departs: date, before: int, jurisdiction: str
) -> None:
    """
    It stays, or jumps once: from seven days before to twelve hours before, on the seventh day (reg.5).
    """
    known = departs - timedelta(days=before)
    earlier = _moved("travel", departs, jurisdiction, known - timedelta(days=1))
    later = _moved("travel", departs, jurisdiction, known)
    assert earlier.due is not None
    assert later.due is not None
    assert later.due == earlier.due or (before == 7 and later.due > earlier.due)


@tried(40)
@given(st.dates(date(2019, 2, 1), date(2026, 12, 1)), st.sampled_from(JURISDICTIONS))
def test_a_yearly_notification_a_day_later_moves_the_next_by_a_day_or_not_at_all(
    on: date, jurisdiction: str
) -> None:
    """Not at all from 28 to 29 February: both are followed by 28 February."""

    def due(day: date) -> date:
        person = Person(
            born=ADULT,
            jurisdiction=jurisdiction,
            convictions=FINED,
            notifications=(TOLD, Notification(id="p", date=day, of="periodic")),
        )
        found = [duty for duty in assess(person, day).duties if duty.kind == "periodic"]
        assert found[-1].due is not None
        return found[-1].due

    moved = (due(on + timedelta(days=1)) - due(on)).days
    assert moved == (0 if (on.month, on.day) == (2, 28) and (on + timedelta(days=1)).day == 29 else 1) or (
        # from 29 February, or from the 28th before a leap year's, to 1 March: the year between has no 29th, or has
        (on.month, on.day) in {(2, 28), (2, 29)} and moved in {1, 2}
    )


# How a duty stands.


@tried(50)
@given(LIVES, ASKED)
def test_every_duty_is_in_one_state_that_fits_its_days(person: Person, as_at: date) -> None:
    answer = assess(person, as_at)
    running = {SOA_PART_2} if answer.registration.registrable else set()
    running |= {one.regime for one in answer.regimes}
    for duty in answer.duties:
        assert duty.state in {"open", "overdue", "suspended", "met", "met-late", "ended", "possible"}
        assert (duty.due is None) == (duty.latest is None)
        assert duty.regime == SOA_PART_2 or duty.regime in SCHEMES
        if duty.due is not None and duty.latest is not None:
            assert duty.due <= duty.latest
        if duty.due_at is not None:
            assert duty.due_at.date() == duty.due
        if duty.state == "open":
            assert duty.due is not None
            assert as_at <= duty.due
        if duty.state == "overdue":
            assert duty.due is not None
            assert duty.due < as_at
        if duty.state == "suspended":
            assert duty.due is None
        if duty.state in {"met", "met-late"}:
            assert duty.met_on is not None
            assert duty.met_on <= as_at
        else:
            assert duty.met_on is None
        if duty.state == "met-late":
            assert duty.latest is None or duty.met_on >= min(duty.latest, duty.due)
        if duty.state in CURRENT:
            assert duty.regime in running or person.orders


@tried(50)
@given(LIVES, ASKED)
def test_what_only_may_be_owed_says_on_what_it_turns_as_the_answer_does(person: Person, as_at: date) -> None:
    answer = assess(person, as_at)
    for duty in answer.duties:
        if duty.state == "possible":
            assert duty.needs == answer.registration.needs != ()


@tried(40)
@given(LIVES, ASKED)
def test_nothing_of_part_2_is_owed_by_somebody_who_is_not_registrable(person: Person, as_at: date) -> None:
    """But for the travel of somebody under a foreign travel order (s.117(4))."""
    answer = assess(person, as_at)
    if not answer.registration.registrable and not any(order.of == "fto" for order in person.orders):
        owed = [duty for duty in answer.duties if duty.regime == SOA_PART_2 and duty.state in CURRENT]
        assert owed == []


@tried(40)
@given(LIVES, ASKED)
def test_the_dead_owe_nothing(person: Person, as_at: date) -> None:
    died = as_at - timedelta(days=1)
    answer = assess(replace(person, died=died), as_at)
    assert not answer.registration.registrable
    assert answer.regimes == ()
    assert [duty for duty in answer.duties if duty.state in CURRENT and duty.kind != "review-appeal"] == []


# Writing down, and proving.


@tried(25)
@given(LIVES, ASKED)
def test_facts_answers_and_proofs_are_the_same_after_being_written_down(person: Person, as_at: date) -> None:
    """An answer and a proof hold days beside words, so they are read back as plain values."""
    assert msgspec.json.decode(msgspec.json.encode(person), type=Person) == person
    answer = assess(person, as_at)
    for value in (answer, prove(answer, person.jurisdiction)):
        plain = msgspec.json.decode(msgspec.json.encode(value))
        assert plain.keys() == set(value.__struct_fields__)
        assert msgspec.json.encode(plain) == msgspec.json.encode(value)


@tried(15)
@given(LIVES, ASKED)
def test_an_answer_carried_to_another_process_is_the_same(person: Person, as_at: date) -> None:
    answer = assess(person, as_at)
    assert pickle.loads(pickle.dumps(answer)) == answer


def every_step(found: tuple[Step, ...]) -> list[Step]:
    return [each for step in found for each in (step, *every_step(step.because))]


@tried(40)
@given(LIVES, ASKED)
def test_every_figure_that_an_answer_read_is_in_its_proof(person: Person, as_at: date) -> None:
    answer = assess(person, as_at)
    proof = prove(answer, person.jurisdiction)
    reasons = [*answer.registration.reasons, *(r for regime in answer.regimes for r in regime.reasons)]
    reasons += [
        *(answer.review.reasons if answer.review else ()),
        *(r for d in answer.duties for r in d.reasons),
    ]
    read = sorted(key for reason in steps(reasons) for key, _ in reason.reads)
    shown = sorted(f.key for claim in proof.claims for step in every_step(claim.steps) for f in step.figures)
    assert shown == read
    for claim in proof.claims:
        for step in every_step(claim.steps):
            assert all(figure.citation and figure.source for figure in step.figures)


# A rule switched on.

OFF = [one for one in proposals() if one.worked_out]


@pytest.mark.parametrize("jurisdiction", sorted({one.jurisdiction for one in OFF}))
@tried(25)
@given(LIVES, ASKED, days)
def test_a_rule_switched_on_from_a_day_changes_nothing_before_it(
    jurisdiction: str, person: Person, as_at: date, since: date
) -> None:
    """
    Of an absence, notice is owed before it begins, by the law of the day it begins: one that begins on the
    day or later is not compared. Nor is what turned on whether a row of Schedule 3 is law: a decision that it
    is, from a day, leaves no doubt about what was decided before it.
    """
    assume(as_at < since)
    day = datetime.combine(since, datetime.min.time())
    person = replace(
        person, jurisdiction=jurisdiction, absences=tuple(a for a in person.absences if a.leaves < day)
    )
    book = switched(
        STATUTE_BOOK,
        [
            Switch(rule=one.rule, since=since, jurisdiction=jurisdiction)
            for one in OFF
            if one.jurisdiction == jurisdiction
        ],
    )
    changed, now = assess(person, as_at, book), assess(person, as_at)
    assume("law" not in now.registration.needs)
    assert said(changed)[1:] == said(now)[1:]
    assert replace(changed.registration, reasons=()) == replace(now.registration, reasons=())
    if now.registration.registrable:
        assert changed.registration == now.registration


@tried(25)
@given(
    LIVES,
    ASKED,
    days,
    st.sampled_from(["periodic-months", "initial-days", "review-adult-years", "caution"]),
)
def test_a_figure_changed_from_a_day_changes_nothing_before_it(
    person: Person, as_at: date, since: date, key: str
) -> None:
    rules = STATUTE_BOOK.scheme(person.jurisdiction).rules
    assume(as_at < since and rules.parameters[key].figure(since) is not None)
    switch = Switch(rule=f"figure/{key}", since=since, jurisdiction=person.jurisdiction, value=2)
    book = switched(STATUTE_BOOK, [switch])
    now, changed = assess(person, as_at), assess(person, as_at, book)
    assert said(changed) == said(now)
    if now.changes_on != changed.changes_on:  # the day itself may now be one to look again on
        assert changed.changes_on == since


@tried(25)
@given(LIVES, ASKED, st.floats(0, 1), days)
def test_the_answer_of_a_changed_book_stays_the_same_until_the_day_it_says(
    person: Person, as_at: date, part: float, since: date
) -> None:
    rules = STATUTE_BOOK.scheme(person.jurisdiction).rules
    keys = [key for key in ("review-adult-years", "periodic-months") if rules.parameters[key].figure(since)]
    book = switched(
        STATUTE_BOOK,
        [Switch(rule=f"figure/{k}", since=since, jurisdiction=person.jurisdiction, value=9) for k in keys],
    )
    answer = assess(person, as_at, book)
    last = answer.changes_on - timedelta(days=1) if answer.changes_on else as_at + timedelta(days=3000)
    for day in {as_at + timedelta(days=int((last - as_at).days * part)), last}:
        assert said(assess(person, day, book)) == said(answer)
