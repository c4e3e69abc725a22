"""Giving one person to an officer, from the person's own page."""

from __future__ import annotations

from django import forms

from cairn.accounts.agencies.queries import officers_of
from cairn.accounts.roles import CASE_MANAGERS, Role
from cairn.record.allocation.services import allocate
from cairn.record.allocation.subject import ALLOCATION
from cairn.web.actions.page import ActionPage, Data, Done, Opened, Typed
from cairn.web.actions.watching import of_person
from cairn.web.caseload.forms import AllocationForm


def _form(opened: Opened, data: Data, _: Data) -> forms.Form:
    now = opened.header.allocation if opened.header else None
    others = [each for each in officers_of(opened.user.agency) if now is None or each.pk != now.officer_id]
    form = AllocationForm(data, officers=others, initial={"starts": opened.today})
    if now is None:
        # There is nobody to take them from.
        form.fields["reason"].required = False
        form.fields["reason"].label = "Why (optional)"
    return form


def _allocate(opened: Opened, typed: Typed) -> Done:
    made = allocate(opened.user, nominal_id=opened.nominal_id, **typed)
    return Done(f"{made.officer.name} now manages this person. Their duties are on that worklist.", row=made)


ALLOCATE = ActionPage(
    name="allocate",
    title="Choose the offender manager",
    button="Give to this officer",
    form=_form,
    roles=CASE_MANAGERS | {Role.RECORDS},
    does=_allocate,
    watches=of_person(ALLOCATION.model),
    replaces=True,
)
