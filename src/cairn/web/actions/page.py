"""
What an action page is: one form, who may send it, and the service it calls.

    RECORD_VISIT = ActionPage(
        name="record_visit",
        title="Record a visit",
        button="Record visit",
        form=asking(VisitForm, day="visited_on"),
        roles=CASE_MANAGERS,
        watches=of_person(Visit),
        does=_record_visit,
    )

The view (`cairn.web.actions.view`) does the rest, the same for every page, so that no form can lack it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.ledger.operations import Operation, Task, declare_form
from cairn.web.actions.forms import Nothing
from cairn.web.actions.watching import Watch
from cairn.web.person.header import Header

# What stands in the page's address, what was typed, and what a browser sends of both.
Ids = Mapping[str, Any]
Typed = Mapping[str, Any]
Data = Any


@dataclass(slots=True)
class Opened:
    """
    An action page as somebody opened it.

    Parameters
        header: whom it is about; None where the page says nothing about a person.
        row: what the action is done to, where that is not the person.
    """

    request: HttpRequest
    user: User
    today: date
    ids: Ids
    header: Header | None = None
    row: Any = None

    @property
    def nominal_id(self) -> UUID:
        """
        Whom it is about.

        Raises
            LookupError: the page is about nobody.
        """
        if self.header is None:
            raise LookupError("this page is about nobody")
        return self.header.nominal_id


class GoTo(Exception):
    """The page is not opened: its reader is sent to another address."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


@dataclass(frozen=True, slots=True)
class Done:
    """
    What the user is told when it is done.

    Parameters
        text: what happened, in a sentence.
        is_warning: it is kept but looks wrong.
        row: what was recorded, so that the page can lead to its correction.
        then: where to go, if not back.
        answer: the answer itself, where it is a page that is shown once.
    """

    text: str
    is_warning: bool = False
    row: Model | None = None
    then: str = ""
    answer: HttpResponse | None = None


Words = str | Callable[[Opened], str]
Roles = frozenset[Role] | Callable[[Opened], frozenset[Role]]
MakeForm = Callable[[Opened, Data, Data], forms.Form]


def asking(kind: Callable[..., forms.Form], *, day: str = "", **more: Any) -> MakeForm:
    """
    A form that needs nothing but what was typed.

    Parameters
        day: the field that starts as today; more: what the form is given besides.
    """

    def make(opened: Opened, data: Data, files: Data) -> forms.Form:
        return kind(data, files, initial={day: opened.today} if day else None, **more)

    return make


def _nothing(_: Opened) -> Mapping[str, Any]:
    return {}


def _no_row(_: Opened) -> None:
    return None


def _whose(_: User, ids: Ids) -> UUID:
    key: UUID = ids["nominal_id"]
    return key


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionPage:
    """
    One form and one action.

    Parameters
        name: of the page's address.
        form: makes the form: as it was sent, or as it begins.
        does: calls the service with what was typed and says what was done.
        roles: of the owner's agency, that may; see `by_anybody_reading`.
        refusal: what the others are told.
        by_anybody_reading: whether the service decides who may, because partners may too.
        whose: the person it is about, from the address.
        row: what the action is done to; raises NotFound or Conflict where it cannot be done, or GoTo. Asked of those
            who may.
        outside: opens a page that shows nothing about a person, instead of all these.
        called: the page as the ledger calls it, where its title depends on what is opened.
        task: what the record is opened for, as the ledger counts consultations.
        tab: the person's page that it belongs to.
        intro: sentences before the form; about: what it is done to, in one line.
        hints: by field and choice, the words under the choice.
        is_warning: of a button that takes something away.
        fresh: whether it asks for a sign-in of a moment ago.
        watches: what the page rests on (cairn.web.actions.watching), or in words why nothing changes under it.
        replaces: what is sent takes the place of what stands, so that one's own writing on another page is told too.
        next_due: by kind of duty, how the next one is announced when it is done ("Next visit due").
        adds: answers a button that asks for more of the same, with what the form then shows.
        back: where Cancel leads and where one goes when it is done; where one came from, if left out.
        template, context: of a page that shows more than this.
    """

    name: str
    title: Words
    button: Words
    does: Callable[[Opened, Typed], Done]
    watches: Watch | str
    form: MakeForm = field(default_factory=lambda: asking(Nothing))
    roles: Roles = frozenset()
    refusal: str = "Only staff of the owning agency with permission to edit can do this."
    by_anybody_reading: bool = False
    whose: Callable[[User, Ids], UUID] = _whose
    row: Callable[[Opened], Any] = _no_row
    outside: Callable[[HttpRequest, User, Ids], Opened] | None = None
    called: str = ""
    task: Task = Task.RECORD
    opens: Operation = field(init=False)
    tab: str = ""
    intro: tuple[str, ...] | Callable[[Opened], tuple[str, ...]] = ()
    about: Words = ""
    hints: Callable[[Opened], Mapping[str, Mapping[str, str]]] | None = None
    is_warning: bool = False
    fresh: bool = False
    replaces: bool = False
    next_due: Mapping[str, str] = field(default_factory=dict)
    adds: Callable[[Data], Data | None] | None = None
    back: Callable[[Opened], str] | None = None
    template: str = "actions/page.html"
    context: Callable[[Opened], Mapping[str, Any]] = _nothing

    def __post_init__(self) -> None:
        """
        Declare what the ledger says of opening it.

        Raises
            ValueError: another page has this name.
        """
        title = self.called or str(self.title)
        object.__setattr__(
            self, "opens", declare_form(self.name, f"{title[:1].lower()}{title[1:]}", task=self.task)
        )


def said(words: Any, opened: Opened) -> Any:
    """Words that are always the same, or those that depend on what was opened."""
    return words(opened) if callable(words) else words
