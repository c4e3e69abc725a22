"""What is asked of an address or a stay whenever it is written; texts, postcodes and UPRNs are tidied."""

from __future__ import annotations

import re
from datetime import date

from cairn.errors import BadInput
from cairn.record.addresses.models import Address, AddressKind, ChildAtAddress, HouseholdStay, Stay
from cairn.record.addresses.no_home import check_home
from cairn.record.field_checks import check_day, check_order, choice_of, clean_text, local_day

_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})")


def check_address(address: Address, today: date) -> None:
    """
    Raises
        BadInput: unknown kind; no address, or one that is no home in the United Kingdom; a postcode or UPRN of the wrong form; days that cannot be.
    """
    address.kind = choice_of(address.kind, AddressKind.values, field="kind")
    check_day(address.starts, nominal=address.nominal, today=today, field="starts", what="The first day")
    check_order(address.starts, address.ends, field="ends", what="The end is before the beginning")
    address.lines = clean_text(
        address.lines, field="lines", missing="Enter the address, or where they can be found.", most=300
    )
    check_home(address.kind, address.lines)
    address.postcode = postcode_of(address.postcode)
    address.uprn = _uprn(address.uprn)
    address.child = choice_of(address.child, ChildAtAddress.values, field="child")


def check_stay(stay: Stay, today: date) -> None:
    """
    Raises
        BadInput: no premises; days in the future, before birth or in the wrong order.
    """
    check_day(stay.first_day, nominal=stay.nominal, today=today, field="first_day", what="The first day")
    check_order(stay.first_day, stay.last_day, field="last_day", what="The last day is before the first")
    if stay.last_day is not None:
        check_day(stay.last_day, nominal=stay.nominal, today=today, field="last_day", what="The last day")
    stay.premises = clean_text(stay.premises, field="premises", missing="Enter where they stayed.", most=300)


def check_household_stay(stay: HouseholdStay, today: date) -> None:
    """
    Raises
        BadInput: no premises; a time without a zone, in the future, before birth or in the wrong order.
    """
    for moment, field, what in (
        (stay.arrived, "arrived", "The arrival"),
        (stay.left, "left", "The departure"),
    ):
        if moment is not None:
            day = local_day(moment, field=field)
            check_day(day, nominal=stay.nominal, today=today, field=field, what=what)
    if stay.left is not None and stay.left <= stay.arrived:
        raise BadInput("They left before they arrived. Check both times.", field="left")
    stay.premises = clean_text(stay.premises, field="premises", missing="Enter where they stayed.", most=300)


def postcode_of(typed: str) -> str:
    """
    A postcode as it is kept, with one space; empty where none was typed.

    Raises
        BadInput: it has not the form of one.
    """
    squeezed = "".join(typed.upper().split())
    if not squeezed:
        return ""
    match = _POSTCODE.fullmatch(squeezed)
    if match is None:
        raise BadInput(
            f"'{typed}' is not a postcode. Write it like SW1A 2AA, or leave it empty.", field="postcode"
        )
    return f"{match[1]} {match[2]}"


def _uprn(typed: str) -> str:
    digits = "".join(typed.split())
    if digits and not (digits.isascii() and digits.isdigit() and len(digits) <= 12):
        raise BadInput(f"'{typed}' is not a UPRN. It has up to 12 digits and nothing else.", field="uprn")
    return digits
