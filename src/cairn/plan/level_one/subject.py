"""Reviews at level 1, as a subject of the record, and what is asked of one whenever it is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cairn.accounts.roles import CASE_MANAGERS
from cairn.plan.level_one.models import LevelOneReview, ReviewOutcome
from cairn.record.field_checks import check_day, choice_of, clean_text
from cairn.subjects.declaration import Amending, Event, Subject

_MOST = 4000
# Every question has an answer: a review without is none.
QUESTIONS = {
    "changed": "Enter what has changed, or that nothing has.",
    "agencies": "Enter which agencies were asked and what they said, or why none was.",
    "domestic_abuse": "Enter what was checked about domestic abuse, and what is known.",
    "disclosure": "Enter what was considered about disclosure, what was decided, and why.",
    "plan": "Enter whether the plan still meets the risk.",
    "why": "Enter why this is the outcome.",
}


def check_review(row: LevelOneReview, today: date) -> None:
    """
    Raises
        BadInput: a question without an answer, no such outcome, or a day to come.
    """
    row.outcome = choice_of(row.outcome, list(ReviewOutcome.values), field="outcome")
    for name, missing in QUESTIONS.items():
        setattr(row, name, clean_text(getattr(row, name), field=name, missing=missing, most=_MOST))
    check_day(row.reviewed_on, nominal=row.nominal, today=today, field="reviewed_on", what="The review")
    # What was endorsed was another outcome.
    if not row.waits and row.outcome == ReviewOutcome.RETAIN:
        row.endorsed_by, row.endorsed_on, row.endorsed_why = None, None, ""


def _events(row: LevelOneReview) -> Iterator[Event]:
    yield Event(
        row.reviewed_on,
        f"Reviewed at level 1: {row.get_outcome_display().lower()}",
        row.why,
        row.reviewed_by.name,
    )
    if row.endorsed_on and row.endorsed_by:
        yield Event(row.endorsed_on, "Review at level 1 endorsed", row.endorsed_why, row.endorsed_by.name)


LEVEL_ONE = Subject(
    key="level-1-reviews",
    model=LevelOneReview,
    fact="reviews",
    called="a review at level 1",
    order=("-reviewed_on", "-recorded_at"),
    begins="reviewed_on",
    events=_events,
    refusals={
        "endorsement_is_whole": ("endorsed_why", "Say what you endorse, and why."),
        "review_endorsed_by_another": ("", "Whoever reviewed does not endorse it. Ask a manager."),
    },
    amending=Amending(
        roles=CASE_MANAGERS,
        fields=(
            "reviewed_on",
            "changed",
            "agencies",
            "domestic_abuse",
            "disclosure",
            "plan",
            "outcome",
            "why",
        ),
        derived=("endorsed_by", "endorsed_on", "endorsed_why"),
        check=check_review,
    ),
)
