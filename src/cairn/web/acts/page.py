"""What an act's page is: one form, who may, and the service it calls."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django import forms

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.ledger.operations import Operation, declare_form

Typed = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """What the page says when it is done; a warning where the fact is kept but looks wrong."""

    text: str
    warning: bool = False


def _nothing(_: User) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class ActPage:
    """
    One form and one act.

    Parameters
        name: of the page's address.
        day: the field that starts as today, if any.
        does: calls the service with what was typed, for the person (or the row) with this id, and says
            what was done.
        offers: what the form is given beside what was typed, such as the colleagues to choose from.
        opens: what the ledger says of opening it, declared with the page.
        fresh: whether it asks for a sign-in of a moment ago.
    """

    name: str
    path: str
    title: str
    button: str
    form: type[forms.Form]
    roles: frozenset[Role]
    does: Callable[[User, UUID, Typed], Said]
    day: str = ""
    intro: str = ""
    offers: Callable[[User], Mapping[str, Any]] = _nothing
    fresh: bool = False
    opens: Operation = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "opens", declare_form(self.name, f"{self.title[:1].lower()}{self.title[1:]}")
        )
