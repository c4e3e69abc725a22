"""The officers of a supervisor's agency, with how many people each manages; whom nobody manages first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cairn.accounts.agencies.queries import officers_of
from cairn.accounts.checks import require_role
from cairn.accounts.models import User
from cairn.clock.worklist.caseloads import RISKS, Caseload, caseloads, undecided
from cairn.record.convictions.duties import FIND_OUT
from cairn.record.identity.queries import numbers_on_two_records
from cairn.supervision.risk.models import RiskLevel
from cairn.web.caseload.giving import SUPERVISORS
from cairn.web.person.viewer import case_page

# Under the table's caption, which says that it is by level of risk.
_HEADINGS = {**{level.value: str(level.label) for level in RiskLevel}, "": "Not assessed"}


@dataclass(frozen=True, slots=True)
class OfficerLine:
    """One officer, and their people in numbers."""

    name: str
    team: str
    load: Caseload
    url: str


def _same_numbers() -> list[list[str]]:
    """For each number that stands on more than one record that the user sees, where those records are opened."""
    rows = groupby(numbers_on_two_records(), key=lambda row: (row.kind, row.canonical))
    return [[reverse("person", args=[row.nominal_id]) for row in same] for _, same in rows]


@require_safe
@case_page
def caseload(request: HttpRequest, user: User) -> HttpResponse:
    """
    Who manages how many, by level of risk. Numbers only: no person is named, so no consultation is entered.

    Raises
        NotAllowed: no supervisor.
    """
    require_role(user, SUPERVISORS, act="see who manages whom")
    loads = caseloads(user)
    officers = officers_of(user.agency)
    lines = [
        OfficerLine(
            each.name,
            each.team.name if each.team else "No team",
            loads.pop(each.pk, Caseload()),
            reverse("caseload_of", args=[each.pk]),
        )
        for each in officers
    ]
    nobodys = loads.pop(None, Caseload())
    # Officers who left, or no longer manage people, and still have some.
    gone = sum(load.total for load in loads.values())
    context = {
        "lines": sorted(lines, key=lambda line: -line.load.total),
        "nobodys": nobodys.total,
        "gone": [
            OfficerLine("", "", load, reverse("caseload_of", args=[officer]))
            for officer, load in loads.items()
        ],
        "gone_total": gone,
        "undecided": undecided(user),
        "same_numbers": _same_numbers(),
        "to_find_out": f"{reverse('worklist')}?scope=force&kind={FIND_OUT}",
        "risks": [(risk, _HEADINGS[risk]) for risk in RISKS],
    }
    return render(request, "caseload/caseload.html", context)
