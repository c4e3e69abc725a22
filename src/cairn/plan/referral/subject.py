"""MAPPA referrals, as a subject of the record, and what is asked of one whenever it is written."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from cairn.accounts.roles import PLAN_MAKERS
from cairn.errors import BadInput
from cairn.plan.referral.models import Referral
from cairn.record.field_checks import check_day, clean_text
from cairn.subjects.declaration import Amending, Event, Subject

_MOST = 4000


def check_referral(row: Referral, today: date) -> None:
    """
    Raises
        BadInput: no such level, no reason, or at level 3 not what level 2 cannot deliver; a day to come.

    Source: MAPPA form A, reason for referral; for level 3, what level 2 cannot deliver.
    """
    if row.level not in (2, 3):
        raise BadInput("A referral is to level 2 or 3. Level 1 is set without one.", field="level")
    row.why = clean_text(
        row.why, field="why", missing="Enter why ordinary management is not enough.", most=_MOST
    )
    missing = "Enter what level 2 cannot deliver." if row.level == 3 else ""
    row.beyond = clean_text(row.beyond, field="beyond", missing=missing, most=_MOST)
    check_day(row.referred_on, nominal=row.nominal, today=today, field="referred_on", what="The referral")


def _events(row: Referral) -> Iterator[Event]:
    yield Event(row.referred_on, f"Referred to MAPPA level {row.level}", row.why, row.referred_by.name)
    if row.decided_on and row.decided_by:
        said = f"MAPPA referral decided: {row.get_outcome_display().lower()}"
        yield Event(row.decided_on, said, row.decided_why, row.decided_by.name)


REFERRAL = Subject(
    key="referrals",
    model=Referral,
    fact="reviews",
    agency="agency_id",
    agency_adds=True,
    order=("-referred_on", "-recorded_at"),
    begins="referred_on",
    events=_events,
    refusals={
        "decided_referral_says_why": ("decided_why", "Say why it is decided so."),
        "referral_decided_by_another": ("", "Whoever referred does not decide. Ask a coordinator."),
        "one_open_referral_an_agency": (
            "level",
            "Your agency has a referral that waits to be decided. Correct or withdraw that one.",
        ),
    },
    amending=Amending(
        roles=PLAN_MAKERS, fields=("level", "why", "beyond", "referred_on"), check=check_referral
    ),
)
