"""The acts on a person's retention: a review, a second person's confirmation, taking it back, and legal holds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.urls import reverse

from cairn.accounts.roles import RECORDS_DECIDERS
from cairn.dates import add_months
from cairn.errors import Conflict, NotFound
from cairn.record.retention.models import Decision, LegalHold, RetentionReview
from cairn.record.retention.obstacles import obstacle
from cairn.record.retention.queries import get_review, holds_of, review_due
from cairn.record.retention.services import (
    confirm_disposal,
    lift_hold,
    record_review,
    set_hold,
    withdraw_disposal,
)
from cairn.web.actions.page import ActionPage, Done, Opened, Typed, asking
from cairn.web.actions.watching import of_person
from cairn.web.base.filters import day
from cairn.web.retention.forms import HoldForm, ReviewForm, WhyForm

REFUSAL = (
    "Only supervisors and records officers of the agency that owns the record can decide how long it is kept."
)
# Whether a record may go rests on what was decided before, and on what forbids it.
_WATCH = of_person(
    RetentionReview,
    LegalHold,
    called={RetentionReview: "a review of this record", LegalHold: "a legal hold"},
)


def _to_retention(opened: Opened) -> str:
    return reverse("retention", args=[opened.nominal_id])


def _review(opened: Opened, typed: Typed) -> Done:
    made = record_review(opened.user, nominal_id=opened.nominal_id, **typed)
    if made.next_due_on:
        return Done("Review recorded.")
    return Done("Review recorded. Somebody else must now confirm the decision.")


def _why_now(opened: Opened) -> Mapping[str, Any]:
    due = review_due(opened.nominal_id, as_at=opened.today)
    return {
        "due": due,
        "latest": add_months(opened.today, due.rule.review_months),
        "obstacle": obstacle(opened.nominal_id, as_at=opened.today),
    }


def _disposal(opened: Opened) -> RetentionReview:
    """
    Raises
        NotFound: no such review of this person.
        Conflict: it is no decision to dispose, or was withdrawn.
    """
    found = get_review(opened.ids["review_id"])
    if found.nominal_id != opened.nominal_id:
        raise NotFound("There is no such review.")
    if found.decision != Decision.DISPOSE or found.withdrawn_on:
        raise Conflict("There is no decision to dispose here: it was withdrawn, or never taken.")
    return found


def _decided(opened: Opened) -> str:
    return f"{opened.row.reviewed_by.name} decided this on {day(opened.row.reviewed_on)}: {opened.row.reason}"


def _confirm(opened: Opened, _: Typed) -> Done:
    confirm_disposal(opened.user, review_id=opened.row.pk)
    return Done("Confirmed. You can withdraw the decision until it is carried out.")


def _withdraw(opened: Opened, typed: Typed) -> Done:
    withdraw_disposal(opened.user, review_id=opened.row.pk, reason=typed["reason"])
    return Done("Withdrawn. The record is kept.")


def _set(opened: Opened, typed: Typed) -> Done:
    set_hold(opened.user, nominal_id=opened.nominal_id, reason=typed["reason"])
    return Done("Legal hold set. Nothing on this record will be disposed of while the hold is in place.")


def _hold(opened: Opened) -> LegalHold:
    """
    Raises
        NotFound: no such hold on this person's record.
        Conflict: it was lifted.
    """
    wanted = opened.ids["hold_id"]
    found = next((row for row in holds_of(opened.nominal_id) if row.pk == wanted), None)
    if found is None:
        raise NotFound("There is no such legal hold.")
    if found.lifted_on:
        raise Conflict("This legal hold was lifted already.")
    return found


def _held(opened: Opened) -> str:
    return f"Set on {day(opened.row.set_on)} by {opened.row.set_by.name}: {opened.row.reason}"


def _lift(opened: Opened, typed: Typed) -> Done:
    lift_hold(opened.user, hold_id=opened.row.pk, reason=typed["reason"])
    return Done("Legal hold lifted.")


REVIEW = ActionPage(
    name="review_retention",
    title="Review whether to keep this record",
    called="review retention",
    button="Record review",
    form=asking(ReviewForm),
    does=_review,
    roles=RECORDS_DECIDERS,
    refusal=REFUSAL,
    watches=_WATCH,
    replaces=True,
    tab="retention",
    back=_to_retention,
    template="retention/review.html",
    context=_why_now,
)
CONFIRM = ActionPage(
    name="confirm_disposal",
    title="Confirm the decision to dispose",
    called="confirm a disposal",
    button="Confirm and dispose of this record",
    does=_confirm,
    roles=RECORDS_DECIDERS,
    refusal=REFUSAL,
    row=_disposal,
    about=_decided,
    watches=_WATCH,
    is_warning=True,
    tab="retention",
    back=_to_retention,
)
WITHDRAW = ActionPage(
    name="withdraw_disposal",
    title="Withdraw the decision to dispose",
    called="withdraw a disposal",
    button="Withdraw",
    form=asking(WhyForm),
    does=_withdraw,
    roles=RECORDS_DECIDERS,
    refusal=REFUSAL,
    row=_disposal,
    about=_decided,
    watches=_WATCH,
    tab="retention",
    back=_to_retention,
)
HOLD = ActionPage(
    name="set_hold",
    title="Set a legal hold",
    button="Set hold",
    form=asking(HoldForm),
    does=_set,
    roles=RECORDS_DECIDERS,
    refusal=REFUSAL,
    watches=_WATCH,
    tab="retention",
    back=_to_retention,
)
LIFT = ActionPage(
    name="lift_hold",
    title="Lift a legal hold",
    button="Lift hold",
    form=asking(WhyForm),
    does=_lift,
    roles=RECORDS_DECIDERS,
    refusal=REFUSAL,
    row=_hold,
    about=_held,
    watches=_WATCH,
    tab="retention",
    back=_to_retention,
)
