"""The one view of every action page: ask, do, say what was done, or refuse at the field with all that was typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods

from cairn.errors import CairnError, NotFound
from cairn.web.actions.forms import refuse, typed_on
from cairn.web.actions.opening import open_page
from cairn.web.actions.page import ActionPage, Done, Opened, said
from cairn.web.person.viewer import viewer
from cairn.web.signin.step_up import confirm_first, confirmation, is_fresh

View = Callable[..., HttpResponse]


def action_path(route: str, page: ActionPage) -> URLPattern:
    """The address of an action page, in an area's list of addresses."""
    return path(route, view_of(page), name=page.name)


def view_of(page: ActionPage) -> View:
    """The view that answers for a page; `view.page` is the page."""

    @wraps(page.does, assigned=())
    def view(request: HttpRequest, **ids: Any) -> HttpResponse:
        opened = open_page(page, request, viewer(request), ids)
        return _sent(page, opened) if request.method == "POST" else _asked(page, opened)

    guarded: View = require_http_methods(["GET", "POST"])(login_required(view))
    guarded.page = page  # type: ignore[attr-defined]  # for whoever looks up what an address is
    return guarded


def _asked(page: ActionPage, opened: Opened) -> HttpResponse:
    """The page as it begins."""
    if page.fresh and (first := confirm_first(opened.request, opened.user)):
        return first
    return _show(page, opened, page.form(opened, None, None))


def _sent(page: ActionPage, opened: Opened) -> HttpResponse:
    """Do it; a refusal stays on the page."""
    form = page.form(opened, opened.request.POST, opened.request.FILES)
    # What was typed stays on the page while they confirm, beside it, that it is still them.
    stale = page.fresh and not is_fresh(opened.request)
    done = _done(page, opened, form) if form.is_valid() and not stale else None
    if done is None:
        # In another tab, which ends on a page of their own.
        confirm = confirmation(opened.user, reverse("own_history")) if stale else ""
        return _show(page, opened, form, confirm=confirm)
    if done.answer is not None:
        return done.answer
    (messages.warning if done.is_warning else messages.success)(opened.request, done.text)
    return redirect(done.then or back_of(page, opened))


def _done(page: ActionPage, opened: Opened, form: forms.Form) -> Done | None:
    try:
        return page.does(opened, typed_on(form))
    except NotFound:
        raise
    except CairnError as refusal:
        refuse(form, refusal)
        return None


def back_of(page: ActionPage, opened: Opened) -> str:
    """Where Cancel leads: the person's page, unless the action page says otherwise."""
    if page.back is not None:
        return page.back(opened)
    return reverse("person", args=[opened.nominal_id])


def _show(page: ActionPage, opened: Opened, form: forms.Form, *, confirm: str = "") -> HttpResponse:
    context = {
        "header": opened.header,
        "title": said(page.title, opened),
        "button": said(page.button, opened),
        "intro": said(page.intro, opened),
        "about": said(page.about, opened),
        "hints": page.hints(opened) if page.hints else {},
        "page": page,
        "form": form,
        "confirm": confirm,
        "back": back_of(page, opened),
        **page.context(opened),
    }
    return render(opened.request, page.template, context)
