"""Times of day as people type them."""

from __future__ import annotations

from datetime import time

import pytest
from django.core.exceptions import ValidationError

from cairn.web.base.times import ClockField


@pytest.mark.parametrize("typed", ["9:05", "09:05", "9.05", "0905", "905"])
def test_a_time_in_any_usual_form(typed: str) -> None:
    assert ClockField(label="Time given").clean(typed) == time(9, 5)


@pytest.mark.parametrize("typed", ["25:00", "12:60", "noon", "7", "9:05pm"])
def test_what_is_no_time_says_so(typed: str) -> None:
    with pytest.raises(ValidationError, match="Time given must be a real time"):
        ClockField(label="Time given").clean(typed)


def test_no_time_is_none_where_it_may_be() -> None:
    assert ClockField(label="Time given", required=False).clean("") is None
