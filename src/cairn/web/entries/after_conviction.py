"""What comes after a conviction: its sentence, an appeal that quashes it, the trial that follows a finding of disability."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from cairn.accounts.roles import RECORD_KEEPERS
from cairn.errors import Conflict
from cairn.record.amendments.queries import get_fact
from cairn.record.convictions.held import record_held
from cairn.record.convictions.models import Conviction, Disposal, Outcome, TrialOutcome
from cairn.record.convictions.queries import convictions_of
from cairn.record.convictions.services import add_disposal, conclude_trial, quash_conviction
from cairn.record.convictions.subject import CONVICTION
from cairn.record.convictions.subject import SENTENCE as SENTENCE_SUBJECT
from cairn.web.actions.page import ActionPage, Data, Done, Opened, Typed, asking
from cairn.web.actions.watching import of_person
from cairn.web.base.forms import DayField
from cairn.web.subjects.convictions import SentenceForm, sentence_words, since_when
from cairn.web.subjects.held import HeldForm, new_held

_AGAIN = "The registration has been worked out again."


class LaterSentenceForm(SentenceForm):
    """A sentence passed after the conviction was recorded, or one that the record lacks."""

    passed_on = DayField(
        label="Date sentenced",
        help_text="The day on which this sentence was passed, not that of the conviction.",
    )

    def typed(self) -> Mapping[str, Any]:
        """As the service takes it."""
        return {"disposal": self.disposal(), "since_when": self.asks_since_when}


class QuashedForm(forms.Form):
    """The day of the appeal."""

    on = DayField(label="Date it was quashed", help_text="The day on which the appeal was allowed.")


class TrialForm(forms.Form):
    """How a trial ended."""

    on = DayField(label="Date the trial ended")
    outcome = forms.ChoiceField(
        label="How it ended",
        choices=TrialOutcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Select how the trial ended"},
    )


def _conviction(opened: Opened) -> Any:
    """
    Raises
        Conflict: it was quashed.
    """
    found = get_fact(CONVICTION, opened.ids["conviction_id"], nominal_id=opened.nominal_id)
    if found.quashed_on is not None:
        raise Conflict("This conviction was quashed. Nothing more comes after it.")
    return found


def _finding(opened: Opened) -> Any:
    """
    Raises
        Conflict: no trial follows it, or the trial has ended.
    """
    found = _conviction(opened)
    if not awaits_trial(found):
        raise Conflict("Only a finding of disability is followed by a trial, and by one only.")
    return found


def awaits_trial(conviction: Conviction) -> bool:
    """Whether it is a finding of disability after which no trial has ended."""
    return conviction.outcome == Outcome.DISABILITY and conviction.trial_concluded_on is None


def takes_sentence(conviction: Conviction) -> bool:
    """Whether a sentence may still be recorded: a caution has none."""
    return conviction.outcome != Outcome.CAUTION and conviction.quashed_on is None


def _sentence_form(opened: Opened, data: Data, files: Data) -> forms.Form:
    others = tuple(row for row in convictions_of(opened.nominal_id) if row.pk != opened.row.pk)
    return LaterSentenceForm(data, files, convictions=others, convicted=opened.row.on)


def _sentenced(opened: Opened, typed: Typed) -> Done:
    made = add_disposal(opened.user, conviction_id=opened.row.pk, disposal=typed["disposal"])
    then = since_when(made) if typed["since_when"] else ""
    return Done(f"Sentence recorded. {_AGAIN}", row=made, then=then)


def _quashed(opened: Opened, typed: Typed) -> Done:
    row = quash_conviction(opened.user, conviction_id=opened.row.pk, **typed)
    return Done(f"Recorded. It stays on the record and counts no more. {_AGAIN}", row=row)


def _tried(opened: Opened, typed: Typed) -> Done:
    row = conclude_trial(opened.user, conviction_id=opened.row.pk, **typed)
    return Done(f"Recorded. {_AGAIN}", row=row)


def _words(opened: Opened) -> str:
    return str(opened.row)


SENTENCE = ActionPage(
    name="add_sentence",
    title="Add a sentence",
    button="Add sentence",
    form=_sentence_form,
    roles=RECORD_KEEPERS,
    does=_sentenced,
    row=_conviction,
    about=_words,
    watches=of_person(Conviction, Disposal),
)


def _sentence(opened: Opened) -> Any:
    return get_fact(SENTENCE_SUBJECT, opened.ids["sentence_id"], nominal_id=opened.nominal_id)


def _held(opened: Opened, typed: Typed) -> Done:
    held = new_held(typed, {opened.row.kind})
    row = record_held(opened.user, sentence_id=opened.row.pk, held=held)
    return Done("Recorded. What is due has been worked out again.", row=row)


def _sentence_words(opened: Opened) -> str:
    return f"{sentence_words(opened.row)}: {opened.row.conviction}"


HELD = ActionPage(
    name="record_held",
    title="Record custody or hospital after a sentence",
    button="Record",
    form=asking(HeldForm),
    roles=RECORD_KEEPERS,
    does=_held,
    row=_sentence,
    about=_sentence_words,
    watches=of_person(Disposal),
    intro=("The time for notifying does not run in custody or hospital.",),
)
QUASH = ActionPage(
    name="quash_conviction",
    title="Record that a conviction was quashed",
    button="Record",
    form=asking(QuashedForm),
    roles=RECORD_KEEPERS,
    does=_quashed,
    row=_conviction,
    about=_words,
    watches=of_person(Conviction),
    intro=("An appeal court quashed it. If it was recorded by mistake, withdraw it instead.",),
    is_warning=True,
)
TRIAL = ActionPage(
    name="conclude_trial",
    title="Record how the trial ended",
    button="Record",
    form=asking(TrialForm),
    roles=RECORD_KEEPERS,
    does=_tried,
    row=_finding,
    about=_words,
    watches=of_person(Conviction),
    intro=("The trial after a finding that the person was under a disability (SOA 2003 s.82(5)).",),
)
