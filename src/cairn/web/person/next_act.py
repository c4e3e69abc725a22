"""Which act meets a duty, where it is done, and where its reasons are."""

from __future__ import annotations

from datetime import date
from typing import Protocol
from uuid import UUID

from django.urls import reverse
from django.utils.text import slugify

from cairn.access.models import User
from cairn.access.roles import CASE_MANAGERS, DISCLOSERS, RECORD_KEEPERS
from cairn.clock.holding import ACCESS, CONFIRM, HOLDING
from cairn.clock.models import Basis

# Duties of the offender manager, by the kind that the clock gives them.
_VISIT, _RISK = "visit", "risk-assessment"


class Owing(Protocol):
    """What a row of the clock says of a duty, here or on the worklist."""

    @property
    def nominal_id(self) -> UUID: ...
    @property
    def basis(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def agency_id(self) -> UUID: ...
    @property
    def source_id(self) -> UUID | None: ...


def act_for(duty: Owing, user: User) -> tuple[str, str]:
    """The button and its address; both empty where this user has no act that meets the duty."""
    if duty.basis == Basis.PLAN and duty.source_id:
        return "Open action", reverse("action", args=[duty.source_id])
    if duty.agency_id != user.agency_id:
        return "", ""
    if duty.kind in HOLDING:
        return _holding_act(duty, user)
    return _case_act(duty, user)


def _case_act(duty: Owing, user: User) -> tuple[str, str]:
    if duty.kind == _VISIT and user.role in CASE_MANAGERS:
        return "Record visit", reverse("record_visit", args=[duty.nominal_id])
    if duty.kind == _RISK and user.role in CASE_MANAGERS:
        return "Set risk level", reverse("set_risk", args=[duty.nominal_id])
    if duty.basis == Basis.STATUTE and user.role in RECORD_KEEPERS:
        return "Record notification", reverse("notify", args=[duty.nominal_id])
    return "", ""


def _holding_act(duty: Owing, user: User) -> tuple[str, str]:
    if user.role not in DISCLOSERS:
        return "", ""
    if duty.kind == ACCESS:
        return "Open request", reverse("subject_request", args=[duty.source_id])
    if duty.kind == CONFIRM:
        return "Check decision", reverse("retention", args=[duty.nominal_id])
    return "Review retention", reverse("review_retention", args=[duty.nominal_id])


def anchor_of(kind: str, of: str | None, arose: date, provision: str, source_id: UUID | None = None) -> str:
    """
    Where on the reasons page a duty's trail stands: the same after every recomputation.

    Parameters
        provision: as the clock keeps it; it tells apart the like duties of two schemes.
    """
    return slugify(f"{kind} {of or ''} {arose} {provision} {source_id or ''}")
