"""Every kind of fact that this room keeps about a person."""

from __future__ import annotations

from cairn.plan.actions.messages.subject import MESSAGE
from cairn.plan.actions.subject import ACTION, PLAN
from cairn.plan.level.subject import LEVEL
from cairn.plan.news.subject import NEWS
from cairn.subjects.declaration import Subject

SUBJECTS: tuple[Subject, ...] = (LEVEL, PLAN, ACTION, MESSAGE, NEWS)
