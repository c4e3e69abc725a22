"""Answering one step of a journey: show it, keep what was typed, say what is wrong, go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cairn.accounts.models import User
from cairn.accounts.sign_in.ended_sessions import mark_of, was_left
from cairn.errors import CairnError, NotAllowed
from cairn.record.notifications.drafts import draft_of, save_draft
from cairn.record.notifications.models import Draft
from cairn.web.base.forms import add_refusal
from cairn.web.journey.claims import Claim, issue
from cairn.web.journey.saving import claimed, is_authors, save_for_author, sign_in_and_return
from cairn.web.journey.steps import Step, StepForm, answers, begin_block, first_unfinished, forms_of
from cairn.web.journey.typed import Journal, Typed, done, typed_in, without

TOO_OLD = "This page is more than a day old, or was not made for you. Open it again: what was saved is there."
SIGNED_OUT = (
    "You have signed out since you opened this page, so nothing of it was saved now. Sign in in another tab, come "
    "back here with the back button, and send it again."
)


@dataclass(frozen=True)
class Journey:
    """
    One journey of one user, as far as it has got.

    Parameters
        ask: the steps, in order, that follow from what was typed so far.
        address: a step's page; "check" is the check of answers.
        start: where it begins, and where an unfinished one is offered.
        save: where the page's script saves to.
        leave: where somebody goes who finishes later.
        context: what its pages show besides the form, asked for only when one is shown.
    """

    name: str
    user: User
    nominal_id: UUID | None
    ask: Callable[[Journal], tuple[Step, ...]]
    address: Callable[[str], str]
    start: str
    save: str
    leave: str
    context: Callable[[Step | None, Journal], Mapping[str, Any]]

    def draft(self) -> Draft | None:
        """What was saved so far."""
        return draft_of(self.user, journey=self.name, nominal_id=self.nominal_id)

    def journal(self) -> Journal:
        """What was typed so far, by step."""
        draft = self.draft()
        return draft.typed if draft else {}

    def keep(self, slug: str, typed: Typed) -> Journal:
        """Save one step's words; answers with everything typed so far."""
        saved = save_draft(self.user, journey=self.name, nominal_id=self.nominal_id, typed={slug: typed})
        kept: Journal = saved.typed
        return kept

    def claim(self, session: SessionBase) -> str:
        """The signed note that its pages carry."""
        return issue(Claim(self.user.pk, self.name, self.nominal_id, mark_of(session)))


def rescue(request: HttpRequest, *, journey: str, nominal_id: UUID | None, slug: str) -> HttpResponse | None:
    """
    What a page that was sent needs before anything else; None if it may be answered in the usual way.

    Signed out, or somebody else signed in meanwhile at the same counter: the words are saved for who
    typed them, and the page asks for sign-in.

    Raises
        PermissionDenied: the page's note is missing, not ours, or older than a day.
        NotAllowed: its author has signed out since, which voids it, and is not signed in again.
    """
    if request.method != "POST":
        return None if request.user.is_authenticated else sign_in_and_return(request.get_full_path())
    claim = claimed(request, journey, nominal_id)
    if claim is None:
        raise PermissionDenied(TOO_OLD)
    if is_authors(request, claim):
        return None
    if was_left(claim.mark):
        raise NotAllowed(SIGNED_OUT)
    if slug != "check":
        save_for_author(request, claim, slug)
    if request.user.is_authenticated:
        raise PermissionDenied("Somebody else is signed in now. What was typed is saved for who typed it.")
    return sign_in_and_return(request.path)


def answer_step(request: HttpRequest, journey: Journey, slug: str) -> HttpResponse:
    """One step: its page, or what was typed on it."""
    journal = journey.journal()
    steps = journey.ask(journal)
    step = next((step for step in steps if step.slug == slug), None)
    if step is None:
        if journal:
            return redirect(journey.start)
        raise Http404
    if request.method == "POST":
        return _sent(request, journey, step)
    forms = forms_of(step, journal.get(slug))
    for form in forms:
        if form.is_bound:
            form.hold()
    return show(request, journey, step, forms, journal)


