"""Keeping one fact back from most who work with the person: which, from whom not, and showing it again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from cairn.access.partnerships.queries import partners_of
from cairn.access.restricted.queries import get_fact_restriction, restricted_facts_of
from cairn.access.restricted.repeated_text import rows_with_the_same_text
from cairn.access.restricted.services import lift_fact_restriction, restrict_facts
from cairn.accounts.models import User
from cairn.accounts.roles import RESTRICTORS
from cairn.dates import today
from cairn.errors import Conflict, NotAllowed, NotFound
from cairn.ledger.operations import Task, declare_form, declare_page
from cairn.web.need_to_know.deed import Deed, Nothing, deed_page, plain
from cairn.web.need_to_know.facts import fact, facts_of
from cairn.web.need_to_know.forms import RestrictFactForm
from cairn.web.need_to_know.words import kind_word
from cairn.web.person.header import open_person
from cairn.web.person.viewer import case_page

FACTS_OPENED = declare_page("facts to restrict", "Opened the list of facts to restrict", task=Task.RECORD)
RESTRICT_FACT_FORM = declare_form("restrict this fact", "restrict a fact")
LIFT_FACT_FORM = declare_form("lift the restriction of a fact", "lift the restriction of a fact")


@case_page
def facts(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """Which fact: all that may be kept back, by kind."""
    header = open_person(user, nominal_id, page=FACTS_OPENED, tab="access", today=today())
    if user.role not in RESTRICTORS or not header.owns:
        raise NotAllowed("Only the agency that owns the record restricts facts, in a role that marks them.")
    context = {
        "header": header,
        "facts": facts_of(nominal_id),
        "kind_word": kind_word,
        "restricted": {row.row_id for row in restricted_facts_of(nominal_id)},
    }
    return render(request, "need_to_know/facts.html", context)


@require_http_methods(["GET", "POST"])
@case_page
def restrict(request: HttpRequest, user: User, nominal_id: UUID, kept_in: str, row_id: UUID) -> HttpResponse:
    """Keep this fact for the roles and agencies named."""

    def form(data: QueryDict | None) -> RestrictFactForm:
        working = partners_of(nominal_id, as_at=today())
        others = [row.agency for row in working if row.agency_id != user.agency_id]
        same = set(rows_with_the_same_text(nominal_id, kept_in, row_id))
        found = [one for rows in facts_of(nominal_id).values() for one in rows]
        alike = [one for one in found if (one.kept_in, one.row_id) in same]
        return RestrictFactForm(data, agencies=others, alike=alike)

    def does(given: dict[str, Any]) -> str:
        rows = [(kept_in, row_id), *((one.kept_in, one.row_id) for one in given.pop("also", ()))]
        restrict_facts(user, nominal_id=nominal_id, facts=rows, **given)
        return "Restricted. Everybody who may no longer read it is shown the record without it."

    about = lambda: f"{kind_word(kept_in)}: {fact(nominal_id, kept_in, row_id).words}"  # noqa: E731
    deed = Deed(
        "Restrict this fact",
        "Restrict this fact",
        RESTRICTORS,
        RESTRICT_FACT_FORM,
        (
            "What rests on it stays right: duties are worked out with it, and no reason that names it is shown.",
            "A notification at which it was told is kept back with it.",
            "A duty that follows from it stays on the worklist, without its reason.",
        ),
    )
    return deed_page(request, user, nominal_id, deed, form=form, does=does, about=about)


@require_http_methods(["GET", "POST"])
@case_page
def lift(request: HttpRequest, user: User, nominal_id: UUID, restriction_id: UUID) -> HttpResponse:
    """Show the fact again to all who read its kind."""

    def about() -> str:
        found = get_fact_restriction(restriction_id)
        if found.nominal_id != nominal_id:
            raise NotFound("There is no such restriction of this person, or none that you may see.")
        if found.lifted_at is not None:
            raise Conflict("This restriction was lifted already.")
        return f"{kind_word(found.kept_in)}: {fact(nominal_id, found.kept_in, found.row_id).words}"

    def does(_: dict[str, Any]) -> str:
        lift_fact_restriction(user, restriction_id=restriction_id)
        return "No longer restricted: all who read this kind of fact read it again."

    deed = Deed("Lift the restriction of a fact", "Lift the restriction", RESTRICTORS, LIFT_FACT_FORM)
    return deed_page(request, user, nominal_id, deed, form=plain(Nothing), does=does, about=about)
