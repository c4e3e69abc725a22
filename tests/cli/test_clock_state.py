"""What `cairn check` says of the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from cairn.cli.clock_state import Told, told
from cairn.clock.running.kept_duties import ClockState, KeptBack

WHO = UUID("6e5c0f0e-55d9-4b8e-8f3e-9d6d3c7f9a11")
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
NIGHT = datetime(2026, 3, 2, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("day", "now", "lines", "behind"),
    [
        (date(2026, 3, 2), MORNING, (), False),
        (date(2026, 3, 1), NIGHT, ("The duties are as at 1 March 2026.",), False),
        (
            date(2026, 3, 1),
            MORNING,
            (
                "The duties are as at 1 March 2026.",
                "The nightly run has not been made since. Is “cairn worker” running?",
            ),
            True,
        ),
        (date(2026, 3, 9), MORNING, ("The duties are as at 9 March 2026.",), False),
        (None, MORNING, ("The clock has never run. Run “cairn clock run --rebuild”.",), True),
    ],
)
def test_it_says_of_which_day_the_duties_are(
    day: date | None, now: datetime, lines: tuple[str, ...], behind: bool
) -> None:
    assert told(ClockState(day, ()), now) == Told(lines, behind)


def test_it_names_by_id_whose_duties_could_not_be_made() -> None:
    kept = KeptBack(WHO, date(2026, 2, 27), datetime(2026, 2, 28, 0, 10, tzinfo=UTC), "OverflowError")
    found = told(ClockState(date(2026, 3, 2), (kept,)), MORNING)
    assert found == Told(
        (
            "The duties of these nominals could not be made. Each run tries again; the log has the errors:",
            f"  {WHO}: duties as at 27 February 2026, failing since 28 February 2026 (OverflowError)",
        ),
        behind=True,
    )