def _sent(request: HttpRequest, journey: Journey, step: Step) -> HttpResponse:
    """Keep it, whatever it is; then go on, or say what is wrong."""
    typed, then = typed_in(request.POST), request.POST.get("then", "")
    if step.another and then:
        changed = begin_block(step, typed) if then == "another" else without(typed, _block(then))
        journey.keep(step.slug, changed)
        return redirect(journey.address(step.slug) + ("#another" if then == "another" else ""))
    if answers(step, typed) is None:
        journal = journey.keep(step.slug, typed)
        return show(request, journey, step, forms_of(step, typed), journal)
    journal = journey.keep(step.slug, done(typed))
    return redirect(journey.address(_next(request, journey, step, journal)))


def _block(then: str) -> int:
    number = then.removeprefix("remove-")
    return int(number) if number.isdecimal() and len(number) < 4 else 0


def _next(request: HttpRequest, journey: Journey, step: Step, journal: Journal) -> str:
    """The step after this one; changing an answer from the check goes back there as soon as all is told."""
    steps = journey.ask(journal)
    if request.GET.get("from") == "check":
        unfinished = first_unfinished(steps, journal)
        return unfinished.slug if unfinished else "check"
    slugs = [other.slug for other in steps]
    after = slugs.index(step.slug) + 1
    return slugs[after] if after < len(slugs) else "check"


def refused(
    request: HttpRequest, journey: Journey, error: CairnError, *, fields: Mapping[str, str]
) -> HttpResponse | None:
    """
    The step whose answer a service refused, with the message at the field; None if no step has it.

    Parameters
        fields: the step for a field of the service that no form calls by the same name, or that several do.
    """
    journal = journey.journal()
    for step in journey.ask(journal):
        typed = journal.get(step.slug)
        if typed is None or error.field is None:
            continue
        forms = forms_of(step, typed)
        if fields.get(error.field) == step.slug or (
            error.field in forms[0].fields and error.field not in fields
        ):
            for form in forms:
                form.is_valid()
            add_refusal(forms[0], error)
            return show(request, journey, step, forms, journal)
    return None


def show(
    request: HttpRequest, journey: Journey, step: Step, forms: list[StepForm], journal: Journal
) -> HttpResponse:
    """The step's page. Kept by no browser: going back asks again and gets what was saved."""
    steps = [other.slug for other in journey.ask(journal)]
    place = steps.index(step.slug)
    back = journey.address(steps[place - 1]) if place else journey.start
    came_from_check = request.GET.get("from") == "check"
    context = {
        "journey": journey,
        "step": step,
        "forms": forms,
        "back": journey.address("check") if came_from_check else back,
        "action": journey.address(step.slug) + ("?from=check" if came_from_check else ""),
        **journey.context(step, journal),
    }
    response = render(request, step.template, context)
    response["Cache-Control"] = "no-store"
    return response


def show_unfinished(request: HttpRequest, journey: Journey, draft: Draft, *, heading: str) -> HttpResponse:
    """What was left unfinished: to go on with, or to discard."""
    unfinished = first_unfinished(journey.ask(draft.typed), draft.typed)
    context = {
        "journey": journey,
        "draft": draft,
        "go_on": unfinished.slug if unfinished else "check",
        "heading": heading,
        **journey.context(None, draft.typed),
    }
    return render(request, "journey/unfinished.html", context)


def show_check(
    request: HttpRequest,
    journey: Journey,
    draft: Draft,
    *,
    rows: Sequence[tuple[str, str, str]],
    refusal: str,
    declaration: str,
    confirm: str,
    warnings: Sequence[str] = (),
) -> HttpResponse:
    """
    The check of answers.

    Parameters
        rows: step, key and value of each answer.
        refusal: why it was not recorded, if that is no one field's fault.
        warnings: what to look at again; nothing here stops anybody.
    """
    steps = journey.ask(draft.typed)
    context = {
        "journey": journey,
        "rows": [
            {"key": key, "value": value, "href": journey.address(slug) + "?from=check"}
            for slug, key, value in rows
        ],
        "refusal": refusal,
        "warnings": warnings,
        "back": journey.address(steps[-1].slug),
        "declaration": declaration,
        "confirm": confirm,
        **journey.context(None, draft.typed),
    }
    response = render(request, "journey/check.html", context)
    response["Cache-Control"] = "no-store"
    return response
