"""What differs between two moments: facts told since, and duties that knowledge moved, or time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cairn.accounts.models import User
from cairn.clock.as_known.differences import (
    Cause,
    Differences,
    DutyDifference,
    SummaryDifference,
    moved_between,
)
from cairn.clock.as_known.times import AsKnown
from cairn.clock.models import Basis
from cairn.clock.projection.rows import CaseSummaryRow, DutyRow
from cairn.dates import in_words, today
from cairn.law.registration_words import NOT_REGISTRABLE, may_run, undecided_words
from cairn.ledger.operations import Task, declare_page
from cairn.supervision.risk.models import RiskLevel
from cairn.web.as_known.facts import facts_between
from cairn.web.as_known.forms import BetweenForm
from cairn.web.as_known.person import looked_at
from cairn.web.base.filters import DUTY_STATES
from cairn.web.person.header import open_person
from cairn.web.person.viewer import case_page

DIFFERENCES_OPENED = declare_page(
    "differences between two days", "Read what changed between two days", task=Task.PAST
)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that is not the same, in words."""

    what: str
    before: str
    after: str
    why: str = ""


@case_page
def differences(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """The question and, once asked, the differences; a consultation, with both moments in the ledger."""
    form = BetweenForm(request.GET or None)
    asked = form.asked()
    detail = _looked_at(*asked) if asked else None
    header = open_person(
        user,
        nominal_id,
        page=DIFFERENCES_OPENED,
        tab="history_index",
        today=today(),
        detail=detail,
    )
    context: dict[str, object] = {"header": header, "form": form, "asked": asked}
    if asked:
        earlier, later = asked
        moved = moved_between(nominal_id, earlier, later)
        context |= {
            "facts": facts_between(nominal_id, earlier.known_at, later.known_at),
            "by_knowledge": _lines(moved, "knowledge", owns=header.owns),
            "by_time": _lines(moved, "time", owns=header.owns),
        }
    return render(request, "as_known/differences.html", context)


def _looked_at(earlier: AsKnown, later: AsKnown) -> dict[str, str]:
    second = {f"later_{key}": value for key, value in looked_at(later).items()}
    return {**looked_at(earlier), **second}


def _lines(moved: Differences, cause: Cause, *, owns: bool) -> tuple[Line, ...]:
    """A partner reads the plan's duties only: the others rest on facts that a partner does not read."""
    standings = [one for one in moved.summaries if owns and one.cause == cause]
    duties = [
        one for one in moved.duties if one.cause == cause and (owns or one.duty.basis == Basis.PLAN.value)
    ]
    return (*_standings(standings), *map(_duty, duties))


def _standings(moved: Iterable[SummaryDifference]) -> Iterable[Line]:
    for one in moved:
        before, after = (
            dict(_standing(row)) if row else {"Registration": "Not on the register"}
            for row in (one.before, one.after)
        )
        for what in dict.fromkeys((*before, *after)):
            if before.get(what) != after.get(what):
                yield Line(what, before.get(what, "None"), after.get(what, "None"))


def _standing(row: CaseSummaryRow) -> Iterable[tuple[str, str]]:
    since = f"Registrable from {in_words(row.since)}" if row.since else "Registrable"
    until = f" until {in_words(row.until)}" if row.until else " indefinitely" if row.indefinite else ""
    if row.undecided:
        yield "Registration", undecided_words(row)
    else:
        longer = may_run(row)
        words = f"{since}{until}{f'; {longer}' if longer else ''}"
        yield "Registration", words if row.registrable else NOT_REGISTRABLE
    if row.category:
        yield "MAPPA category", str(row.category)
    if row.level:
        yield "MAPPA level", str(row.level)
    if row.risk:
        yield "Risk level", str(RiskLevel(row.risk).label)


def _duty(moved: DutyDifference) -> Line:
    return Line(moved.duty.what, _stands(moved.before), _stands(moved.after), moved.duty.why)


def _stands(row: DutyRow | None) -> str:
    if row is None:
        return "Not due"
    return DUTY_STATES[row.state][0] + (f", due {in_words(row.due)}" if row.due else "")
