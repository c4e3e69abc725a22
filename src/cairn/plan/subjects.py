"""Every kind of fact that this room keeps about a person."""

from __future__ import annotations

from cairn.plan.actions.messages.subject import MESSAGE
from cairn.plan.actions.subject import ACTION, PLAN
from cairn.plan.level.subject import LEVEL
from cairn.plan.level_one.subject import LEVEL_ONE
from cairn.plan.news.subject import NEWS
from cairn.plan.referral.subject import REFERRAL
from cairn.plan.release.subject import RELEASE
from cairn.subjects.declaration import Subject

SUBJECTS: tuple[Subject, ...] = (LEVEL, REFERRAL, LEVEL_ONE, RELEASE, PLAN, ACTION, MESSAGE, NEWS)
