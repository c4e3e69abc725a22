"""The check of answers, and the one press that records them all."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from cairn.errors import CairnError, Conflict, NotFound
from cairn.record.notifications.drafts import discard_draft
from cairn.record.notifications.models import Draft, Notification
from cairn.record.notifications.services import record_notification
from cairn.web.journey.pages import Journey, refused, show_check
from cairn.web.journey.steps import answers, first_unfinished
from cairn.web.notify.compose import compose, given_at
from cairn.web.notify.held import accounts_held, journeys_told
from cairn.web.notify.words import Answers, Line, lines, told

DECLARATION = (
    "Read the answers back. Recording them makes them part of the record, works out at once what is due next, "
    "and gives you the written acknowledgement to hand over."
)
# Where a service's words for a value differ from the form's, or several steps use the same word.
_FIELDS = {
    "given_at": "what",
    "station": "what",
    "matters": "what",
    "premises": "addresses",
    "first_day": "addresses",
}


def check(request: HttpRequest, journey: Journey) -> HttpResponse:
    """Show every answer; when sent, record."""
    draft = journey.draft()
    if draft is None:
        messages.info(request, "This notification was recorded, or discarded, before.")
        return redirect(journey.leave)
    unfinished = first_unfinished(journey.ask(draft.typed), draft.typed)
    if unfinished:
        return redirect(journey.address(unfinished.slug))
    refusal = ""
    if request.method == "POST":
        try:
            recorded = _record(journey, draft)
        except NotFound:
            raise
        except CairnError as error:
            page = refused(request, journey, error, fields=_FIELDS)
            if page is not None:
                return page
            refusal = error.message
        else:
            return redirect("notify_done", journey.nominal_id, recorded.pk)
    return _page(request, journey, draft, refusal)


def _answers(journey: Journey, draft: Draft) -> Answers:
    steps = journey.ask(draft.typed)
    return {step.slug: answers(step, draft.typed.get(step.slug)) or [] for step in steps}


def _lines(journey: Journey, draft: Draft, given: Answers) -> list[Line]:
    nominal_id = _nominal(journey)
    known = dict(journeys_told(nominal_id)) | dict(accounts_held(nominal_id, today=timezone.localdate()))
    return lines(journey.ask(draft.typed), given, given_at(given["what"][0], draft.started_at), known)


def _nominal(journey: Journey) -> UUID:
    if journey.nominal_id is None:
        raise ValueError("a notification is by somebody")
    return journey.nominal_id


def _record(journey: Journey, draft: Draft) -> Notification:
    """One transaction: the draft goes (so that a second press finds nothing), the notification comes."""
    given = _answers(journey, draft)
    what, at = given["what"][0], given_at(given["what"][0], draft.started_at)
    composed = compose(given, given_on=timezone.localdate(at))
    taken = given["identity"][0]["taken"]
    with transaction.atomic():
        kept = told(_lines(journey, draft, given))
        if not discard_draft(journey.user, draft_id=draft.pk):
            raise Conflict("This notification was recorded a moment ago, or discarded.")
        return record_notification(
            journey.user,
            nominal_id=_nominal(journey),
            given_at=at,
            station=what["station"],
            in_person=what["in_person"] == "yes",
            matters=composed.matters,
            changes=composed.changes,
            told=kept,
            fingerprints_taken="fingerprints" in taken,
            photograph_taken="photograph" in taken,
        )


def _page(request: HttpRequest, journey: Journey, draft: Draft, refusal: str) -> HttpResponse:
    rows = _lines(journey, draft, _answers(journey, draft))
    return show_check(
        request,
        journey,
        draft,
        rows=[(line.slug, line.key, line.value) for line in rows],
        refusal=refusal,
        declaration=DECLARATION,
        confirm="Record the notification",
    )
