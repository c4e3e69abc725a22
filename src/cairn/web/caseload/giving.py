"""Giving people to another officer: several of one officer's at once, or those whom nobody manages."""

from __future__ import annotations

from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from cairn.accounts.agencies.queries import officers_of, users_named
from cairn.accounts.checks import require_role
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.clock.worklist.caseloads import managed_by
from cairn.dates import today
from cairn.errors import NotFound
from cairn.ledger.services import enter
from cairn.record.allocation.services import reallocate
from cairn.supervision.risk.models import RiskLevel
from cairn.web.actions.page import ActionPage, Data, Done, Ids, Opened, Typed
from cairn.web.caseload.forms import CaseloadForm

SUPERVISORS = frozenset({Role.SUPERVISOR})
RISK_WORDS = {**{level.value: f"{level.label} risk" for level in RiskLevel}, "": "Risk not assessed"}


def _officer(opened: Opened) -> UUID | None:
    found: UUID | None = opened.ids.get("officer_id")
    return found


def _open(request: HttpRequest, user: User, ids: Ids) -> Opened:
    """
    Names everybody on the caseload: a consultation of them all.

    Raises
        NotAllowed: no supervisor.
        NotFound: nobody of this agency.
    """
    require_role(user, SUPERVISORS, act="give people to another officer")
    opened = Opened(request, user, today(), ids)
    officer = _officer(opened)
    if officer and not User.objects.filter(pk=officer, agency_id=user.agency_id).exists():
        raise NotFound("There is no such officer in your agency.")
    opened.row = managed_by(user, officer)
    page = GIVE if officer else GIVE_UNALLOCATED
    enter(user, page.opens, detail={"nominals": sorted(str(each.nominal_id) for each in opened.row)})
    return opened


def _form(opened: Opened, data: Data, _: Data) -> forms.Form:
    others = [each for each in officers_of(opened.user.agency) if each.pk != _officer(opened)]
    return CaseloadForm(
        data, officers=others, people=opened.row, risks=RISK_WORDS, initial={"starts": opened.today}
    )


def _whose(opened: Opened) -> str:
    officer = _officer(opened)
    many = len(opened.row)
    people = "1 person" if many == 1 else f"{many} people"
    if officer is None:
        return f"{people} with no offender manager"
    return f"{users_named([officer]).get(officer, 'This officer')} manages {people}"


def _give(opened: Opened, typed: Typed) -> Done:
    made = reallocate(
        opened.user,
        nominal_ids=typed["people"],
        present=_officer(opened),
        officer=typed["officer"],
        starts=typed["starts"],
        reason=typed["reason"],
        note=typed["note"],
    )
    many = "1 person is" if len(made) == 1 else f"{len(made)} people are"
    return Done(f"{many} now managed by {typed['officer'].name}. Their duties are on that worklist.")


def _to_caseload(_: Opened) -> str:
    return reverse("caseload")


def _giving(name: str, title: str) -> ActionPage:
    return ActionPage(
        name=name,
        title=title,
        button="Give them to this officer",
        form=_form,
        does=_give,
        outside=_open,
        about=_whose,
        watches="Whoever has another officer by then is named, and nobody is given away.",
        back=_to_caseload,
    )


GIVE = _giving("caseload_of", "Give people to another officer")
GIVE_UNALLOCATED = _giving("caseload_of_nobody", "Give people to an officer")
