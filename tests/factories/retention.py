"""Records whose time may have come, and the two people who decide."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import Agency, User
from cairn.accounts.roles import Role
from cairn.record.convictions.services import NewDisposal
from cairn.record.retention.models import RetentionReview
from cairn.record.retention.schedule import current
from cairn.record.retention.services import confirm_disposal, record_review
from tests.factories.access import make_user
from tests.factories.acts import convict

ANSWERS = {question.question: "no" for question in current().questions}


def deciders(agency: Agency) -> tuple[User, User]:
    """A records officer and a supervisor of one agency."""
    return make_user(Role.RECORDS, agency=agency), make_user(Role.SUPERVISOR, agency=agency)


def long_ago(user: User, nominal_id: UUID) -> None:
    """A caution of 2005 for a listed offence: registered for two years, and over since 2007."""
    convict(
        user,
        nominal_id,
        outcome="caution",
        on=date(2005, 3, 1),
        disposals=[],
        offence_date=date(2005, 1, 1),
        victim_age=14,
    )


def in_prison(user: User, nominal_id: UUID) -> None:
    """Registered without end."""
    convict(user, nominal_id, disposals=[NewDisposal("imprisonment", months=30)])


def decide(user: User, nominal_id: UUID, **facts: Any) -> RetentionReview:
    """A decision to dispose, unless told otherwise."""
    known: dict[str, Any] = {"decision": "dispose", "reason": "No longer needed.", "answers": ANSWERS}
    return record_review(user, nominal_id=nominal_id, **{**known, **facts})


def confirmed(agency: Agency, nominal_id: UUID, *, on: date) -> RetentionReview:
    """A decision to dispose that two people took on that day."""
    first, second = deciders(agency)
    with acting_as(first):
        review = decide(first, nominal_id, today=on)
    with acting_as(second):
        return confirm_disposal(second, review_id=review.pk, today=on)
