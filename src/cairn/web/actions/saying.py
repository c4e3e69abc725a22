"""After an action: what happened, what is next, where to look, and how to put it right."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from django.contrib import messages
from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from cairn.accounts.models import User
from cairn.clock.explaining.queries import duties_of
from cairn.errors import CairnError
from cairn.subjects.declaration import Subject
from cairn.subjects.registry import by_table, subject_of
from cairn.web.actions.page import ActionPage, Done, Opened
from cairn.web.base.filters import day

_LINK = ' <a class="govuk-notification-banner__link" href="{}">{}</a>'


def say(page: ActionPage, opened: Opened, done: Done, then: str) -> None:
    """Leave the message for the page at `then`."""
    text = done.text
    if opened.header and page.next_due:
        text = f"{text} {next_due(opened.nominal_id, page.next_due)}".rstrip()
    said = format_html("{}", text)
    if opened.header:
        person = reverse("person", args=[opened.nominal_id])
        if not then.startswith(person):
            said += format_html(_LINK, person, "Go to the person’s page")
    if done.row is not None and (correct := _correction(opened, done.row)):
        said += format_html(_LINK, correct, "Correct it")
    tell = messages.warning if done.is_warning else messages.success
    tell(opened.request, SafeString(said))


def next_due(nominal_id: UUID, kinds: Mapping[str, str]) -> str:
    """By when the next duty of these kinds is due, as the clock has just worked it out; nothing where none is owed."""
    owed = [(duty.due, duty.kind) for duty in duties_of(nominal_id) if duty.kind in kinds and duty.due]
    if not owed:
        return ""
    due, kind = min(owed)
    return f"{kinds[kind]} by {day(due)}."


def way_to_correct(opened: Opened, refusal: CairnError) -> str:
    """The page that corrects the fact that a refusal says stands in the way, for those who may."""
    if refusal.about is None:
        return ""
    table, row_id = refusal.about
    subject = by_table().get(table)
    return correction(opened.user, opened.nominal_id, subject, row_id) if subject and opened.header else ""


def _correction(opened: Opened, row: Model) -> str:
    if opened.header is None or not opened.header.owns:
        return ""
    return correction(opened.user, opened.nominal_id, subject_of(row), row.pk)


def correction(user: User, nominal_id: UUID, subject: Subject, row_id: UUID) -> str:
    """The address of the page that corrects a fact; nothing where this user or nobody may."""
    amending = subject.can_be
    if amending is None or not amending.fields or user.role not in amending.roles:
        return ""
    return reverse("correct_fact", args=[nominal_id, subject.key, row_id])
