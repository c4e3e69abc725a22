"""
Every table of this room, by its subject.

Their app label is `access`: the tables were made under it, and a label is not a name that people read. So their
migrations are that room's too.
"""

from __future__ import annotations

from cairn.accounts.agencies.models import Agency, Team, User
from cairn.accounts.kinds import AgencyKind
from cairn.accounts.messages.models import Message, MessageKind
from cairn.accounts.sign_in.models import GroupRole, Happening, IdentityProvider, SignInEvent
from cairn.accounts.synthetic_mark import SyntheticMark

__all__ = [
    "Agency",
    "AgencyKind",
    "GroupRole",
    "Happening",
    "IdentityProvider",
    "Message",
    "MessageKind",
    "SignInEvent",
    "SyntheticMark",
    "Team",
    "User",
]
