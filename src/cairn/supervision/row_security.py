"""Partners see the level of risk if their purpose needs it; visits are the owner's."""

from __future__ import annotations

from cairn.access.policies import security_of
from cairn.record.amendments.row_security import MAY_WITHDRAW
from cairn.supervision.subjects import SUBJECTS
from cairn.table_security import Security

TABLES: tuple[Security, ...] = tuple(security_of(subject, deletes=MAY_WITHDRAW) for subject in SUBJECTS)
