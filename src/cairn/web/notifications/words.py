"""The answers in words: for the check, and for what is kept as told."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeAlias

from cairn.record.addresses.models import AddressKind, ChildAtAddress
from cairn.record.financial.models import FinancialKind
from cairn.record.identity.models import NameKind
from cairn.web.base.filters import day, plural, when
from cairn.web.notifications.attendance import MATTERS, SUBJECTS
from cairn.web.notifications.held import NO_CHANGE
from cairn.web.notifications.schemes import in_words, notified_subjects
from cairn.web.notifications.subjects import PLACES
from cairn.web.wizard.steps import Step

Answers: TypeAlias = Mapping[str, Sequence[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Line:
    """
    One line of the check of answers.

    Parameters
        slug: the step to change it on.
        kept: what is kept of it as told, if not the same words (bank details stay in their own table).
    """

    slug: str
    key: str
    value: str
    kept: str | None = None


def _joined(*parts: object) -> str:
    return ", ".join(str(part) for part in parts if part)


def _name(block: dict[str, Any]) -> str:
    said = f"{block['forenames']} {block['surname']}".strip()
    return f"{said} ({NameKind(block['kind']).label.lower()}, first used on {day(block['used_from'])})"


def _home(block: dict[str, Any]) -> str:
    where = _joined(_one_line(block["lines"]), block["postcode"])
    none = block["kind"] == AddressKind.NO_FIXED_ABODE
    child = ChildAtAddress(block["child"]).label.lower()
    return f"{'No fixed abode: found at ' if none else ''}{where}; from {day(block['starts'])}; child there: {child}"


def _place(block: dict[str, Any]) -> str:
    where = _joined(_one_line(block["lines"]), block["postcode"])
    return f"{where} ({PLACES[block['what']]}), from {_moment(block, 'starts', 'arrived')}" + (
        f" until {_moment(block, 'ends', 'left')}" if block["ends"] else ""
    )


def _one_line(text: str) -> str:
    return ", ".join(text.splitlines())


def _moment(block: dict[str, Any], on: str, clock: str) -> str:
    return day(block[on]) + (f" at {block[clock]:%H:%M}" if block[clock] else "")


def _money(block: dict[str, Any]) -> str:
    labelled = (
        ("sort code", block["sort_code"]),
        ("account number", block["account_number"]),
        ("card number", block["card_number"]),
        ("valid from", block["valid_from"]),
        ("expires", block["expires"]),
        ("office", block["office_address"]),
        ("business", block["business_name"]),
        ("since", day(block["on"])),
    )
    said = (f"{label} {value}" for label, value in labelled if value)
    return _joined(FinancialKind(block["kind"]).label, block["institution"], *said)


def _document(block: dict[str, Any]) -> str:
    ended = " (no longer held)" if block["happened"] == "ended" else ""
    return _joined(block["description"], block["number"], block["full_name"]) + ended


_BLOCKS: dict[str, Callable[[dict[str, Any]], str]] = {
    "names": _name,
    "home": _home,
    "addresses": _place,
    "money": _money,
    "documents": _document,
}


def _block(subject: str, block: dict[str, Any], known: Mapping[str, str]) -> str:
    if subject == "money" and block["happened"] == "ended":
        return f"{known[block['which']]}: no longer held since {day(block['on'])}"
    return _BLOCKS[subject](block)


def lines(
    steps: Sequence[Step], answers: Answers, given_at: datetime, known: Mapping[str, str]
) -> list[Line]:
    """
    Every answer in the order of the steps; a subject that did not change says so.

    Parameters
        known: words for the ids of journeys and accounts on record.
    """
    found = _attendance(answers["what"][0], given_at)
    asked = {step.slug for step in steps}
    if "held" in asked:
        for subject, title in SUBJECTS:
            if subject not in asked:
                found.append(Line("held", title, NO_CHANGE))
                continue
            value = "; ".join(_block(subject, block, known) for block in answers[subject])
            kept = plural(len(answers[subject]), "change") if subject == "money" else None
            found.append(Line(subject, title, value, kept))
        for each in notified_subjects():
            if each.key in asked:
                said = "; ".join(in_words(each, block) for block in answers[each.key])
                found.append(Line(each.key, each.heading, said))
    found += [_trip(slug, answers[slug][0], known) for slug in ("travel", "return") if slug in asked]
    taken = answers["identity"][0]["taken"]
    found.append(
        Line("identity", "Taken to check who they are", " and ".join(taken).capitalize() or "Neither")
    )
    return found


def _attendance(what: dict[str, Any], given_at: datetime) -> list[Line]:
    matters = dict(MATTERS)
    return [
        Line("what", "Notified", "; ".join(matters[matter] for matter in what["matters"])),
        Line("what", "Given", when(given_at)),
        Line("what", "At", what["station"]),
        Line("what", "In person", what["in_person"].capitalize()),
    ]


def _trip(slug: str, block: dict[str, Any], known: Mapping[str, str]) -> Line:
    trip = known.get(block.get("trip") or "", "")
    if slug == "return":
        return Line(
            slug, "Return", _joined(trip, f"back on {day(block['returned_on'])}", block["return_point"])
        )
    labelled: tuple[tuple[str, str], ...]
    if trip:
        labelled = (
            ("returning", day(block["returns_on"]) if block["returns_on"] else ""),
            ("at", block["return_point"]),
        )
    else:
        labelled = (
            ("leaving", day(block["departs_on"])),
            ("arriving at", block["arrival_point"]),
            ("known since", day(block["known_on"])),
            ("returning", day(block["returns_on"]) if block["returns_on"] else ""),
            ("coming back at", block["return_point"]),
            ("then", _one_line(block["itinerary"])),
            ("told late because", _one_line(block["late_reason"])),
            ("a reasonable excuse:", {True: "yes", False: "no", None: ""}[block["excused"]]),
        )
    said = (f"{label} {value}" for label, value in labelled if value)
    return Line(slug, "Journey abroad", _joined(trip or block["first_country"], *said))


def told(found: Sequence[Line]) -> dict[str, str]:
    """What is kept as told: the words of the check, bank details left out."""
    return {line.key: line.kept or line.value for line in found}
