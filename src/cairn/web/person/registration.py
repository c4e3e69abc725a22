"""Whether and until when somebody is registrable, in one line: the same words at every door."""

from __future__ import annotations

from dataclasses import dataclass

from cairn.clock.models import CaseSummary
from cairn.law.answers import Registration
from cairn.law.registration_words import UNDECIDED, may_run, turns_on
from cairn.web.base.filters import day

_NOT = "Not registrable"
_NOT_KNOWN = ". Last day not known until sentence is passed"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The line, and its banner's colour."""

    title: str
    colour: str


def verdict_of(standing: CaseSummary | None, registration: Registration | None, *, told: bool) -> Verdict:
    """
    What this user is told of the registration.

    Parameters
        standing: what the clock keeps; registration: the law's own answer, where the user reads it.
        told: whether this kind of fact is shared with them at all.
    """
    answer = registration if registration is not None else standing
    if answer is not None and answer.undecided:
        return Verdict(
            " ".join(filter(None, (f"{UNDECIDED} whether registrable.", turns_on(answer)))), "orange"
        )
    if registration is not None:
        return _verdict(_until(registration), registrable=registration.registrable)
    if standing is None:
        waiting = "Registration not worked out yet" if told else "Registration: not shared with your agency"
        return Verdict(waiting, "grey")
    return _verdict(_kept(standing), registrable=standing.registrable)


def _verdict(until: str, *, registrable: bool) -> Verdict:
    return Verdict(f"Registrable{until}", "blue") if registrable else Verdict(_NOT, "grey")


def _until(answer: Registration) -> str:
    if answer.further_order:
        return " until further order"
    if answer.indefinite:
        return " indefinitely"
    if not answer.until:
        return _NOT_KNOWN
    longer = may_run(answer, day)
    return f" until {day(answer.until)}{f'; {longer}' if longer else ''}"


def _kept(standing: CaseSummary) -> str:
    if standing.indefinite:
        return " indefinitely"
    longer = may_run(standing, day)
    if standing.until:
        return f" until {day(standing.until)}{f'; {longer}' if longer else ''}"
    if not standing.redacted:
        return _NOT_KNOWN
    return " (until when is withheld)" if "until" in (standing.redacted_fields or ()) else ""
