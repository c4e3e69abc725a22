"""Restricting one fact: which, to whom, and lifting the restriction again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cairn.access.models import RestrictedFact
from cairn.access.partnerships.queries import partners_of
from cairn.access.restricted.queries import get_fact_restriction, restricted_facts_of
from cairn.access.restricted.repeated_text import rows_with_the_same_text
from cairn.access.restricted.services import lift_fact_restriction, restrict_facts
from cairn.accounts.models import User
from cairn.accounts.roles import RESTRICTORS
from cairn.dates import today
from cairn.errors import Conflict, NotAllowed, NotFound
from cairn.ledger.operations import Task, declare_page
from cairn.web.actions.page import ActionPage, Data, Done, Opened, Typed
from cairn.web.need_to_know.facts import Fact, fact, facts_of
from cairn.web.need_to_know.forms import RestrictFactForm
from cairn.web.need_to_know.on_access import only_in, to_access
from cairn.web.need_to_know.watched import access_to
from cairn.web.need_to_know.words import kind_word
from cairn.web.person.header import open_person
from cairn.web.person.viewer import case_page

FACTS_OPENED = declare_page("facts to restrict", "Opened the list of facts to restrict", task=Task.RECORD)
_REFUSAL = only_in(RESTRICTORS)


@case_page
def facts(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """Which fact: all that can be restricted, by kind."""
    header = open_person(user, nominal_id, page=FACTS_OPENED, tab="access", today=today())
    if user.role not in RESTRICTORS or not header.owns:
        raise NotAllowed(_REFUSAL)
    context = {
        "header": header,
        "facts": facts_of(nominal_id),
        "kind_word": kind_word,
        "restricted": {row.row_id for row in restricted_facts_of(nominal_id)},
    }
    return render(request, "need_to_know/facts.html", context)


def _fact(opened: Opened) -> Fact:
    return fact(opened.nominal_id, opened.ids["kept_in"], opened.ids["row_id"])


def _which(opened: Opened) -> str:
    return f"{kind_word(opened.row.kept_in)}: {opened.row.words}"


def _form(opened: Opened, data: Data, _: Data) -> forms.Form:
    working = partners_of(opened.nominal_id, as_at=opened.today)
    others = [row.agency for row in working if row.agency_id != opened.user.agency_id]
    same = set(rows_with_the_same_text(opened.nominal_id, opened.row.kept_in, opened.row.row_id))
    found = [each for rows in facts_of(opened.nominal_id).values() for each in rows]
    alike = [each for each in found if (each.kept_in, each.row_id) in same]
    return RestrictFactForm(data, agencies=others, alike=alike)


def _restrict(opened: Opened, typed: Typed) -> Done:
    given: dict[str, Any] = dict(typed)
    rows = [opened.row, *given.pop("also", ())]
    named = [(row.kept_in, row.row_id) for row in rows]
    restrict_facts(opened.user, nominal_id=opened.nominal_id, facts=named, **given)
    return Done("Restricted. Everybody who can no longer see it is shown the record without it.")


def _restriction(opened: Opened) -> Any:
    found = get_fact_restriction(opened.ids["restriction_id"])
    if found.nominal_id != opened.nominal_id:
        raise NotFound("There is no such restriction of this person, or none that you can see.")
    if found.lifted_at is not None:
        raise Conflict("This restriction was lifted already.")
    return fact(opened.nominal_id, found.kept_in, found.row_id)


def _lift(opened: Opened, _: Typed) -> Done:
    lift_fact_restriction(opened.user, restriction_id=opened.ids["restriction_id"])
    return Done("No longer restricted: everybody who can see this kind of fact can see it again.")


RESTRICT = ActionPage(
    name="restrict_fact",
    title="Restrict this fact",
    button="Restrict this fact",
    form=_form,
    does=_restrict,
    roles=RESTRICTORS,
    refusal=_REFUSAL,
    row=_fact,
    about=_which,
    watches=access_to(RestrictedFact),
    tab="access",
    intro=(
        "Duties are still worked out with it, but no reason that names it is shown to those who cannot see it.",
        "A notification at which it was told is restricted with it.",
        "A duty that follows from it stays on the worklist, without its reason.",
    ),
    back=to_access,
)
LIFT = ActionPage(
    name="lift_fact",
    title="Lift the restriction of a fact",
    button="Lift the restriction",
    does=_lift,
    roles=RESTRICTORS,
    refusal=_REFUSAL,
    row=_restriction,
    about=_which,
    watches=access_to(RestrictedFact),
    tab="access",
    back=to_access,
)
