"""Reviews, decisions and holds, as far as the user may see them, and when the next review is due."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from cairn.dates import london
from cairn.errors import NotFound
from cairn.law import assess
from cairn.record.facts import person_facts
from cairn.record.identity.models import Nominal
from cairn.record.retention.due import Kept, ReviewDue, next_review
from cairn.record.retention.models import Decision, LegalHold, RetentionReview
from cairn.record.retention.schedule import Schedule, current
from cairn.record.rulebook.queries import current_book


def reviews_of(nominal_id: UUID) -> list[RetentionReview]:
    """Every review of the need to keep the record, the latest first."""
    reviews = RetentionReview.objects.filter(nominal_id=nominal_id)
    return list(
        reviews.select_related("reviewed_by", "confirmed_by", "withdrawn_by").order_by(
            "-reviewed_on", "-recorded_at"
        )
    )


def standing_disposal(nominal_id: UUID) -> RetentionReview | None:
    """The decision to dispose that has been neither withdrawn nor carried out, if there is one."""
    standing = RetentionReview.objects.filter(
        nominal_id=nominal_id, decision=Decision.DISPOSE, withdrawn_on__isnull=True
    )
    return standing.select_related("reviewed_by", "confirmed_by").first()


def get_review(review_id: UUID) -> RetentionReview:
    """
    Raises
        NotFound: no such review, or none that this user may see.
    """
    review = RetentionReview.objects.filter(pk=review_id).first()
    if review is None:
        raise NotFound("There is no such retention review, or none that you may see.")
    return review


def holds_of(nominal_id: UUID) -> list[LegalHold]:
    """Every legal hold: those that stand first, then the latest first."""
    holds = LegalHold.objects.filter(nominal_id=nominal_id).select_related("set_by", "lifted_by")
    return sorted(holds.order_by("-set_on", "-recorded_at"), key=lambda hold: hold.lifted_on is not None)


def kept_from(added_at: datetime, reviews: list[RetentionReview]) -> Kept:
    """What the schedule needs to know of the record's keeping; `reviews` the latest first."""
    last = next((one for one in reviews if one.decision == Decision.RETAIN), None)
    return Kept(
        added_on=london(added_at).date(),
        reviewed_on=last.reviewed_on if last else None,
        keep_until=last.next_due_on if last else None,
    )


def review_due(nominal_id: UUID, *, as_at: date, schedule: Schedule | None = None) -> ReviewDue:
    """
    When the record is next reviewed, and why, as the facts stand.

    Raises
        NotFound: no such person, or none that this user may see.
    """
    person, book = person_facts(nominal_id), current_book()
    nominal = Nominal.objects.get(pk=nominal_id)
    return next_review(
        person,
        assess(person, as_at, book),
        kept=kept_from(nominal.added_at, reviews_of(nominal_id)),
        schedule=schedule or current(),
        book=book,
    )
