"""Whether a role may do a thing at all; `cairn.access.owning` asks whether to this person."""

from __future__ import annotations

from collections.abc import Iterable

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.errors import NotAllowed


def cannot(actor: User, roles: Iterable[Role], act: str) -> str:
    """Why a user cannot do something in their role, and who can, as a sentence or two."""
    who = ", ".join(sorted(role.in_words for role in roles))
    return f"Your role, {Role(actor.role).in_words}, cannot {act}. These roles can: {who}."


def require_role(actor: User, roles: Iterable[Role], *, act: str) -> None:
    """
    Refuse a user who does not act in one of these roles.

    Parameters
        act: what is being done, to complete "... cannot ..." ("add a person").

    Raises
        NotAllowed: naming the roles that may.
    """
    roles = frozenset(roles)
    if not actor.has_role(*roles):
        raise NotAllowed(cannot(actor, roles, act))
