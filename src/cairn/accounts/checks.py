"""Whether a role may do a thing at all; `cairn.access.owning` asks whether to this person."""

from __future__ import annotations

from collections.abc import Iterable

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.errors import NotAllowed


def require_role(actor: User, roles: Iterable[Role], *, act: str) -> None:
    """
    Refuse a user who does not act in one of these roles.

    Parameters
        act: what is being done, to complete "... may not ..." ("add a person").

    Raises
        NotAllowed: naming the roles that may.
    """
    roles = frozenset(roles)
    if not actor.has_role(*roles):
        allowed = ", ".join(sorted(role.label.lower() for role in roles))
        raise NotAllowed(f"A user in the role '{actor.role}' may not {act}; these may: {allowed}.")
