"""Every kind of fact about a person, in the order in which their page shows them. The whole of it is here."""

from __future__ import annotations

from cairn.plan.subjects import SUBJECTS as PLAN
from cairn.record.subjects import SUBJECTS as RECORD
from cairn.subjects.declaration import Subject
from cairn.supervision.subjects import SUBJECTS as SUPERVISION

SUBJECTS: tuple[Subject, ...] = (*RECORD, *SUPERVISION, *PLAN)
