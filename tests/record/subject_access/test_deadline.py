"""By when a request is answered (DPA 2018 s.54)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cairn.record.subject_access.deadline import Asked, answer_by, notice_by

CAME = date(2026, 3, 3)  # a Tuesday


@pytest.mark.parametrize(
    ("facts", "due", "latest"),
    [
        # One month beginning with the day of receipt; the Commissioner counts from the day after.
        ({}, date(2026, 4, 2), date(2026, 4, 6)),  # 4 April is a Saturday
        ({"received": date(2026, 1, 30)}, date(2026, 2, 28), date(2026, 3, 2)),  # 28 February is a Saturday
        # Two more by notice (s.54(3A)).
        ({"extended": True}, date(2026, 6, 2), date(2026, 6, 4)),
        # The clock starts with the proof of identity (s.54(3)(b)).
        (
            {"identity_asked": date(2026, 3, 4), "identity_shown": date(2026, 3, 20)},
            date(2026, 4, 19),
            date(2026, 4, 21),
        ),
        # From the day we ask to the day the answer comes, both left out (s.54(3C)(b)).
        ({"asked": [Asked(date(2026, 3, 10), date(2026, 3, 12))]}, date(2026, 4, 5), date(2026, 4, 7)),
        # Asked after the time was over: too late to stop anything.
        ({"asked": [Asked(date(2026, 4, 3))]}, date(2026, 4, 2), date(2026, 4, 6)),
        # Days before the clock started are not left out twice.
        (
            {
                "identity_asked": CAME,
                "identity_shown": date(2026, 3, 20),
                "asked": [Asked(date(2026, 3, 10), date(2026, 3, 12))],
            },
            date(2026, 4, 19),
            date(2026, 4, 21),
        ),
    ],
)
def test_the_last_day(facts: dict[str, Any], due: date, latest: date) -> None:
    found = answer_by(**{"received": CAME, **facts})
    assert (found.due, found.latest) == (due, latest)


@pytest.mark.parametrize(
    "facts", [{"identity_asked": CAME}, {"asked": [Asked(date(2026, 3, 10))]}], ids=["identity", "question"]
)
def test_the_clock_stands_still_while_something_is_awaited(facts: dict[str, Any]) -> None:
    found = answer_by(received=CAME, **facts)
    assert (found.due, found.latest) == (None, None)
    assert found.why.startswith("Waiting for")


def test_notice_of_more_time_is_given_within_the_first_month() -> None:
    assert notice_by(received=CAME, identity_shown=None) == date(2026, 4, 2)
    later = [Asked(date(2026, 3, 10), date(2026, 3, 12))]
    assert notice_by(received=CAME, identity_shown=None, asked=later) == date(2026, 4, 5)
    assert notice_by(received=CAME, identity_shown=date(2026, 3, 20)) == date(2026, 4, 19)
