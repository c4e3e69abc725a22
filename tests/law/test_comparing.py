"""Two answers side by side: what begins, ends or moves, and by how many days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings

from cairn.law import assess
from cairn.law.answers import Duty
from cairn.law.comparing import Comparison, compare, span
from cairn.law.facts import HomeAddress, Person
from cairn.law.rulebook import STATUTE_BOOK, Switch, switched
from cairn.law.what_if import changed, parse_sentence
from tests.law.facts_for_tests import BORN, convicted, imprisoned, registered, under
from tests.law.lives import people

DAY = date(2019, 1, 1)
UNREGISTERED = Person(born=BORN)


def differ(before: Person, after: Person, day: date = DAY) -> Comparison:
    return compare(assess(before, day), assess(after, day))


def test_one_answer_compared_with_itself_differs_in_nothing() -> None:
    found = differ(registered(), registered())
    assert not found.differs
    assert found.registration.change == "same"
    assert (found.registration.since_days, found.registration.until_days) == (0, 0)


def test_a_registration_that_starts_and_one_that_ends() -> None:
    starts = differ(UNREGISTERED, registered())
    assert starts.registration.change == "starts"
    assert starts.registration.until_days is None
    assert [change.kind for change in starts.added] == [
        duty.kind for duty in assess(registered(), DAY).duties
    ]
    ends = differ(registered(), UNREGISTERED)
    assert ends.registration.change == "ends"
    assert len(ends.removed) == len(starts.added)


def test_a_longer_sentence_moves_the_last_day_by_so_many_days() -> None:
    person = registered()
    found = differ(person, changed(person, conviction="a", sentence=parse_sentence("imprisonment 6 months")))
    assert found.registration.change == "moves"
    assert found.registration.since_days == 0
    assert found.registration.until_days == (date(2025, 9, 2) - date(2023, 9, 2)).days
    assert found.duties == ()


def test_no_last_day_on_one_side_is_not_so_many_days() -> None:
    found = differ(registered(), registered(convictions=(convicted(imprisoned(30)),)))
    assert (found.registration.after.indefinite, found.registration.until_days) == (True, None)
    assert found.review is not None
    assert found.review.before is None


def test_a_conviction_on_another_day_moves_its_first_notification_and_replaces_nothing() -> None:
    person = registered(notifications=())
    later = changed(person, conviction="a", date=date(2018, 9, 13))
    found = differ(person, later)
    assert (found.added, found.removed) == ((), ())
    assert [(one.kind, one.days) for one in found.moved] == [("initial", 10)]
    assert found.moved[0].states == ("overdue", "overdue")


def test_of_two_days_a_duty_of_another_year_is_another_duty() -> None:
    person = registered(addresses=(HomeAddress(id="h", date=date(2018, 12, 1)),))
    found = compare(assess(person, date(2018, 12, 2)), assess(person, date(2018, 12, 20)))
    assert [(one.kind, one.states) for one in found.states] == [("change", ("open", "overdue"))]
    assert (found.added, found.removed, found.moved) == ((), (), ())


def test_a_figure_of_the_law_changed_moves_what_rests_on_it() -> None:
    person = registered()
    half = switched(STATUTE_BOOK, [Switch(rule="figure/periodic-months", since=date(2018, 1, 1), value=6)])
    found = compare(assess(person, DAY), assess(person, DAY, half))
    assert [(one.kind, one.after.due if one.after else None) for one in found.moved] == [
        ("periodic", date(2019, 3, 4))
    ]
    assert (found.moved[0].days or 0) < 0


def test_a_sister_scheme_that_begins_is_told() -> None:
    person = Person(born=BORN, orders=(under("spo", date(2020, 3, 2)),))
    day = date(2020, 4, 1)
    found = differ(UNREGISTERED, person, day)
    assert [(one.regime, one.change) for one in found.regimes] == [("stalking-protection-order", "starts")]
    assert [one.change for one in differ(person, UNREGISTERED, day).regimes] == ["ends"]


def test_a_span_has_no_reasons() -> None:
    assert span(assess(registered(), DAY).registration).until == date(2023, 9, 2)


def _key(duty: Duty | None) -> str:
    return repr(duty)


@settings(max_examples=60, deadline=None)
@given(people())
def test_nothing_is_lost_between_one_day_and_another(person: Person) -> None:
    """Every duty is on both sides alike, or is told once, whichever way round."""
    first = date(2015, 6, 1)
    one, other = assess(person, first), assess(person, first + timedelta(days=400))
    forth, back = compare(one, other), compare(other, one)
    gained = len(forth.added) - len(forth.removed)
    assert len(other.duties) - len(one.duties) == gained
    assert sorted(_key(change.after) for change in forth.added) == sorted(
        _key(change.before) for change in back.removed
    )
    assert not compare(one, one).differs
