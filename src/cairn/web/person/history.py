"""The history of a fact: who wrote what, when, and why it was changed."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cairn.accounts.models import User
from cairn.dates import today
from cairn.errors import NotFound
from cairn.ledger.operations import Task, declare_page
from cairn.record.amendments.queries import amendments_of, by_row_and_moment
from cairn.web.person.header import open_person
from cairn.web.person.past import Writing, kind, kinds, past_of
from cairn.web.person.viewer import case_page

HISTORY_OPENED = declare_page("history of a fact", "Read the history of a fact", task=Task.PAST)
_PAGE = 25


@case_page
def history(request: HttpRequest, user: User, nominal_id: UUID, subject: str = "names") -> HttpResponse:
    """Every writing of one kind of fact, or of one fact of it, and a list of the other kinds."""
    header = open_person(user, nominal_id, page=HISTORY_OPENED, tab="history_index", today=today())
    kept = kind(subject)
    written = past_of(kept, nominal_id, by_row_and_moment(amendments_of(nominal_id)))
    chosen = _one_fact(written, request.GET.get("fact", ""))
    context = {
        "header": header,
        "kind": kept,
        "kinds": kinds(),
        "only": chosen is not written,
        "page": Paginator(chosen, _PAGE).get_page(request.GET.get("page")),
        "withdrawn": () if chosen is not written else tuple(each for each in written if each.withdrawn),
    }
    return render(request, "person/history.html", context)


def _one_fact(written: tuple[Writing, ...], asked: str) -> tuple[Writing, ...]:
    """
    The writings of the fact asked for; all, where none is.

    Raises
        NotFound: there is no such fact, or none that this user may see.
    """
    if not asked:
        return written
    found = tuple(each for each in written if str(each.row_id) == asked)
    if not found:
        raise NotFound("There is no history of such a fact, or none that you can see.")
    return found
