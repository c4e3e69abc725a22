"""The acts on a request that one form records: its words, and the service it calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms as django_forms

from cairn.ledger.operations import Operation, Task, declare_form
from cairn.record.subject_access.release import decide_outcome
from cairn.record.subject_access.services import (
    ask_clarification,
    extend_request,
    record_answer,
    record_identity,
)
from cairn.web.subject_access import forms


@dataclass(frozen=True, slots=True)
class RequestAct:
    """One form: `name` is of its address, `day` the field that starts as today."""

    name: str
    title: str
    button: str
    form: type[django_forms.Form]
    does: Callable[..., Any]
    done: str
    day: str = ""
    opens: Operation = field(init=False)

    def __post_init__(self) -> None:
        title = f"{self.title[:1].lower()}{self.title[1:]}"
        opens = declare_form(f"subject access, {self.name}", title, task=Task.SUBJECT_ACCESS)
        object.__setattr__(self, "opens", opens)


_FORMS = (
    RequestAct(
        "identity",
        "Record proof of identity",
        "Record",
        forms.IdentityForm,
        record_identity,
        "Identity recorded.",
        "shown_on",
    ),
    RequestAct(
        "clarify",
        "Ask for clarification",
        "Record",
        forms.QuestionForm,
        ask_clarification,
        "Recorded. The time limit is paused until you record the answer.",
        "asked_on",
    ),
    RequestAct(
        "clarified",
        "Record the clarification",
        "Record",
        forms.AnswerForm,
        record_answer,
        "Recorded. The time limit is running again.",
        "answered_on",
    ),
    RequestAct(
        "extend",
        "Extend by two months",
        "Record notice",
        forms.ExtensionForm,
        extend_request,
        "Notice recorded.",
        "given_on",
    ),
    RequestAct(
        "outcome",
        "Decide the answer",
        "Save decision",
        forms.OutcomeForm,
        decide_outcome,
        "Decision saved. Somebody else must now check and release the answer.",
    ),
)
ACTS: dict[str, RequestAct] = {page.name: page for page in _FORMS}
