"""The law's outstanding duties, in the clock's terms."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec

from cairn.law.facts import Conviction, Person, Travel
from cairn.record.notifications.duties import NOTIFICATION
from tests.duties.cases import BORN, answer_of, case_on

CONVICTED = Conviction(id="a", kind="conviction", date=date(2026, 3, 2), offence="SOA 2003 s.1")
DAY = date(2026, 3, 4)


def test_what_the_law_says_is_outstanding_is_owed_and_when_its_answer_changes() -> None:
    case = case_on(DAY, Person(born=BORN.born, convictions=(CONVICTED,)))
    answer = answer_of(NOTIFICATION, None, case)
    (duty,) = answer.duties
    assert (duty.basis, duty.kind, duty.due, duty.state) == ("statute", "initial", date(2026, 3, 4), "open")
    assert (duty.provision, duty.owed_by, duty.what) == ("SOA 2003 s.83", "offender", "Initial notification")
    assert list(answer.changes) == [case.assessment.changes_on]


def test_an_hour_is_london_s() -> None:
    trip = Travel(id="t", known=date(2012, 8, 10), departs=date(2012, 8, 13), returns=date(2012, 8, 20))
    convicted = msgspec.structs.replace(CONVICTED, date=date(2012, 1, 9))
    person = Person(born=BORN.born, convictions=(convicted,), travel=(trip,))
    answer = answer_of(NOTIFICATION, None, case_on(date(2012, 8, 11), person))
    (travel,) = [duty for duty in answer.duties if duty.kind == "travel"]
    assert travel.due_at is not None
    assert travel.due_at.astimezone(UTC) == datetime(2012, 8, 12, 11, tzinfo=UTC)


def test_what_is_owed_only_if_they_are_registrable_is_due_on_no_day_and_says_on_what_it_turns() -> None:
    caution = Conviction(id="a", kind="caution", date=date(2026, 3, 2), offence="SOA 2003 s.3")
    case = case_on(date(2026, 5, 4), Person(born=BORN.born, convictions=(caution,)))
    (duty,) = answer_of(NOTIFICATION, None, case).duties
    assert (duty.kind, duty.state, duty.due) == ("initial", "possible", None)
    assert duty.why.startswith(
        "Only if they are registrable, by 4 March 2026: it turns on the victim's age at the offence"
    )
