"""The list of what can be added to a person's record."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cairn.accounts.models import User
from cairn.accounts.roles import PLAN_MAKERS, RECORD_KEEPERS, RECORDS_DECIDERS
from cairn.dates import today
from cairn.ledger.operations import Task, declare_page
from cairn.record.convictions.queries import convictions_of
from cairn.record.orders.queries import orders_of
from cairn.subjects.declaration import Amending
from cairn.subjects.registry import subjects
from cairn.web.entries.after_conviction import awaits_trial, takes_sentence
from cairn.web.entries.pages import ENTRIES
from cairn.web.person.header import open_person
from cairn.web.person.viewer import case_page

LIST_OPENED = declare_page(
    "record something", "Opened the list of things to add to the record", task=Task.RECORD
)


def _may(user: User, amending: Amending | None) -> bool:
    return amending is not None and user.role in amending.roles


@case_page
def add_to_record(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """What this user may add to this person's record."""
    day = today()
    header = open_person(user, nominal_id, page=LIST_OPENED, tab="", today=day)
    keeps = header.owns and user.role in RECORD_KEEPERS
    pages = [page for _, page in ENTRIES if user.role in page.roles] if header.owns else []  # type: ignore[operator]
    context = {
        "header": header,
        "pages": pages,
        "plain": [each for each in subjects() if each.records and header.owns and _may(user, each.can_be)],
        "keeps": keeps,
        "may_end": [row for row in orders_of(nominal_id) if row.may_end(day)] if keeps else [],
        "convictions": [
            (row, takes_sentence(row), awaits_trial(row))
            for row in convictions_of(nominal_id)
            if keeps and row.quashed_on is None
        ],
        "plans": header.owns and user.role in PLAN_MAKERS,
        "discloses": header.owns and user.role in RECORDS_DECIDERS,
    }
    return render(request, "entries/add_to_record.html", context)
