"""Every subject's tables, gathered where Django looks for them."""

from __future__ import annotations

from cairn.plan.actions.messages.models import ActionMessage
from cairn.plan.actions.models import Action, Plan
from cairn.plan.level.models import ManagementLevel
from cairn.plan.level_one.models import LevelOneReview
from cairn.plan.news.models import News
from cairn.plan.referral.models import Referral
from cairn.plan.release.models import ExpectedRelease

__all__ = [
    "Action",
    "ActionMessage",
    "ExpectedRelease",
    "LevelOneReview",
    "ManagementLevel",
    "News",
    "Plan",
    "Referral",
]
