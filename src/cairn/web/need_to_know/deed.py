"""One deed on a person's access: asked on a page of the person's, done by a service, answered on "Who has access"."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.errors import CairnError, NotAllowed, NotFound
from cairn.ledger.operations import Operation
from cairn.web.base.forms import add_refusal
from cairn.web.need_to_know.words import role_words
from cairn.web.person.header import open_person

MakeForm = Callable[[QueryDict | None], forms.Form]
Does = Callable[[dict[str, Any]], str]


@dataclass(frozen=True, slots=True)
class Deed:
    """
    What the page says.

    Parameters
        roles: of the owner's agency, that may.
        opens: what the ledger says of opening it.
        intro: sentences before the form: what follows from it.
        hints: by field and choice, the words under the choice.
        warning: of a button that takes something away.
    """

    title: str
    button: str
    roles: frozenset[Role]
    opens: Operation
    intro: tuple[str, ...] = ()
    hints: dict[str, dict[str, str]] = field(default_factory=dict)
    warning: bool = False


class Nothing(forms.Form):
    """A page that asks only to confirm."""


def plain(kind: type[forms.Form], **initial: object) -> MakeForm:
    """A form that needs nothing but what was typed."""
    return lambda data: kind(data, initial=initial)


def deed_page(
    request: HttpRequest,
    user: User,
    nominal_id: UUID,
    deed: Deed,
    *,
    form: MakeForm,
    does: Does,
    about: Callable[[], str] | None = None,
    then: str = "",
) -> HttpResponse:
    """
    Ask, do, say what was done; a refusal stays on the page with all that was typed.

    Parameters
        form, about: called only for those who may; `about` says what it is done to, where not to the person.
        does: the service, with the form's values; gives what to tell the user.
        then: where to go, if not to "Who has access".

    Raises
        NotFound: no such person, or none that this user may see.
        NotAllowed: the agency does not own the record, or the role does not do this.
    """
    header = open_person(user, nominal_id, page=deed.opens, tab="access", today=today())
    if user.role not in deed.roles or not header.owns:
        roles = role_words(sorted(deed.roles))
        raise NotAllowed(f"Only the agency that owns the record does this, in these roles: {roles}.")
    what = about() if about else ""
    bound = form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and bound.is_valid():
        try:
            said = does(bound.cleaned_data)
        except NotFound:
            raise
        except CairnError as refusal:
            add_refusal(bound, refusal)
        else:
            messages.success(request, said)
            return redirect(then) if then else redirect("access", nominal_id)
    context = {"header": header, "deed": deed, "form": bound, "about": what}
    return render(request, "need_to_know/deed.html", context)
