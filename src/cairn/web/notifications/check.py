"""The check of answers, and the one press that records them all."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from cairn.errors import CairnError, Conflict, NotFound
from cairn.record.drafts.models import Draft
from cairn.record.drafts.services import discard_draft
from cairn.record.notifications.models import Notification
from cairn.record.notifications.services import record_notification
from cairn.web.notifications.compose import compose, given_at
from cairn.web.notifications.held import accounts_held, particulars, trips_told
from cairn.web.notifications.words import Answers, Line, lines, told
from cairn.web.wizard.pages import Wizard, refused, show_check
from cairn.web.wizard.steps import answers, first_unfinished

DECLARATION = (
    "Read the answers back. Recording them makes them part of the record, works out at once what is due next, "
    "and gives you the written acknowledgement to hand over."
)
NOT_IN_PERSON = (
    "They are not here in person, so this meets no duty: section 87(1) asks them to attend at a police station. "
    "What they tell is kept. Tell them to come, and by when."
)
NO_ACKNOWLEDGEMENT = (
    "Read the answers back. Recording them keeps what was told; what they owe stays owed, and there is no "
    "acknowledgement to hand over."
)
# Where a service's words for a value differ from the form's, or several steps use the same word.
_FIELDS = {
    "given_at": "what",
    "station": "what",
    "matters": "what",
    "premises": "addresses",
    "first_day": "addresses",
}


def check(request: HttpRequest, wizard: Wizard) -> HttpResponse:
    """Show every answer; when sent, record."""
    draft = wizard.draft()
    if draft is None:
        messages.info(request, "This notification was recorded, or discarded, before.")
        return redirect(wizard.leave)
    unfinished = first_unfinished(wizard.ask(draft.typed), draft.typed)
    if unfinished:
        return redirect(wizard.address(unfinished.slug))
    refusal = ""
    if request.method == "POST":
        try:
            recorded = _record(wizard, draft)
        except NotFound:
            raise
        except CairnError as error:
            page = refused(request, wizard, error, fields=_FIELDS)
            if page is not None:
                return page
            refusal = error.message
        else:
            return redirect("notify_done", wizard.nominal_id, recorded.pk)
    return _page(request, wizard, draft, refusal)


def _answers(wizard: Wizard, draft: Draft) -> Answers:
    steps = wizard.ask(draft.typed)
    return {step.slug: answers(step, draft.typed.get(step.slug)) or [] for step in steps}


def _lines(wizard: Wizard, draft: Draft, given: Answers) -> list[Line]:
    nominal_id = _nominal(wizard)
    known: dict[str, str] = {}
    if given.keys() & {"travel", "return"}:
        known |= trips_told(nominal_id)
    if "money" in given:
        known |= accounts_held(nominal_id, today=timezone.localdate())
    said = lines(wizard.ask(draft.typed), given, given_at(given["what"][0], draft.started_at), known)
    if "held" not in given:
        return said
    # All of s.83(5) is given again: what cannot change stands with the rest of it.
    fixed = (
        Line("held", each.title, "; ".join(each.lines) or "Not on record", kept="As on record")
        for each in particulars(wizard.context(None, draft.typed)["header"])
    )
    first = next(place for place, line in enumerate(said) if line.slug != "what")
    return [*said[:first], *fixed, *said[first:]]


def _nominal(wizard: Wizard) -> UUID:
    if wizard.nominal_id is None:
        raise ValueError("a notification is by somebody")
    return wizard.nominal_id


def _record(wizard: Wizard, draft: Draft) -> Notification:
    """One transaction: the draft goes (so that a second press finds nothing), the notification comes."""
    given = _answers(wizard, draft)
    what, at = given["what"][0], given_at(given["what"][0], draft.started_at)
    composed = compose(given, given_on=timezone.localdate(at))
    taken = given["identity"][0]["taken"]
    with transaction.atomic():
        kept = told(_lines(wizard, draft, given))
        if not discard_draft(wizard.user, draft_id=draft.pk):
            raise Conflict("This notification was recorded a moment ago, or discarded.")
        return record_notification(
            wizard.user,
            nominal_id=_nominal(wizard),
            given_at=at,
            station=what["station"],
            in_person=what["in_person"] == "yes",
            matters=composed.matters,
            changes=composed.changes,
            told=kept,
            unchanged=composed.unchanged,
            fingerprints_taken="fingerprints" in taken,
            photograph_taken="photograph" in taken,
        )


def _page(request: HttpRequest, wizard: Wizard, draft: Draft, refusal: str) -> HttpResponse:
    given = _answers(wizard, draft)
    rows = _lines(wizard, draft, given)
    return show_check(
        request,
        wizard,
        draft,
        rows=[(line.slug, line.key, line.value) for line in rows],
        refusal=refusal,
        warnings=[] if given["what"][0]["in_person"] == "yes" else [NOT_IN_PERSON],
        declaration=DECLARATION if given["what"][0]["in_person"] == "yes" else NO_ACKNOWLEDGEMENT,
        confirm="Record the notification",
    )
