"""What the pages that change who has access share: who may, and where they lead back to."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse

from cairn.accounts.roles import Role
from cairn.web.actions.page import Opened
from cairn.web.need_to_know.words import role_words

SUPERVISOR = frozenset({Role.SUPERVISOR})


def only_in(roles: Iterable[Role]) -> str:
    """What everybody else is told."""
    return f"Only the agency that owns the record does this, in these roles: {role_words(sorted(roles))}."


def to_access(opened: Opened) -> str:
    """The page Who has access, from where these pages are reached."""
    return reverse("access", args=[opened.nominal_id])


def to_decide(_: Opened) -> str:
    """The page Access to decide, from where these pages are reached."""
    return reverse("access_to_decide")
