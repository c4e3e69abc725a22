"""What follows where nobody meets a person; how it is told of the record, say the tests of the visits' duties."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from cairn.supervision.contact import Contact, lost_contact, no_contact_from
from cairn.supervision.intervals import Absence, Attempt
from cairn.supervision.policy import current

SINCE, DAY = date(2026, 1, 5), date(2026, 6, 1)
MOVED = Attempt("not-living-there", date(2026, 4, 1))
FIRST, SECOND = Attempt("no-reply", date(2026, 5, 1)), Attempt("refused", date(2026, 5, 20))
NINETY = current().with_only("contact/no-contact", 90)


def contact(**known: Any) -> Contact:
    facts: dict[str, Any] = {
        "since": SINCE,
        "attempts": (),
        "seen_on": None,
        "attended_on": None,
        "homes_since": (),
        "absences": (),
        "as_at": DAY,
        "policy": current(),
    }
    return Contact(**facts | known)


def kinds(**known: Any) -> list[tuple[str, str]]:
    return [(one.kind, one.of) for one in lost_contact(contact(**known))]


def test_enquiries_go_on_until_they_are_seen_or_a_later_home_is_known() -> None:
    assert kinds(attempts=[MOVED]) == [("whereabouts", "")]
    assert kinds(attempts=[MOVED], seen_on=date(2026, 4, 2)) == []
    assert kinds(attempts=[MOVED], homes_since=[SINCE]) == [("whereabouts", "")]
    assert kinds(attempts=[MOVED], homes_since=[SINCE, date(2026, 4, 3)]) == []
    assert kinds(attempts=[MOVED], homes_since=[DAY + timedelta(days=1)]) == [("whereabouts", "")]


def test_an_attendance_alone_does_not_say_where_they_live() -> None:
    assert kinds(attempts=[MOVED], attended_on=date(2026, 4, 20)) == [("whereabouts", "")]


def test_two_attempts_are_work_and_one_is_not() -> None:
    assert kinds(attempts=[FIRST]) == []
    (alert,) = lost_contact(contact(attempts=[FIRST, SECOND]))
    assert (alert.kind, alert.of, alert.due) == ("no-contact", "attempts", SECOND.on)
    assert alert.why == "2 visits without seeing them, the latest on 20 May 2026; never seen at home"
    assert kinds(attempts=[FIRST, SECOND], seen_on=FIRST.on) == []
    assert kinds(attempts=[FIRST, SECOND], policy=current().with_only("contact/failed-visits", None)) == []


def test_days_are_counted_from_the_last_time_somebody_met_them() -> None:
    assert kinds() == []  # no such figure is shipped
    assert kinds(policy=NINETY) == [("no-contact", "days")]
    assert kinds(policy=NINETY, attended_on=date(2026, 3, 3)) == []  # the ninetieth day
    (alert,) = lost_contact(contact(policy=NINETY, seen_on=date(2026, 2, 1), attended_on=date(2026, 3, 2)))
    assert (alert.due, alert.why) == (DAY, "Last met on 2 March 2026")


@pytest.mark.parametrize("met", [None, date(2026, 2, 1), date(2026, 3, 2)])
def test_the_day_that_the_clock_is_told_is_the_first_one_on_which_it_is_due(met: date | None) -> None:
    first = no_contact_from(contact(policy=NINETY, attended_on=met))
    assert first is not None
    before = first - timedelta(days=1)
    assert kinds(policy=NINETY, attended_on=met, as_at=before) == []
    assert kinds(policy=NINETY, attended_on=met, as_at=first) == [("no-contact", "days")]


def test_nobody_is_looked_for_who_is_in_a_cell_and_after_it_all_begins_anew() -> None:
    held = Absence(date(2026, 5, 25), None, detained=True)
    assert kinds(attempts=[MOVED, FIRST, SECOND], absences=[held], policy=NINETY) == []
    released = Absence(date(2026, 5, 25), date(2026, 5, 30), detained=True)
    assert kinds(attempts=[MOVED, FIRST, SECOND], absences=[released], policy=NINETY) == []
    again = Attempt("not-living-there", date(2026, 5, 31))
    assert kinds(attempts=[MOVED, again], absences=[released]) == [("whereabouts", "")]
