"""Three boxes of which the first may stay empty."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.web.base.births import BirthForm, birth_boxes


def form(day: str, month: str, year: str, within: str = "") -> BirthForm:
    typed = {"date_of_birth-day": day, "date_of_birth-month": month, "date_of_birth-year": year}
    return BirthForm(typed | {"born_within": within})


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        (("14", "3", "1979"), date(1979, 3, 14), date(1979, 3, 14)),
        (("", "3", "1979"), date(1979, 3, 1), date(1979, 3, 31)),
        (("", "", "1979"), date(1979, 1, 1), date(1979, 12, 31)),
        (("", "", "1979", "2"), date(1977, 1, 1), date(1981, 12, 31)),
    ],
)
def test_what_is_typed_is_what_is_known(typed: tuple[str, ...], first: date, last: date) -> None:
    asked = form(*typed)
    assert asked.is_valid(), asked.errors
    birth = asked.cleaned_data["date_of_birth"]
    assert (birth.first, birth.last) == (first, last)
    assert birth_boxes(birth) == typed[:3]


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        (("", "", ""), "date_of_birth", "required"),
        (("14", "", "1979"), "date_of_birth", "must include a month"),
        (("14", "3", ""), "date_of_birth", "must include a year"),
        (("", "3", ""), "date_of_birth", "must include a year"),
        (("", "13", "1979"), "date_of_birth", "must be a real date"),
        (("30", "2", "1979"), "date_of_birth", "must be a real date"),
        (("", "", "79"), "date_of_birth", "4 numbers"),
        (("", "", "2199"), "date_of_birth", "must be in the past"),
        (("", "3", "1979", "2"), "born_within", "Only a year is estimated"),
        (("", "", "1979", "31"), "born_within", "30"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(typed: tuple[str, ...], field: str, message: str) -> None:
    asked = form(*typed)
    assert not asked.is_valid()
    assert message in str(asked.errors[field])
