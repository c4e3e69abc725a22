"""Referring somebody to MAPPA level 2 or 3, and the coordinator's decision."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django import forms

from cairn.accounts.agencies.queries import active_agencies
from cairn.accounts.models import User
from cairn.plan.level.services import LEADING, LEVEL_DECIDERS
from cairn.plan.referral.models import Referral, ReferralOutcome
from cairn.plan.referral.queries import get_referral
from cairn.plan.referral.services import decide_referral, may_decide, may_refer, refer
from cairn.subjects.writings import Watched
from cairn.web.actions.page import ActionPage, Done, Ids, Opened, Typed, asking
from cairn.web.actions.watching import PastWatch
from cairn.web.base.filters import day
from cairn.web.base.forms import TextField, long_text
from cairn.web.plan.agency_field import AgencyField, offer
from cairn.web.subjects.referrals import ReferralForm


class DecisionForm(forms.Form):
    """What is decided, and why."""

    outcome = forms.ChoiceField(
        label="What you decide",
        choices=ReferralOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select what you decide"},
    )
    level = forms.TypedChoiceField(
        label="Level, if accepted",
        choices=[(2, "Level 2"), (3, "Level 3")],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    lead_agency = AgencyField(label="Lead agency, if accepted", required=False)
    why = TextField(
        label="Why you decide so",
        help_text="Whoever referred reads this.",
        widget=long_text(),
        error_messages={"required": "Say why you decide so"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "lead_agency", [each for each in active_agencies() if each.kind in LEADING])


def _may(opened: Opened) -> None:
    """
    Raises
        NotAllowed: this user may not refer the person.
    """
    may_refer(opened.user, opened.nominal_id)


def _refer(opened: Opened, typed: Typed) -> Done:
    row = refer(opened.user, nominal_id=opened.nominal_id, **typed)
    return Done(
        f"Referred to level {row.level}. The coordinator decides; until then the level is what it was.",
        row=row,
    )


def _whose(_: User, ids: Ids) -> UUID:
    nominal_id: UUID = get_referral(ids["referral_id"]).nominal_id
    return nominal_id


def _waiting(opened: Opened) -> Referral:
    """
    Raises
        Conflict: it is decided, or this user referred.
    """
    found = get_referral(opened.ids["referral_id"])
    may_decide(opened.user, found)
    return found


def _said(opened: Opened) -> tuple[str, ...]:
    row = opened.row
    beyond = (f"What level 2 cannot deliver: {row.beyond}",) if row.beyond else ()
    who = f"{row.referred_by.name}, {row.agency.name}, on {day(row.referred_on)}"
    return (f"Referred to level {row.level} by {who}.", f"Why: {row.why}", *beyond)


def _decide(opened: Opened, typed: Typed) -> Done:
    row = decide_referral(opened.user, referral_id=opened.row.pk, **typed)
    if row.decided_level is None:
        return Done("Referral not accepted. Whoever referred can read why.")
    return Done(f"Referral accepted at level {row.decided_level}. A first meeting is due.")


def _this(opened: Opened) -> list[Watched]:
    return [Watched(Referral, {"id": opened.ids["referral_id"]})]


REFER = ActionPage(
    name="refer",
    title="Refer to MAPPA level 2 or 3",
    button="Refer",
    form=asking(ReferralForm, day="referred_on"),
    does=_refer,
    row=_may,
    by_anybody_reading=True,
    watches="One referral of an agency waits at a time: where another was sent meanwhile, this one is refused.",
    intro=("A referral sets no level. The coordinator decides it, and you can read here what was decided.",),
    tab="plan",
)
DECIDE = ActionPage(
    name="decide_referral",
    title="Decide a MAPPA referral",
    button="Save decision",
    form=asking(DecisionForm),
    does=_decide,
    roles=LEVEL_DECIDERS,
    whose=_whose,
    row=_waiting,
    intro=_said,
    watches=PastWatch(_this),
    tab="plan",
)
