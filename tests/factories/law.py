"""Decisions about the law that a register applies, made as supervisors make them."""

from __future__ import annotations

from datetime import date
from typing import Any

from cairn.accounts.models import User
from cairn.record.rulebook.models import RuleSwitch
from cairn.record.rulebook.services import switch_rule

NEW_NAMES = "notice-of-a-new-name"
FROM = date(2027, 1, 1)


def switch(user: User, **facts: Any) -> RuleSwitch:
    """Notice of a new name, from 2027. Call it inside `acting_as(user)`, a supervisor."""
    known: dict[str, Any] = {"rule": NEW_NAMES, "since": FROM, "reason": "Commenced by regulations"}
    return switch_rule(user=user, **{**known, **facts})
