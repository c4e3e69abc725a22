"""What account and card numbers look like, in the one spelling that they are kept in."""

from __future__ import annotations

import re

from cairn.errors import BadInput

_SORT_CODE = re.compile(r"\d{6}", re.ASCII)
_ACCOUNT = re.compile(r"[A-Z0-9]{4,34}", re.ASCII)
_CARD = re.compile(r"\d{12,19}", re.ASCII)
_MONTH = re.compile(r"(?P<month>0?[1-9]|1[0-2])/(?P<year>(20)?\d{2})", re.ASCII)
_GAPS = re.compile(r"[\s-]+")


def sort_code(typed: str) -> str:
    """
    Six digits in pairs: 12-34-56; empty stays empty.

    Raises
        BadInput: anything else.
    """
    digits = _GAPS.sub("", typed)
    if digits and not _SORT_CODE.fullmatch(digits):
        raise BadInput("A sort code has 6 digits, such as 12-34-56.", field="sort_code")
    return "-".join((digits[:2], digits[2:4], digits[4:])) if digits else ""


def account_number(typed: str) -> str:
    """
    A domestic account number, or an international one (IBAN), without gaps; empty stays empty.

    Raises
        BadInput: other than 4 to 34 letters and digits.
    """
    number = _GAPS.sub("", typed).upper()
    if number and not _ACCOUNT.fullmatch(number):
        raise BadInput(
            "An account number has 4 to 34 digits and letters, such as 12345678.", field="account_number"
        )
    return number


def card_number(typed: str) -> str:
    """
    12 to 19 digits in fours; empty stays empty.

    Raises
        BadInput: anything else.
    """
    digits = _GAPS.sub("", typed)
    if digits and not _CARD.fullmatch(digits):
        raise BadInput("A card number has 12 to 19 digits.", field="card_number")
    return " ".join(digits[place : place + 4] for place in range(0, len(digits), 4))


def card_month(typed: str, *, field: str) -> str:
    """
    A month as a card shows it, with its century: 03/2028; empty stays empty.

    Raises
        BadInput: no such month.
    """
    text = _GAPS.sub("", typed)
    if not text:
        return ""
    found = _MONTH.fullmatch(text)
    if found is None:
        raise BadInput("Give the month and year as on the card, such as 03/28.", field=field)
    return f"{int(found['month']):02}/20{found['year'][-2:]}"


def month_order(card_month_text: str) -> tuple[int, int]:
    """Year and month of a `card_month`, to put two in order."""
    month, year = card_month_text.split("/")
    return int(year), int(month)
