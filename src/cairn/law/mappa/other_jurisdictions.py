"""
Where MAPPA rests on other law: Scotland, and Northern Ireland, which has no MAPPA.

The Scottish groups are named by what they are; their numbers are the ones in use, and an older guidance
numbers violent offenders 2, a limb of s.10(1) that was never commenced.
"""

from __future__ import annotations

from datetime import date

from cairn.law.answers import Registration
from cairn.law.facts import NORTHERN_IRELAND, SCOTLAND, Person
from cairn.law.mappa.answer import Category
from cairn.law.mappa.qualifying import in_force
from cairn.law.needs import Need, in_order
from cairn.law.rules import rule

_SCOTTISH_ACT = "Management of Offenders etc. (Scotland) Act 2005"

PPANI = Category(
    None,
    "Northern Ireland has public protection arrangements (PPANI) and no MAPPA. A category there is the "
    "level of risk that a panel gives after assessment, not a way in, and does not follow from these facts.",
    "Criminal Justice (NI) Order 2008 Part 3",
)
NONE_IN_SCOTLAND = Category(
    None,
    "Not registrable, and no order with restrictions is recorded. The third group, other risk of serious "
    "harm, needs a referral and a decision, at level 2 or 3. Scotland has no category 4.",
    f"{_SCOTTISH_ACT} s.10(1)",
)


@rule("Criminal Justice (NI) Order 2008 Part 3", since=date(2008, 10, 6), jurisdiction=NORTHERN_IRELAND)
def in_northern_ireland() -> Category:
    """Never a number: see `PPANI`."""
    return PPANI


@rule(f"{_SCOTTISH_ACT} s.10(1)", since=date(2008, 4, 30), jurisdiction=SCOTLAND, verified=False)
def in_scotland(person: Person, as_at: date, registration: Registration) -> Category:
    """Registered, or a restricted patient; both are automatic. A restricted patient is one since 30 April 2008."""
    if registration.registrable:
        reason = "An individual subject to the notification requirements of SOA 2003 Part 2."
        return Category(1, reason, f"{_SCOTTISH_ACT} s.10(1)(a)")
    for conviction in in_force(person, as_at):
        for disposal in conviction.disposals:
            passed = disposal.date or conviction.date
            if disposal.kind == "hospital-order" and disposal.restriction and passed <= as_at:
                reason = (
                    "A restricted patient: a compulsion order with a restriction order. The guidance of 2022 "
                    "names the group and gives it no number; areas publish it as category 2."
                )
                return Category(2, reason, f"{_SCOTTISH_ACT} s.10(1)(c) to (e)", verified=False)
    return NONE_IN_SCOTLAND


@rule(f"{_SCOTTISH_ACT} s.10(1)(c) to (e)", since=date(2008, 4, 30), jurisdiction=SCOTLAND, verified=False)
def restriction_doubts(person: Person, as_at: date) -> tuple[Need, ...]:
    """What is not known of a sentence that may have been an order with restrictions."""
    found: set[Need] = set()
    for conviction in in_force(person, as_at):
        if not conviction.disposals:
            found.add("sentence")
        for disposal in conviction.disposals:
            if disposal.kind == "unknown" and (disposal.date or conviction.date) <= as_at:
                found.add("disposal")
    return in_order(found)
