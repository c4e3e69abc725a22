"""Answering one step of a wizard: show it, keep what was typed, say what is wrong, go on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.base import SessionBase
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from cairn.accounts.models import User
from cairn.accounts.sign_in.ended_sessions import mark_of
from cairn.errors import CairnError
from cairn.record.drafts.models import Draft
from cairn.record.drafts.queries import draft_of
from cairn.record.drafts.services import save_draft
from cairn.web.actions.note import PageNote, issue
from cairn.web.actions.typed import done, typed_in
from cairn.web.base.forms import add_refusal
from cairn.web.wizard.steps import Step, StepForm, answers, begin_block, first_unfinished, forms_of
from cairn.web.wizard.typed import Journal, Typed, without


@dataclass(frozen=True)
class Wizard:
    """
    One wizard of one user, as far as it has got.

    Parameters
        ask: the steps, in order, that follow from what was typed so far.
        address: a step's page; "check" is the check of answers.
        start: where it begins, and where an unfinished one is offered.
        leave: where somebody goes who finishes later.
        context: what its pages show besides the form, asked for only when one is shown.
    """

    name: str
    user: User
    nominal_id: UUID | None
    ask: Callable[[Journal], tuple[Step, ...]]
    address: Callable[[str], str]
    start: str
    leave: str
    context: Callable[[Step | None, Journal], Mapping[str, Any]]

    @cached_property
    def _draft(self) -> Draft | None:
        return draft_of(self.user, page=self.name, nominal_id=self.nominal_id)

    def draft(self) -> Draft | None:
        """What was saved so far: read once a request, and known anew from each saving."""
        return self._draft

    def journal(self) -> Journal:
        """What was typed so far, by step."""
        draft = self.draft()
        return draft.typed if draft else {}

    def keep(self, slug: str, typed: Typed) -> Journal:
        """Save one step's words; answers with everything typed so far."""
        saved = save_draft(
            self.user, page=self.name, nominal_id=self.nominal_id, typed={slug: typed}, address=self.start
        )
        vars(self)["_draft"] = saved
        kept: Journal = saved.typed
        return kept

    def note(self, session: SessionBase) -> str:
        """The signed note that its pages carry."""
        return issue(PageNote(self.user.pk, self.name, self.nominal_id, self.start, mark_of(session)))


def answer_step(request: HttpRequest, wizard: Wizard, slug: str) -> HttpResponse:
    """One step: its page, or what was typed on it."""
    journal = wizard.journal()
    steps = wizard.ask(journal)
    step = next((step for step in steps if step.slug == slug), None)
    if step is None:
        if journal:
            return redirect(wizard.start)
        raise Http404
    if request.method == "POST":
        return _sent(request, wizard, step)
    forms = forms_of(step, journal.get(slug))
    for form in forms:
        if form.is_bound:
            form.hold()
    return show(request, wizard, step, forms, journal)


def _sent(request: HttpRequest, wizard: Wizard, step: Step) -> HttpResponse:
    """Keep it, whatever it is; then go on, or say what is wrong."""
    typed, then = typed_in(request.POST), request.POST.get("then", "")
    if step.another and then:
        changed = begin_block(step, typed) if then == "another" else without(typed, _block(then))
        wizard.keep(step.slug, changed)
        return redirect(wizard.address(step.slug) + ("#another" if then == "another" else ""))
    if answers(step, typed) is None:
        journal = wizard.keep(step.slug, typed)
        return show(request, wizard, step, forms_of(step, typed), journal)
    journal = wizard.keep(step.slug, done(typed))
    return redirect(wizard.address(_next(request, wizard, step, journal)))


def _block(then: str) -> int:
    number = then.removeprefix("remove-")
    return int(number) if number.isdecimal() and len(number) < 4 else 0


def _next(request: HttpRequest, wizard: Wizard, step: Step, journal: Journal) -> str:
    """The step after this one; changing an answer from the check goes back there as soon as all is told."""
    steps = wizard.ask(journal)
    if request.GET.get("from") == "check":
        unfinished = first_unfinished(steps, journal)
        return unfinished.slug if unfinished else "check"
    slugs = [other.slug for other in steps]
    after = slugs.index(step.slug) + 1
    return slugs[after] if after < len(slugs) else "check"


def refused(
    request: HttpRequest, wizard: Wizard, error: CairnError, *, fields: Mapping[str, str]
) -> HttpResponse | None:
    """
    The step whose answer a service refused, with the message at the field; None if no step has it.

    Parameters
        fields: the step for a field of the service that no form calls by the same name, or that several do.
    """
    journal = wizard.journal()
    for step in wizard.ask(journal):
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
            return show(request, wizard, step, forms, journal)
    return None


def show(
    request: HttpRequest, wizard: Wizard, step: Step, forms: list[StepForm], journal: Journal
) -> HttpResponse:
    """The step's page. Kept by no browser: going back asks again and gets what was saved."""
    steps = [other.slug for other in wizard.ask(journal)]
    place = steps.index(step.slug)
    back = wizard.address(steps[place - 1]) if place else wizard.start
    came_from_check = request.GET.get("from") == "check"
    context = {
        "wizard": wizard,
        "step": step,
        "forms": forms,
        "back": wizard.address("check") if came_from_check else back,
        "action": wizard.address(step.slug) + ("?from=check" if came_from_check else ""),
        **wizard.context(step, journal),
    }
    response = render(request, step.template, context)
    response["Cache-Control"] = "no-store"
    return response


def show_unfinished(request: HttpRequest, wizard: Wizard, draft: Draft, *, heading: str) -> HttpResponse:
    """What was left unfinished: to go on with, or to discard."""
    unfinished = first_unfinished(wizard.ask(draft.typed), draft.typed)
    context = {
        "wizard": wizard,
        "draft": draft,
        "go_on": unfinished.slug if unfinished else "check",
        "heading": heading,
        **wizard.context(None, draft.typed),
    }
    return render(request, "wizard/unfinished.html", context)


def show_check(
    request: HttpRequest,
    wizard: Wizard,
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
    steps = wizard.ask(draft.typed)
    context = {
        "wizard": wizard,
        "rows": [
            {"key": key, "value": value, "href": wizard.address(slug) + "?from=check"}
            for slug, key, value in rows
        ],
        "refusal": refusal,
        "warnings": warnings,
        "back": wizard.address(steps[-1].slug),
        "declaration": declaration,
        "confirm": confirm,
        **wizard.context(None, draft.typed),
    }
    response = render(request, "wizard/check.html", context)
    response["Cache-Control"] = "no-store"
    return response
