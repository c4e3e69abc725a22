"""The check of answers, and the one press that puts the person on the register."""

from __future__ import annotations

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cairn.accounts.agencies.queries import officers_of
from cairn.errors import CairnError, Conflict
from cairn.record.convictions.queries import offence_note
from cairn.record.drafts.models import Draft
from cairn.record.drafts.services import discard_draft
from cairn.record.identity.models import IdentifierKind, Nominal
from cairn.record.intake.services import add_person_with_convictions
from cairn.web.add_person.compose import Answers, compose, lines
from cairn.web.add_person.forms import warnings_in
from cairn.web.wizard.pages import Wizard, refused, show_check
from cairn.web.wizard.steps import answers, first_unfinished

DECLARATION = (
    "Adding them makes your agency the owner of the record and works out at once whether, from when and "
    "until when they are registered."
)
# Where a service's word for a value is used on several pages, or by none.
_FIELDS = {
    "kind": "details",
    "identifiers": "details",
    "raw": "details",
    "on": "convictions",
    "disposals": "sentences",
    "overlaps": "sentences",
    "began": "held",
    "ended": "held",
    "starts": "home",
    "lines": "home",
    "postcode": "home",
} | {kind.value: "details" for kind in IdentifierKind}


def check(request: HttpRequest, wizard: Wizard) -> HttpResponse:
    """Show every answer; when sent, add the person."""
    draft = wizard.draft()
    if draft is None:
        messages.info(request, "This person was added, or the draft discarded, before.")
        return redirect(wizard.leave)
    unfinished = first_unfinished(wizard.ask(draft.typed), draft.typed)
    if unfinished:
        return redirect(wizard.address(unfinished.slug))
    given = {step.slug: answers(step, draft.typed.get(step.slug)) or [] for step in wizard.ask(draft.typed)}
    refusal = ""
    if request.method == "POST":
        try:
            nominal = _add(wizard, draft, given)
        except CairnError as error:
            page = refused(request, wizard, error, fields=_FIELDS)
            if page is not None:
                return page
            refusal = error.message
        else:
            messages.success(
                request, "Added to the register. The registration below was worked out just now."
            )
            return redirect("person", nominal.pk)
    rows = lines(given, officers=officers_of(wizard.user.agency))
    return show_check(
        request,
        wizard,
        draft,
        rows=[(line.slug, line.key, line.value) for line in rows],
        refusal=refusal,
        warnings=[
            *warnings_in(given["details"][0]),
            *filter(None, (offence_note(one["offence"]) for one in given["convictions"])),
        ],
        declaration=DECLARATION,
        confirm="Add to the register",
    )


def _add(wizard: Wizard, draft: Draft, given: Answers) -> Nominal:
    """One transaction: the draft goes (so that a second press finds nothing), the person comes."""
    with transaction.atomic():
        if not discard_draft(wizard.user, draft_id=draft.pk):
            raise Conflict("This person was added a moment ago, or the draft was discarded.")
        return add_person_with_convictions(
            wizard.user, **compose(given, officers=officers_of(wizard.user.agency))
        )
