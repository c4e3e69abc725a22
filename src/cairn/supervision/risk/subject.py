"""Levels of risk, as a subject of the record."""

from __future__ import annotations

from collections.abc import Iterator

from cairn.accounts.roles import CASE_MANAGERS
from cairn.subjects.declaration import Amending, Event, Subject
from cairn.supervision.risk.checks import check_assessment
from cairn.supervision.risk.models import RiskAssessment


def _events(row: RiskAssessment) -> Iterator[Event]:
    yield Event(row.set_on, f"Risk level set: {row.get_level_display().lower()}", row.reason, row.set_by.name)


RISK = Subject(
    key="risk",
    model=RiskAssessment,
    fact="risk",
    order=("-set_on", "-recorded_at"),
    begins="set_on",
    events=_events,
    letter="assessment of risk (an opinion, not a fact)",
    makes_standing=True,
    amending=Amending(roles=CASE_MANAGERS, fields=("level", "set_on", "reason"), check=check_assessment),
)
