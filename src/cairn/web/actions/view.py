"""
The one view of every action page: ask, do, say what was done, or refuse at the field with all that was typed.

Whatever page it is: words survive an ended session, the same page sent twice is done once, and whoever sends a page
that is no longer true is told what changed, and asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, cast

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cairn.errors import CairnError, NotFound
from cairn.record.drafts.models import SentForm
from cairn.record.drafts.queries import sent_before
from cairn.record.drafts.services import discard_drafts_of_page, note_sent, note_where_it_led
from cairn.record.writing import hold_person
from cairn.web.actions.coming_back import back_of
from cairn.web.actions.forms import hold, refuse, typed_on
from cairn.web.actions.keeping_words import note_of, rescue
from cairn.web.actions.note import PageNote
from cairn.web.actions.opening import open_page
from cairn.web.actions.page import ActionPage, Done, GoTo, Ids, Opened, said
from cairn.web.actions.saying import say, way_to_correct
from cairn.web.actions.shown import as_shown, begun, key_of, new_note, seen_by
from cairn.web.actions.typed import typed_in
from cairn.web.person.viewer import viewer
from cairn.web.signin.step_up import confirm_first, confirmation, is_fresh

View = Callable[..., HttpResponse]


class Changed(Exception):
    """What the page rests on is no longer what it was when it was opened."""

    def __init__(self, changes: Sequence[str]) -> None:
        super().__init__("the page is no longer true")
        self.changes = changes


def action_path(route: str, page: ActionPage) -> URLPattern:
    """The address of an action page, in an area's list of addresses."""
    return path(route, view_of(page), name=page.name)


def view_of(page: ActionPage) -> View:
    """The view that answers for a page; `view.page` is the page."""

    def view(request: HttpRequest, **ids: Any) -> HttpResponse:
        try:
            return _answer(page, request, ids)
        except GoTo as other:
            return redirect(other.address)

    # The page's own signed note takes the place of the cross-site token, which is renewed at sign-in: a page left
    # open over a sign-in would lose its words.
    guarded: View = csrf_exempt(require_http_methods(["GET", "POST"])(view))
    guarded.page = page  # type: ignore[attr-defined]  # for whoever looks up what an address is
    return guarded


def _answer(page: ActionPage, request: HttpRequest, ids: Ids) -> HttpResponse:
    """The page, or what comes of sending it."""
    key = key_of(page, ids)
    words = any(text for texts in typed_in(request.POST).values() for text in texts)
    if first := rescue(request, page=key, keep=words):
        return first
    user = viewer(request)
    if request.method != "POST":
        return _asked(page, open_page(page, request, user, ids))
    # Without its note the page would not have come so far.
    note = cast("PageNote", note_of(request, key))
    if note.token and (before := sent_before(user, token=note.token)):
        return _said_already(request, before)
    return _sent(page, open_page(page, request, user, ids), note)


def _asked(page: ActionPage, opened: Opened) -> HttpResponse:
    """The page as it begins, or as its author left it."""
    if page.fresh and (first := confirm_first(opened.request, opened.user)):
        return first
    form, draft = begun(page, opened)
    return _show(page, opened, form, new_note(page, opened), draft=draft)


def _sent(page: ActionPage, opened: Opened, note: PageNote) -> HttpResponse:
    """Do it if it can be done as it was typed; or show the page again, with all that was typed."""
    post = opened.request.POST
    if page.adds and (more := page.adds(post)) is not None:
        form = page.form(opened, more, opened.request.FILES)
        hold(form)
        return _show(page, opened, form, note)
    form = page.form(opened, post, opened.request.FILES)
    valid = form.is_valid()
    if page.fresh and not is_fresh(opened.request):
        # In another tab, which ends on a page of their own. What was typed stays beside it.
        return _show(page, opened, form, note, confirm=confirmation(opened.user, reverse("own_history")))
    if valid:
        return _do(page, opened, form, note)
    changes = _changes(page, opened, note)
    return _show(page, opened, form, _true_again(page, opened, note) if changes else note, changes=changes)


def _do(page: ActionPage, opened: Opened, form: forms.Form, note: PageNote) -> HttpResponse:
    """Do it, and say what was done; or say what changed meanwhile, or why the service refuses."""
    try:
        done = _done(page, opened, form, note)
    except Changed as meanwhile:
        return _show(page, opened, form, _true_again(page, opened, note), changes=meanwhile.changes)
    except NotFound:
        raise
    except CairnError as refusal:
        if note.token and (before := sent_before(opened.user, token=note.token)):
            return _said_already(opened.request, before)  # twice at one time
        refuse(form, refusal)
        return _show(page, opened, form, note, correct=way_to_correct(opened, refusal))
    if done.answer is not None:
        return done.answer
    then = done.then or note.back or back_of(page, opened)
    say(page, opened, done, then)
    return redirect(then)


def _done(page: ActionPage, opened: Opened, form: forms.Form, note: PageNote) -> Done:
    """
    One transaction: what the page rests on is still so, the page is sent, and the thing is done.

    Raises
        Changed: it is not.
        CairnError: whatever the service refuses.
    """
    with transaction.atomic():
        if opened.header and opened.header.owns:
            hold_person(opened.nominal_id)
        if changes := _changes(page, opened, note):
            raise Changed(changes)
        if note.token:
            note_sent(opened.user, token=note.token)
        done = page.does(opened, typed_on(form))
        if note.token:
            note_where_it_led(opened.user, token=note.token, address=done.then or note.back)
        if form.fields:
            discard_drafts_of_page(opened.user, page=note.page, nominal_id=note.nominal_id)
    return done


def _changes(page: ActionPage, opened: Opened, note: PageNote) -> list[str]:
    """What changed since the page was opened, of what it rests on."""
    return [] if isinstance(page.watches, str) else page.watches.changes(opened, note.seen, own=page.replaces)


def _true_again(page: ActionPage, opened: Opened, note: PageNote) -> PageNote:
    """The same page's note, now that its reader is told: sent again, it goes on."""
    return PageNote(**{**note.__dict__, "seen": seen_by(page, opened)})


def _said_already(request: HttpRequest, before: SentForm) -> HttpResponse:
    return render(
        request, "actions/said_already.html", {"led_to": before.led_to, "at": before.sent_at}, status=409
    )


def _show(page: ActionPage, opened: Opened, form: forms.Form, note: PageNote, **more: Any) -> HttpResponse:
    context = {
        "header": opened.header,
        "title": said(page.title, opened),
        "intro": said(page.intro, opened),
        "which": said(page.about, opened),
        "page": page,
        "form": form,
        "shown": as_shown(page, opened, form, note, draft=more.get("draft")),
        "confirm": more.get("confirm", ""),
        "changes": more.get("changes", ()),
        "correct": more.get("correct", ""),
        **page.context(opened),
    }
    response = render(opened.request, page.template, context)
    # Kept by no browser: going back asks again and gets what was saved.
    response["Cache-Control"] = "no-store"
    return response
