"""Decisions on keeping the record, as subjects of it."""

from __future__ import annotations

from cairn.record.retention.models import LegalHold, RetentionReview
from cairn.subjects.declaration import Subject

RETENTION_REVIEW = Subject(
    key="retention-reviews",
    model=RetentionReview,
    fact="retention",
    order=("-reviewed_on", "-recorded_at"),
    begins="reviewed_on",
    shown=False,
    demonstrated="None: those that are due wait on the worklist to be tried.",
    letter="review of the need to keep your record",
    amending=(
        "A retention decision stands as it was made. Record a new review; a decision to dispose of the record can "
        "be withdrawn on the Retention page."
    ),
)
LEGAL_HOLD = Subject(
    key="legal-holds",
    model=LegalHold,
    fact="retention",
    order=("-set_on", "-recorded_at"),
    begins="set_on",
    ends="lifted_on",
    shown=False,
    demonstrated="In a scene: on legal hold.",
    letter="hold on disposal of your record",
    amending="A legal hold stands as it was set. It can be lifted on the Retention page.",
)
