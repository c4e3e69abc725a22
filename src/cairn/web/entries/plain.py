"""The page that adds a fact of a plain subject: made from the model, the same for all of them."""

from __future__ import annotations

from typing import Any

from django import forms

from cairn.accounts.roles import Role
from cairn.errors import NotFound
from cairn.record.recording import record_fact
from cairn.subjects.declaration import Amending, Subject
from cairn.subjects.registry import subject
from cairn.subjects.writings import Watched
from cairn.web.actions.page import ActionPage, Data, Done, Opened, Typed
from cairn.web.actions.watching import PastWatch
from cairn.web.subjects.fact_form import FactForm
from cairn.web.subjects.registry import web_subject


def _subject(opened: Opened) -> Subject:
    """
    Raises
        NotFound: no such kind of fact, or one that is not added here.
    """
    asked = subject(opened.ids["key"])
    if not asked.records:
        raise NotFound(f"No page here adds {asked.one}.")
    return asked


def _amending(opened: Opened) -> Amending:
    amending = _subject(opened).can_be
    if amending is None:
        raise NotFound(f"No page here adds {_subject(opened).one}.")
    return amending


def _roles(opened: Opened) -> frozenset[Role]:
    return frozenset(Role(role) for role in _amending(opened).roles)


def _form(opened: Opened, data: Data, files: Data) -> forms.Form:
    web = web_subject(_subject(opened))
    return FactForm(data, files, web=web, amending=_amending(opened), nominal_id=opened.nominal_id)


def _record(opened: Opened, typed: Typed) -> Done:
    asked = _subject(opened)
    row = record_fact(opened.user, asked, nominal_id=opened.nominal_id, values=typed)
    return Done(f"Added: {asked.words(row)}.", row=row)


def _watched(opened: Opened) -> list[Watched]:
    return [Watched(_subject(opened).model, {"nominal_id": opened.nominal_id})]


def _title(opened: Opened) -> str:
    return f"Add {_subject(opened).one}"


def _words(opened: Opened) -> Any:
    return _title(opened)


RECORD_FACT = ActionPage(
    name="record_fact",
    called="add a fact",
    title=_title,
    button=_words,
    form=_form,
    roles=_roles,
    does=_record,
    watches=PastWatch(_watched),
)
