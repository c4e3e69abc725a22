"""An action page's form as a page shows it: with the note that it carries, and what was left unfinished on it."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from cairn.accounts.models import User
from cairn.accounts.sign_in.ended_sessions import mark_of
from cairn.dates import today
from cairn.record.drafts.models import Draft
from cairn.record.drafts.queries import draft_of
from cairn.web.actions.coming_back import came_from
from cairn.web.actions.forms import hold
from cairn.web.actions.keeping_words import ONLY_STEP
from cairn.web.actions.note import FIELD, PageNote, issue
from cairn.web.actions.page import ActionPage, Ids, Opened, said
from cairn.web.actions.typed import as_data
from cairn.web.person.header import Header


def key_of(page: ActionPage, ids: Ids) -> str:
    """The page, with what stands in its address: what a draft and a note are of."""
    return ":".join([page.name, *(str(value) for value in ids.values())])


@dataclass(frozen=True, slots=True)
class ShownForm:
    """
    What a template needs to draw the form (actions/form.html).

    Parameters
        action: where it is sent.
        note: the signed note; `note_field`: the field that carries it.
        keeps: whether the page's script keeps what is typed, as it is typed.
        draft: what was left unfinished, which the form shows.
        cancel: where Cancel leads; nowhere on a page that shows more than the form.
    """

    page: ActionPage
    form: forms.Form
    action: str
    button: str
    note: str
    keeps: bool
    cancel: str = ""
    hints: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    draft: Draft | None = None
    note_field: str = FIELD


def new_note(page: ActionPage, opened: Opened) -> PageNote:
    """The note of a page that is opened now."""
    return PageNote(
        user_id=opened.user.pk,
        page=key_of(page, opened.ids),
        nominal_id=opened.header.nominal_id if opened.header else None,
        address=reverse(page.name, kwargs=dict(opened.ids)),
        mark=mark_of(opened.request.session),
        token=uuid.uuid4(),
        seen=seen_by(page, opened),
        back=came_from(page, opened),
    )


def seen_by(page: ActionPage, opened: Opened) -> tuple[int, ...]:
    """What stands now of what the page rests on."""
    return () if isinstance(page.watches, str) else page.watches.seen(opened)


def begun(page: ActionPage, opened: Opened) -> tuple[forms.Form, Draft | None]:
    """The form as it begins, or as its author left it."""
    form = page.form(opened, None, None)
    draft = (
        draft_of(opened.user, page=key_of(page, opened.ids), nominal_id=_nominal(opened))
        if _asks(form)
        else None
    )
    if draft is None or ONLY_STEP not in draft.typed:
        return form, None
    left = page.form(opened, as_data(draft.typed[ONLY_STEP]), None)
    hold(left)
    return left, draft


def as_shown(
    page: ActionPage, opened: Opened, form: forms.Form, note: PageNote, *, draft: Draft | None = None
) -> ShownForm:
    """The form, ready to be drawn."""
    return ShownForm(
        page=page,
        form=form,
        action=note.address,
        button=said(page.button, opened),
        note=issue(note),
        keeps=any(isinstance(box.widget, forms.Textarea) for box in form.fields.values()),
        cancel=note.back,
        hints=page.hints(opened) if page.hints else {},
        draft=draft,
    )


def on_page(
    page: ActionPage,
    request: HttpRequest,
    user: User,
    *,
    header: Header | None = None,
    row: Any = None,
    **ids: Any,
) -> ShownForm:
    """
    An action's form on a page that shows more, for a user who may do it. Sent, it answers on its own page.

    Parameters
        row: what the action is done to, where the page has read it.

    Raises
        NotFound, Conflict: see the page's `row`.
    """
    opened = Opened(request, user, today(), ids, header, row)
    if row is None:
        opened.row = page.row(opened)
    form, draft = begun(page, opened)
    form.auto_id = f"{page.name}_%s"
    shown = as_shown(page, opened, form, new_note(page, opened), draft=draft)
    return replace(shown, cancel="")


def _asks(form: forms.Form) -> bool:
    return bool(form.fields)


def _nominal(opened: Opened) -> UUID | None:
    return opened.header.nominal_id if opened.header else None
