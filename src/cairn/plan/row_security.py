"""The plan is every partner's whose purpose needs it; an agency reads and changes the actions it owes."""

from __future__ import annotations

from cairn.access.policies import security_of
from cairn.plan.subjects import SUBJECTS
from cairn.record.amendments.row_security import MAY_WITHDRAW
from cairn.table_security import Security

TABLES: tuple[Security, ...] = tuple(security_of(subject, deletes=MAY_WITHDRAW) for subject in SUBJECTS)
