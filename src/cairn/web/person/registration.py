"""Whether and until when somebody is registrable, in one line: the same words at every door."""

from __future__ import annotations

from dataclasses import dataclass

from cairn.clock.models import CaseSummary
from cairn.law.answers import Registration
from cairn.law.registration_words import NOT_REGISTRABLE, may_run, turns_on, undecided_words
from cairn.web.base.filters import day

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
    if answer is None:
        waiting = "Registration not worked out yet" if told else "Registration: not shared with your agency"
        return Verdict(waiting, "grey")
    if answer.undecided:
        return Verdict(undecided_words(answer), "orange")
    if not answer.registrable:
        return Verdict(NOT_REGISTRABLE, "grey")
    return Verdict(f"Registrable{until_words(answer)}", "blue")


def until_words(answer: Registration | CaseSummary) -> str:
    """Until when somebody who is registrable is so, and how much longer they may be: " until 6 July 2030"."""
    if isinstance(answer, Registration) and answer.further_order:
        return " until further order"
    if answer.indefinite:
        return " indefinitely"
    if answer.until:
        longer = may_run(answer, day)
        return f" until {day(answer.until)}{f'; {longer}' if longer else ''}"
    if isinstance(answer, CaseSummary) and answer.redacted:
        return " (until when is withheld)" if "until" in (answer.redacted_fields or ()) else ""
    waits = not answer.needs or "sentence" in answer.needs
    return _NOT_KNOWN if waits else f". Last day not known. {turns_on(answer)}"
