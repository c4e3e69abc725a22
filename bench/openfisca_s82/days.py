"""Calendar periods over whole arrays of days."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Days: TypeAlias = NDArray[np.datetime64]
Numbers: TypeAlias = NDArray[np.integer[Any]]

ONE_DAY = np.timedelta64(1, "D")
ONE_MONTH = np.timedelta64(1, "M")


def later(start: Days, months: Numbers | int) -> Days:
    """The same day number so many months later; the 1st of the month after where there is none."""
    first = start.astype("datetime64[M]")
    month = first + np.asarray(months).astype("timedelta64[M]")
    day = month.astype("datetime64[D]") + (start - first.astype("datetime64[D]"))
    following = (month + ONE_MONTH).astype("datetime64[D]")
    return np.minimum(day, following)


def beyond(start: Days, months: Numbers | int, days: Numbers) -> Days:
    """The first day after a period of so many months and days beginning with `start`."""
    return later(start, months) + days.astype("timedelta64[D]")
