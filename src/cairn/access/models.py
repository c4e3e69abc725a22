"""Every table of this room, by its subject."""

from __future__ import annotations

from cairn.access.agencies.models import Agency, Team, User
from cairn.access.break_glass.models import BreakGlass
from cairn.access.kinds import AgencyKind, Purpose
from cairn.access.messages.models import Message, MessageKind
from cairn.access.partnerships.models import Partnership, Relation
from cairn.access.requests.models import AccessRequest
from cairn.access.restricted.models import NamedReader, Repetition, RestrictedFact, RestrictedNominal
from cairn.access.sign_in.models import GroupRole, Happening, IdentityProvider, SignInEvent
from cairn.access.synthetic_mark import SyntheticMark
from cairn.access.transfers.models import Transfer

__all__ = [
    "AccessRequest",
    "Agency",
    "AgencyKind",
    "BreakGlass",
    "GroupRole",
    "Happening",
    "IdentityProvider",
    "Message",
    "MessageKind",
    "NamedReader",
    "Partnership",
    "Purpose",
    "Relation",
    "Repetition",
    "RestrictedFact",
    "RestrictedNominal",
    "SignInEvent",
    "SyntheticMark",
    "Team",
    "Transfer",
    "User",
]
