"""How pages write days, moments and numbers."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.test import RequestFactory

from cairn.web.base.filters import ago, day, in_days, number, paragraphs, plural, query, short_day, when

TODAY = date(2026, 11, 24)


def test_a_day_is_written_without_a_leading_nought() -> None:
    assert day(date(2015, 3, 3)) == "3 March 2015"
    assert short_day(date(2015, 3, 3)) == "3 Mar 2015"


def test_a_day_nobody_recorded_says_so() -> None:
    assert day(None) == short_day(None) == when(None) == "not recorded"


def test_a_moment_late_on_a_summer_evening_in_utc_is_the_next_day_in_london() -> None:
    moment = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    assert when(moment) == "1 July 2026 at 12:30am"
    assert day(moment) == "1 July 2026"


@pytest.mark.parametrize(
    ("moment", "written"),
    [
        (datetime(2026, 1, 5, 0, 0, tzinfo=UTC), "5 January 2026 at 12:00am"),
        (datetime(2026, 1, 5, 12, 5, tzinfo=UTC), "5 January 2026 at 12:05pm"),
        (datetime(2026, 1, 5, 14, 5, tzinfo=UTC), "5 January 2026 at 2:05pm"),
    ],
)
def test_noon_and_midnight_are_twelve(moment: datetime, written: str) -> None:
    assert when(moment) == written


@pytest.mark.parametrize(
    ("due", "written"),
    [
        (date(2026, 11, 12), "12 days overdue"),
        (date(2026, 11, 23), "1 day overdue"),
        (date(2026, 11, 24), "due today"),
        (date(2026, 11, 25), "due tomorrow"),
        (date(2026, 11, 27), "due in 3 days"),
        (date(2023, 11, 24), "1,096 days overdue"),
    ],
)
def test_a_due_day_says_how_far_it_is(due: date, written: str) -> None:
    assert in_days(due, TODAY) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2026, 11, 21), "3 days ago"),
        (date(2026, 11, 23), "yesterday"),
        (TODAY, "today"),
        (date(2026, 11, 25), "tomorrow"),
        (date(2026, 11, 26), "in 2 days"),
    ],
)
def test_a_day_says_how_long_ago_it_was(value: date, written: str) -> None:
    assert ago(value, TODAY) == written


def test_a_number_goes_with_its_noun() -> None:
    assert plural(1, "duty", "duties") == "1 duty"
    assert plural(0, "duty", "duties") == "0 duties"
    assert plural(1024, "code") == "1,024 codes"
    assert number(1024) == "1,024"


def test_typed_text_is_escaped_and_keeps_its_lines() -> None:
    written = paragraphs("Seen <b>at</b> home\r\nwith a dog\n\n\nQuiet")
    assert written == (
        '<p class="govuk-body">Seen &lt;b&gt;at&lt;/b&gt; home<br>with a dog</p><p class="govuk-body">Quiet</p>'
    )


def test_a_page_link_keeps_the_filters() -> None:
    request = RequestFactory().get("/", {"state": "overdue", "page": "4"})
    assert query(request, page=5) == "?state=overdue&page=5"
    assert query(request, page=None, state="open") == "?state=open"
