"""Contact details, as a subject of the record: what is asked of one, and how a person is found by it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from cairn.accounts.roles import RECORD_KEEPERS
from cairn.errors import BadInput
from cairn.record.contacts.models import Contact, ContactKind, Verified
from cairn.record.field_checks import check_day, check_order, choice_of, clean_text
from cairn.subjects.declaration import Amending, Event, Finding, Subject

_HANDLE = re.compile(r"@[\w.]{2,60}")


def _number(text: str) -> str:
    """The number in international form; nothing where it is no number that exists anywhere."""
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _email(text: str) -> str:
    try:
        validate_email(text)
    except ValidationError:
        return ""
    return text.casefold()


def _name(text: str) -> str:
    return text.casefold().removeprefix("@")


def check_contact(row: Contact, today: date) -> None:
    """
    What is asked of a contact detail whenever it is written; its standard form is made anew.

    Raises
        BadInput: no such kind, nothing written, no number or e-mail address of any kind, or days that cannot be.
    """
    row.kind = choice_of(row.kind, ContactKind.values, field="kind")
    row.verified = choice_of(row.verified, Verified.values, field="verified")
    row.value = clean_text(row.value, field="value", missing="Enter the number, address or name.", most=254)
    row.platform = clean_text(row.platform, field="platform", missing="", most=80)
    canonical = {ContactKind.TELEPHONE: _number, ContactKind.EMAIL: _email}.get(ContactKind(row.kind), _name)
    row.canonical = canonical(row.value)
    if not row.canonical:
        example = (
            "07700 900123 or +353 20 123 4567" if row.kind == ContactKind.TELEPHONE else "a.name@example.org"
        )
        raise BadInput(
            f"“{row.value}” is not {_AN[ContactKind(row.kind)]}. Write it like {example}.", field="value"
        )
    check_order(
        row.used_from or date.min,
        row.used_until,
        field="used_until",
        what="They stopped using it before they started",
    )
    for name, what in (("used_from", "The first day"), ("used_until", "The last day")):
        if day := getattr(row, name):
            check_day(day, nominal=row.nominal, today=today, field=name, what=what)


_AN = {
    ContactKind.TELEPHONE: "a telephone number",
    ContactKind.EMAIL: "an e-mail address",
    ContactKind.ONLINE_NAME: "an online name",
    ContactKind.ACCOUNT: "a social-media account",
}


def _typed(text: str) -> str:
    """What a searcher typed, if it can be nothing but a contact detail: a number, an address, or an @name."""
    if _HANDLE.fullmatch(text):
        return _name(text)
    squeezed = "".join(text.split())
    if re.fullmatch(r"\+?[\d()./-]{9,20}", squeezed, re.ASCII):
        return _number(squeezed)
    return _email(text) if "@" in text else ""


def _events(row: Contact) -> Iterator[Event]:
    if row.used_from:
        yield Event(row.used_from, f"{row.get_kind_display()} first used", row.value)
    if row.used_until:
        yield Event(row.used_until, f"{row.get_kind_display()} no longer used", row.value)


CONTACT = Subject(
    key="contacts",
    model=Contact,
    fact="contacts",
    order=("used_until", "kind", "value"),
    begins="used_from",
    ends="used_until",
    events=_events,
    records=True,
    finding=Finding(column="canonical", read=_typed),
    notified_under=("terrorism",),
    refusals={
        "contact_ends_after_start": (
            "used_until",
            "They stopped using it before they started. Check both dates.",
        ),
    },
    amending=Amending(
        roles=RECORD_KEEPERS,
        fields=("kind", "value", "platform", "used_from", "used_until", "verified"),
        derived=("canonical",),
        check=check_contact,
        ends="used_until",
        ends_words="They no longer use it",
    ),
)
