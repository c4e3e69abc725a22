"""Every source of duties, in the order of the clock's rows. The whole of it is here."""

from __future__ import annotations

from cairn.access.break_glass.duties import EMERGENCY_REVIEWS
from cairn.access.partnerships.duties import OWNERSHIP
from cairn.duties.registry import AnySource
from cairn.plan.actions.duties import ACTIONS
from cairn.plan.level.duties import LEVEL
from cairn.plan.news.duties import NEWS
from cairn.record.allocation.duties import ALLOCATION
from cairn.record.convictions.duties import FINDING_OUT
from cairn.record.death.duties import DEATHS
from cairn.record.notifications.duties import NOTIFICATION
from cairn.record.retention.duties import RETENTION
from cairn.record.subject_access.duties import SUBJECT_ACCESS_REQUESTS
from cairn.supervision.visits.duties import VISITS

DUTY_SOURCES: tuple[AnySource, ...] = (
    # What the duties of every source repeat.
    OWNERSHIP,
    ALLOCATION,
    LEVEL,
    # The duties.
    NOTIFICATION,
    FINDING_OUT,
    DEATHS,
    VISITS,
    ACTIONS,
    NEWS,
    EMERGENCY_REVIEWS,
    SUBJECT_ACCESS_REQUESTS,
    RETENTION,
)
