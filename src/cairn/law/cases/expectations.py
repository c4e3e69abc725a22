"""What a case expects, and how the law's answer compares with it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal, get_args

import msgspec

from cairn.law.answers import (
    CURRENT,
    Assessment,
    Duty,
    DutyKind,
    DutyState,
    RegimeDoubt,
    RegimeStanding,
    Registration,
    steps,
)
from cairn.law.cases.fields import Fields
from cairn.law.needs import NEEDS

FURTHER_ORDER: Literal["until-further-order"] = "until-further-order"
NO_REVIEW: Literal["none"] = "none"
INDEFINITE: Literal["indefinite"] = "indefinite"
UNDECIDED: Literal["undecided"] = "undecided"
_DUTY_KEYS = ("kind", "of", "state", "due", "latest", "arose", "met_on", "basis", "owed_by", "regime")


Pairs = tuple[tuple[str, object], ...]


class Expected(msgspec.Struct, frozen=True):
    """
    What must be so.

    Parameters
        registration: pairs of registrable, from, until, may_run_to or needs with its value; of needs,
            those that must at least be named.
        duties: each a tuple of pairs; a duty with at least these values must be there.
        absent: kinds of which none may be open, overdue or suspended.
        regimes: each a tuple of pairs; a scheme with at least these values must be running. Empty: none
            may be; None: not asked.
        review: pairs of may_apply_from or decided_by with its day; empty: no review is open; None: not asked.
    """

    registration: Pairs
    duties: tuple[Pairs, ...]
    absent: tuple[str, ...]
    regimes: tuple[Pairs, ...] | None = None
    review: Pairs | None = None


def expected(row: object, where: str) -> Expected:
    """
    Read `expect:`.

    Raises
        BadInput: an unknown key or value. Names file, case and key.
    """
    fields = Fields(row, where, ("registration", "duties", "absent", "regimes", "review"))
    absent = fields.rows("absent")
    for kind in absent:
        if kind not in get_args(DutyKind):
            fields.refuse("absent", f"{kind!r} is not known. Allowed: {', '.join(get_args(DutyKind))}.")
    rows = fields.rows("duties")
    return Expected(
        registration=_registration(fields.row.get("registration"), f"{where} registration"),
        duties=tuple(_duty(duty, f"{where} duty {n}") for n, duty in enumerate(rows, 1)),
        absent=tuple(str(kind) for kind in absent),
        regimes=_regimes(fields, where) if "regimes" in fields.row else None,
        review=_review(fields.row["review"], f"{where} review") if "review" in fields.row else None,
    )


def _regimes(fields: Fields, where: str) -> tuple[Pairs, ...]:
    found = []
    for number, row in enumerate(fields.rows("regimes"), 1):
        one = Fields(row, f"{where} regime {number}", ("regime", "from", "until", "running", "needs"))
        one.needed("regime")
        one.choice("running", (UNDECIDED,))
        one.day("from")
        if one.row.get("until") in ("further-order", FURTHER_ORDER):  # an order's words, or registration's
            one.row["until"] = FURTHER_ORDER
        else:
            one.day("until")
        found.append(tuple(one.row.items()))
    return tuple(found)


def _review(row: object, where: str) -> Pairs:
    if row == NO_REVIEW:
        return ()
    fields = Fields(row, where, ("may_apply_from", "decided_by"))
    fields.day("may_apply_from")
    fields.day("decided_by")
    return tuple(fields.row.items())


def _registration(row: object, where: str) -> tuple[tuple[str, object], ...]:
    if row is None:
        return ()
    fields = Fields(row, where, ("registrable", "from", "until", "may_run_to", "needs"))
    if fields.row.get("until") == "further-order":
        fields.row["until"] = FURTHER_ORDER
    if fields.row.get("until") not in (INDEFINITE, FURTHER_ORDER, "unknown"):
        fields.day("until")
    fields.day("from")
    if fields.row.get("may_run_to") != INDEFINITE:
        fields.day("may_run_to")
    if fields.row.get("registrable") != UNDECIDED:
        fields.flag("registrable")
    for need in fields.rows("needs"):
        if need not in NEEDS:
            fields.refuse("needs", f"{need!r} is not known. Allowed: {', '.join(NEEDS)}.")
    return tuple(fields.row.items())


def _duty(row: object, where: str) -> tuple[tuple[str, object], ...]:
    fields = Fields(row, where, _DUTY_KEYS)
    fields.the_choice("kind", get_args(DutyKind))
    fields.choice("state", get_args(DutyState))
    for key in ("due", "latest", "arose", "met_on"):
        value = fields.row.get(key)
        if isinstance(value, str) and "T" in value:  # YAML reads a time without seconds as a text
            fields.row[key] = fields.moment(key)
        elif not isinstance(value, datetime):
            fields.day(key)
    for key in ("of", "basis", "owed_by", "regime"):
        fields.text(key)
    return tuple(fields.row.items())


def differences(expect: Expected, got: Assessment) -> list[tuple[str, str]]:
    """Pairs of what was expected and what came instead; empty where all is as expected."""
    found = []
    registration = got.registration
    for key, value in expect.registration:
        answer = _answer(registration, key)
        if key == "needs" and isinstance(value, list) and isinstance(answer, list):
            if not set(value) <= set(answer):
                found.append((f"needs {', '.join(value)}", ", ".join(answer) or "none"))
        elif answer != value:
            found.append((f"registration {key} {value}", str(answer)))
    for wanted in expect.duties:
        if not any(_matches(duty, wanted) for duty in got.duties):
            kind = dict(wanted)["kind"]
            alike = [_show(duty) for duty in got.duties if duty.kind == kind]
            found.append((_words(wanted), "; ".join(alike) or f"no {kind} duty"))
    for kind in expect.absent:
        there = [_show(duty) for duty in got.duties if duty.kind == kind and duty.state in CURRENT]
        if there:
            found.append((f"no {kind} duty", "; ".join(there)))
    return [*found, *_regime_differences(expect, got), *_review_differences(expect, got)]


def _regime_differences(expect: Expected, got: Assessment) -> list[tuple[str, str]]:
    if expect.regimes is None:
        return []
    running = "; ".join(f"{one.regime} from {one.since} until {one.until}" for one in got.regimes) or "none"
    answers: tuple[RegimeStanding | RegimeDoubt, ...] = (*got.regimes, *got.regime_doubts)
    doubts = "; ".join(f"{one.regime} undecided: {', '.join(one.needs)}" for one in got.regime_doubts)
    if not expect.regimes and (got.regimes or doubts):
        return [("no other scheme", doubts or running)]
    return [
        (f"scheme {_words(wanted)}", "; ".join(filter(None, (running, doubts))))
        for wanted in expect.regimes
        if not any(all(_of_regime(one, key, value) for key, value in wanted) for one in answers)
    ]


def _of_regime(one: RegimeStanding | RegimeDoubt, key: str, wanted: object) -> bool:
    if key == "regime":
        return one.regime == wanted
    if key == "needs":
        return isinstance(wanted, list) and set(wanted) <= set(one.needs)
    if key == "running":
        return isinstance(one, RegimeDoubt)
    if isinstance(one, RegimeDoubt):
        return False
    return (one.since if key == "from" else one.until or FURTHER_ORDER) == wanted


def _review_differences(expect: Expected, got: Assessment) -> list[tuple[str, str]]:
    if expect.review is None:
        return []
    if not expect.review:
        return [("no review", str(got.review.may_apply_from))] if got.review is not None else []
    return [
        (f"review {key} {value}", str(getattr(got.review, key, "no review")))
        for key, value in expect.review
        if getattr(got.review, key, "no review") != value
    ]


def provisions(got: Assessment) -> list[str]:
    """The provisions the answer rests on, each once, in the order used."""
    reasons = [*got.registration.reasons, *(reason for duty in got.duties for reason in duty.reasons)]
    reasons += [reason for regime in got.regimes for reason in regime.reasons]
    reasons += got.review.reasons if got.review is not None else ()
    return list(dict.fromkeys(reason.provision for reason in steps(reasons)))


def _answer(registration: Registration, key: str) -> object:
    plain = {
        "registrable": UNDECIDED if registration.undecided else registration.registrable,
        "needs": list(registration.needs),
        "may_run_to": INDEFINITE if registration.may_be_indefinite else registration.may_run_to,
        "from": registration.since,
    }
    if key in plain:
        return plain[key]
    if registration.further_order:
        return FURTHER_ORDER
    if registration.indefinite:
        return INDEFINITE
    return registration.until if registration.end_known else "unknown"


def _matches(duty: Duty, wanted: tuple[tuple[str, object], ...]) -> bool:
    return all(_value(duty, key, value) == value for key, value in wanted)


def _value(duty: Duty, key: str, wanted: object) -> object:
    if key == "due" and isinstance(wanted, datetime):
        return duty.due_at
    value: object = getattr(duty, key)
    return value


def _words(wanted: tuple[tuple[str, object], ...]) -> str:
    return ", ".join(f"{key} {value}" for key, value in wanted)


def _show(duty: Duty) -> str:
    due: date | datetime | None = duty.due_at or duty.due
    return f"{duty.kind}{f' of {duty.of}' if duty.of else ''}, due {due}, latest {duty.latest}, {duty.state}"
