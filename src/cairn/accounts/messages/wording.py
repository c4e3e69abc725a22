"""The words of a message: what awaits, until when, and where. Nothing of anybody on the register."""

from __future__ import annotations

from datetime import datetime

from cairn.accounts.messages.models import OF_ACCOUNTS, MessageKind
from cairn.dates import in_words, london

_WORDS: dict[MessageKind, tuple[str, str]] = {
    MessageKind.EMERGENCY: (
        "an emergency opening awaits your review",
        "Somebody opened a record of your agency in an emergency. A supervisor of your agency must review it.",
    ),
    MessageKind.EMERGENCY_LATE: (
        "an emergency opening was not reviewed in time",
        "Somebody of your agency opened a record in an emergency, and its owner did not review that in time.",
    ),
    MessageKind.OFFER: (
        "a record is offered to your agency",
        "Another agency offers a record to yours. A supervisor reads it and accepts or refuses.",
    ),
    MessageKind.REQUEST: (
        "a request for access awaits an answer",
        "Another agency asks for access to a record of yours.",
    ),
    MessageKind.PASSWORD: ("your password was changed", "The password of your account was changed."),
    MessageKind.FACTOR_ADDED: (
        "a second factor was added",
        "A second factor or a passkey was added to your account.",
    ),
    MessageKind.FACTOR_REMOVED: (
        "a second factor was removed",
        "A second factor or a passkey was removed from your account.",
    ),
    MessageKind.CODES_MADE: (
        "recovery codes were made",
        "New recovery codes were made for your account; any older ones no longer work.",
    ),
    MessageKind.CODE_USED: (
        "a recovery code was used",
        "A recovery code of your account was used to sign in.",
    ),
    MessageKind.LOCKED_OUT: (
        "your account is locked for a while",
        "Too many wrong passwords were typed for your account. It opens again by itself within minutes.",
    ),
    MessageKind.CODE_REFUSED: (
        "a wrong code after your password",
        "Somebody gave the right password of your account, and then a wrong code.",
    ),
}
_DECIDED_ON = "Cairn, page Access"
_ACCOUNT = "If that was you, there is nothing to do. If it was not, tell your administrator at once, and change your password."


def words(kind: MessageKind, *, until: datetime | None, address: str) -> tuple[str, str]:
    """
    The subject and the text of a message.

    Parameters
        address: of the site.
    """
    subject, said = _WORDS[kind]
    lines = [said]
    if until is not None:
        lines.append(f"Until {in_words(london(until).date())}, {london(until):%H:%M}.")
    if kind in OF_ACCOUNTS:
        lines += [_ACCOUNT, f"Cairn: {address}"]
    else:
        lines.append(f"Where: {_DECIDED_ON}, {address}")
    lines.append("This is an automated message. Please do not reply. It never mails what a record says.")
    return f"Cairn: {subject}", "\n\n".join(lines) + "\n"
