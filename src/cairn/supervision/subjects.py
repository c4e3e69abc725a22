"""Every kind of fact that this room keeps about a person."""

from __future__ import annotations

from cairn.subjects.declaration import Subject
from cairn.supervision.risk.subject import RISK
from cairn.supervision.visits.subject import VISIT

SUBJECTS: tuple[Subject, ...] = (RISK, VISIT)
