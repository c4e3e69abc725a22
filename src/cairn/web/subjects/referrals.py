"""The web side of MAPPA referrals."""

from __future__ import annotations

from datetime import date

from django import forms

from cairn.plan.referral.models import Referral
from cairn.plan.referral.subject import REFERRAL
from cairn.web.base.forms import DayField, TextField, long_text
from cairn.web.subjects.cards import Flag
from cairn.web.subjects.declaration import WebSubject


class ReferralForm(forms.Form):
    """To which level, and why."""

    level = forms.TypedChoiceField(
        label="Refer to",
        choices=[(2, "Level 2"), (3, "Level 3: what level 2 cannot deliver is needed")],
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={"required": "Select the level"},
    )
    why = TextField(
        label="Why ordinary management is not enough",
        help_text="Behaviour and attitudes, patterns, what other agencies know. In points, in your own words.",
        widget=long_text(),
        error_messages={"required": "Enter why ordinary management is not enough"},
    )
    beyond = TextField(
        label="What level 2 cannot deliver",
        help_text="For Level 3 only: senior people's decisions, resources at short notice, or public interest.",
        required=False,
        widget=long_text(3),
    )
    referred_on = DayField(label="Date referred")


def _flag(row: Referral, _: date) -> Flag | None:
    return None if row.outcome else Flag(f"Referred to level {row.level}, to be decided", "yellow")


WEB = WebSubject(subject=REFERRAL, form=ReferralForm, flag=_flag)
