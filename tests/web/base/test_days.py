"""A day typed in three boxes."""

from __future__ import annotations

from datetime import date

import pytest
from django import forms

from cairn.web.base.days import DayField, Limit

TODAY = date(2026, 11, 24)


def _form(
    limit: Limit = Limit.PAST, *, required: bool = True, earliest: date | None = None
) -> type[forms.Form]:
    class Asked(forms.Form):
        born = DayField(
            label="Date of birth", limit=limit, today=lambda: TODAY, required=required, earliest=earliest
        )

    return Asked


def _typed(day: str, month: str, year: str) -> dict[str, str]:
    return {"born-day": day, "born-month": month, "born-year": year}


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [("27", "3", "1984"), ("27", "03", "1984"), (" 27 ", "March", "1984"), ("27", "mar.", "1984")],
)
def test_a_month_may_be_a_number_or_a_name(day: str, month: str, year: str) -> None:
    form = _form()(_typed(day, month, year))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["born"] == date(1984, 3, 27)


def test_september_may_be_sept() -> None:
    form = _form()(_typed("1", "Sept", "1984"))
    assert form.is_valid()
    assert form.cleaned_data["born"] == date(1984, 9, 1)


@pytest.mark.parametrize(
    ("boxes", "message", "wrong"),
    [
        (("27", "", "1984"), "Date of birth must include a month", ("month",)),
        (("27", "", ""), "Date of birth must include a month and year", ("month", "year")),
        (("31", "2", "1984"), "Date of birth must be a real date", ("day", "month", "year")),
        (("29", "2", "1983"), "Date of birth must be a real date", ("day", "month", "year")),
        (("1", "13", "1984"), "Date of birth must be a real date", ("month",)),
        (("1", "Marchember", "1984"), "Date of birth must be a real date", ("month",)),
        (("first", "3", "1984"), "Date of birth must be a real date", ("day",)),
        (("0", "3", "1984"), "Date of birth must be a real date", ("day", "month", "year")),
        (("1", "3", "0000"), "Date of birth must be a real date", ("day", "month", "year")),
        (
            ("27", "3", "84"),
            "Date of birth must have a year of 4 numbers, such as 1980",
            ("year",),
        ),
        (("24", "11", "2026"), "Date of birth must be in the past", ("day", "month", "year")),
    ],
)
def test_a_wrong_day_says_what_is_wrong_and_where(
    boxes: tuple[str, str, str], message: str, wrong: tuple[str, ...]
) -> None:
    form = _form()(_typed(*boxes))
    assert not form.is_valid()
    assert form.errors["born"] == [message]
    params = form["born"].errors.as_data()[0].params
    assert params is not None
    assert params["boxes"] == wrong


@pytest.mark.parametrize(
    ("limit", "day", "taken"),
    [
        (Limit.PAST, "23", True),
        (Limit.PAST, "24", False),
        (Limit.TODAY_OR_PAST, "24", True),
        (Limit.TODAY_OR_PAST, "25", False),
        (Limit.TODAY_OR_FUTURE, "24", True),
        (Limit.TODAY_OR_FUTURE, "23", False),
        (Limit.FUTURE, "25", True),
        (Limit.FUTURE, "24", False),
        (Limit.NONE, "1", True),
    ],
)
def test_today_is_on_the_right_side_of_each_limit(limit: Limit, day: str, *, taken: bool) -> None:
    assert _form(limit)(_typed(day, "11", "2026")).is_valid() is taken


def test_a_day_before_the_earliest_is_refused_and_the_earliest_is_taken() -> None:
    asked = _form(earliest=date(1997, 9, 1))
    assert asked(_typed("1", "9", "1997")).is_valid()
    early = asked(_typed("31", "8", "1997"))
    assert early.errors["born"] == ["Date of birth must be on or after 1 September 1997"]


def test_a_day_that_is_not_required_may_be_left_empty() -> None:
    form = _form(required=False)(_typed("", " ", ""))
    assert form.is_valid()
    assert form.cleaned_data["born"] is None


def test_a_form_sent_without_the_boxes_is_an_empty_day_and_no_crash() -> None:
    assert not _form()({}).is_valid()


def test_a_form_knows_whether_the_day_was_changed() -> None:
    asked = _form()
    initial = {"born": date(1984, 3, 27)}
    assert asked(_typed("27", "3", "1984"), initial=initial).changed_data == []
    assert asked(_typed("28", "3", "1984"), initial=initial).changed_data == ["born"]


@pytest.mark.parametrize("digits", ["9" * 11, "9" * 20, "9" * 5000])
def test_a_number_of_many_digits_is_no_day_and_no_month(digits: str) -> None:
    for typed in (_typed(digits, "1", "1980"), _typed("1", digits, "1980")):
        assert _form()(typed).errors == {"born": ["Date of birth must be a real date"]}


@pytest.mark.parametrize("year", ["0001", "1799", "2201", "9999"])
def test_a_year_from_which_nobody_can_count_on_is_refused(year: str) -> None:
    assert _form(Limit.NONE)(_typed("31", "12", year)).errors == {
        "born": ["Date of birth must have a year between 1800 and 2200"]
    }
