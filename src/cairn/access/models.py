"""Every table of this room, by its subject. Those of the people who sign in are `cairn.accounts.models`."""

from __future__ import annotations

from cairn.access.break_glass.models import BreakGlass
from cairn.access.kinds import Purpose
from cairn.access.partnerships.models import Partnership, Relation
from cairn.access.requests.models import AccessRequest
from cairn.access.restricted.models import NamedReader, Repetition, RestrictedFact, RestrictedNominal
from cairn.access.transfers.models import Transfer

__all__ = [
    "AccessRequest",
    "BreakGlass",
    "NamedReader",
    "Partnership",
    "Purpose",
    "Relation",
    "Repetition",
    "RestrictedFact",
    "RestrictedNominal",
    "Transfer",
]
