"""What the pages ask on which an action is talked about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from cairn.accounts.models import Agency, User
from cairn.plan.actions.messages.models import AnswerKind, MessageKind
from cairn.plan.actions.messages.services import ANSWERS
from cairn.web.base.forms import DayField, TextField, long_text
from cairn.web.plan.agency_field import AgencyField, offer


class ChangeForm(forms.Form):
    """Another wording, date or agency."""

    what = TextField(
        label="What will be done",
        max_length=300,
        widget=long_text(3),
        error_messages={"required": "Enter what will be done"},
    )
    agency = AgencyField(
        label="Which agency will do it",
        help_text="Another agency is asked to accept it first.",
        error_messages={"required": "Select the agency that will do it"},
    )
    due_on = DayField(label="Due date")
    why = TextField(
        label="Why it is changed",
        widget=long_text(3),
        error_messages={"required": "Enter why it is changed"},
    )

    def __init__(self, *args: Any, agencies: Sequence[Agency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies)


class ReasonForm(forms.Form):
    """Why an agency declines."""

    reason = TextField(
        label="Why your agency cannot do it",
        widget=long_text(),
        error_messages={"required": "Enter why your agency cannot do it"},
    )


class WithdrawForm(forms.Form):
    """Why an action is withdrawn."""

    reason = TextField(
        label="Why it is withdrawn",
        help_text="The agency that was to do it reads this.",
        widget=long_text(),
        error_messages={"required": "Enter why it is withdrawn"},
    )


class MoreTimeForm(forms.Form):
    """Until when, and why."""

    until = DayField(label="Date by which you can do it")
    reason = TextField(
        label="Why you need more time",
        widget=long_text(),
        error_messages={"required": "Enter why you need more time"},
    )


class WordsForm(forms.Form):
    """A question or a comment."""

    text = TextField(
        label="What you want to say",
        help_text="Read by those who make the plan, and by the agency that is to do this.",
        widget=long_text(),
        error_messages={"required": "Enter what you want to say"},
    )


class PersonForm(forms.Form):
    """Somebody of the agency."""

    person = forms.TypedChoiceField(label="Person", required=False, empty_value=None)

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_id: Mapping[str, User] = {str(each.pk): each for each in people}
        field = self.fields["person"]
        if isinstance(field, forms.TypedChoiceField):
            field.choices = [("", "Nobody in particular"), *((key, each.name) for key, each in by_id.items())]
            field.coerce = by_id.__getitem__


class AnswerForm(forms.Form):
    """What is decided, and why."""

    answer_kind = forms.ChoiceField(
        label="What you decide",
        widget=forms.RadioSelect,
        error_messages={"required": "Select what you decide"},
    )
    due_on = DayField(label="New date", required=False, help_text="If you give a new date.")
    answer = TextField(
        label="Your answer", widget=long_text(), error_messages={"required": "Enter your answer"}
    )

    def __init__(self, *args: Any, message_kind: MessageKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        decided = ANSWERS[message_kind]
        field = self.fields["answer_kind"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [(each.value, _LABELS[each]) for each in decided]
        if len(decided) == 1:
            field.widget, field.initial = forms.HiddenInput(), decided[0].value
        if AnswerKind.NEW_DATE not in decided:
            del self.fields["due_on"]


_LABELS = {
    AnswerKind.ANSWERED: "Answer",
    AnswerKind.NEW_DATE: "Give a new date",
    AnswerKind.REFUSED: "Refuse: the action stands, and the agency is to do it",
    AnswerKind.WITHDRAWN: "Withdraw the action",
}
