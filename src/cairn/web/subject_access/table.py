"""The acts on a request that one form records: its words, and the service it calls."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms as django_forms

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
    """One form: `day` is the field that starts as today."""

    title: str
    button: str
    form: type[django_forms.Form]
    does: Callable[..., Any]
    done: str
    day: str = ""


ACTS: dict[str, RequestAct] = {
    "identity": RequestAct(
        "Record proof of identity",
        "Record",
        forms.IdentityForm,
        record_identity,
        "Identity recorded.",
        "shown_on",
    ),
    "clarify": RequestAct(
        "Ask for a clarification",
        "Record",
        forms.QuestionForm,
        ask_clarification,
        "Recorded. The clock stands still until the answer comes.",
        "asked_on",
    ),
    "clarified": RequestAct(
        "Record the clarification",
        "Record",
        forms.AnswerForm,
        record_answer,
        "Recorded. The clock goes on.",
        "answered_on",
    ),
    "extend": RequestAct(
        "Take two further months",
        "Record notice",
        forms.ExtensionForm,
        extend_request,
        "Notice recorded.",
        "given_on",
    ),
    "outcome": RequestAct(
        "Decide the answer",
        "Decide",
        forms.OutcomeForm,
        decide_outcome,
        "Decided. Somebody else must now check and release it.",
    ),
}
