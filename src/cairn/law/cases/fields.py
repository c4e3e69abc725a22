"""Reading one mapping of a case file strictly: every refusal names the file, the case and the key."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NoReturn, TypeVar

from cairn.dates import london
from cairn.errors import BadInput

Choice = TypeVar("Choice", bound=str)


class Fields:
    """
    One mapping, and where it stands.

    Parameters
        where: as "cases.yaml: ew-caution: event 2".
        allowed: the keys it may have.

    Raises
        BadInput: it is no mapping, or has a key that is not allowed. Every getter too, of its key.
    """

    def __init__(self, row: object, where: str, allowed: Sequence[str]) -> None:
        self.where = where
        if not isinstance(row, dict):
            raise BadInput(f"{where}: expected a mapping of keys to values, not {row!r}.")
        self.row: dict[str, Any] = row
        for key in row:
            if key not in allowed:
                self.refuse(str(key), f"unknown key “{key}”. Allowed: {', '.join(allowed)}.")

    def refuse(self, key: str, message: str) -> NoReturn:
        """Raise BadInput for a key."""
        raise BadInput(f"{self.where}: {key}: {message}", field=key)

    def needed(self, key: str) -> Any:
        """The value of a key that must be there."""
        if self.row.get(key) is None:
            self.refuse(key, "is missing.")
        return self.row[key]

    def text(self, key: str) -> str | None:
        """A text, or None."""
        value = self.row.get(key)
        if value is not None and (not isinstance(value, str) or not value.strip()):
            self.refuse(key, f"{value!r} is not a text. Put quotes around it if it looks like a number.")
        return value

    def day(self, key: str) -> date | None:
        """A day, or None."""
        value = self.row.get(key)
        if value is not None and (isinstance(value, datetime) or not isinstance(value, date)):
            self.refuse(key, f"{value!r} is not a day. Write it as 2019-06-15, without quotes.")
        return value

    def the_day(self, key: str) -> date:
        """A day that must be there."""
        self.needed(key)
        day = self.day(key)
        assert day is not None  # noqa: S101  needed() has refused the rest
        return day

    def moment(self, key: str) -> datetime | None:
        """A local time, or None; one with a zone is turned into London's."""
        value = self.row.get(key)
        if isinstance(value, str):
            try:
                value = datetime.fromisoformat(value)
            except ValueError:
                self.refuse(key, f"“{value}” is not a time. Write it as 2019-07-06T18:00.")
        if value is not None and not isinstance(value, datetime):
            self.refuse(key, f"{value!r} is not a time. Write it as 2019-07-06T18:00.")
        return london(value) if value is not None and value.tzinfo is not None else value

    def whole(self, key: str, limit: int = 999) -> int | None:
        """A whole number from 0 to `limit`, or None."""
        value = self.row.get(key)
        if value is not None and (type(value) is not int or not 0 <= value <= limit):
            self.refuse(key, f"{value!r} is not a whole number from 0 to {limit}.")
        return value

    def flag(self, key: str) -> bool:
        """True or false; false where it is not there."""
        value = self.row.get(key, False)
        if not isinstance(value, bool):
            self.refuse(key, f"{value!r} is neither true nor false.")
        return value

    def choice(self, key: str, allowed: Sequence[Choice]) -> Choice | None:
        """One of a closed set, or None."""
        value = self.row.get(key)
        if value is not None and value not in allowed:
            self.refuse(key, f"{value!r} is not known. Allowed: {', '.join(allowed)}.")
        return value

    def the_choice(self, key: str, allowed: Sequence[Choice]) -> Choice:
        """One of a closed set, which must be there."""
        self.needed(key)
        value = self.choice(key, allowed)
        assert value is not None  # noqa: S101  needed() has refused the rest
        return value

    def rows(self, key: str) -> list[object]:
        """A list, empty where it is not there."""
        value = self.row.get(key)
        if value is not None and not isinstance(value, list):
            self.refuse(key, f"{value!r} is not a list.")
        return value or []
