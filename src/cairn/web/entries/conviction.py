"""Recording a conviction with all its sentences on one page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from cairn.accounts.roles import RECORD_KEEPERS
from cairn.errors import CairnError
from cairn.record.convictions.models import Conviction, Disposal, Held
from cairn.record.convictions.queries import convictions_of, offence_note
from cairn.record.convictions.services import record_conviction
from cairn.record.orders.queries import orders_of
from cairn.web.actions.page import ActionPage, Data, Done, Opened, Typed
from cairn.web.actions.watching import of_person
from cairn.web.base.forms import add_refusal
from cairn.web.subjects.convictions import MOST_SENTENCES, ConvictionForm, Sentences, since_when

_PREFIX = "sentences"


class WithSentences(ConvictionForm):
    """A conviction and as many sentences as there are: valid together, refused together."""

    def __init__(self, data: Any, files: Any, *, earlier: tuple[Conviction, ...], **more: Any) -> None:
        super().__init__(data, files, **more)
        self.sentences = Sentences(data, prefix=_PREFIX, form_kwargs={"convictions": earlier})

    def is_valid(self) -> bool:
        """The conviction and every sentence that was typed."""
        valid = super().is_valid()
        for form in self.sentences.forms:
            form.convicted = self.cleaned_data.get("on")
        return valid and self.sentences.is_valid()

    def hold(self) -> None:
        """Keep what was typed in all of them; say nothing of it yet."""
        super().hold()
        self.sentences.hold()

    def typed(self) -> Mapping[str, Any]:
        """All of it, as the service takes it."""
        return {
            **self.cleaned_data,
            "disposals": self.sentences.disposals(),
            "since_when": any(form.asks_since_when for form in self.sentences.forms if form.has_changed()),
        }

    def refuse(self, refusal: CairnError) -> None:
        """A refusal of the one sentence belongs to its fields; of one among several, above the form."""
        rows = [row for row in self.sentences.forms if row.has_changed()]
        of_a_sentence = refusal.field not in self.fields and len(rows) == 1
        add_refusal(rows[0] if of_a_sentence else self, refusal)


def _form(opened: Opened, data: Data, files: Data) -> forms.Form:
    earlier = tuple(convictions_of(opened.nominal_id))
    return WithSentences(data, files, earlier=earlier, orders=orders_of(opened.nominal_id))


def _one_more(typed: QueryDict) -> QueryDict | None:
    """With an empty sentence at the end, where that was asked for."""
    if "more" not in typed:
        return None
    data = typed.copy()
    said = data.get(f"{_PREFIX}-TOTAL_FORMS") or ""
    rows = int(said) if said.isdecimal() and len(said) < 4 else 1
    data[f"{_PREFIX}-TOTAL_FORMS"] = str(min(rows + 1, MOST_SENTENCES))
    return data


def _record(opened: Opened, typed: Typed) -> Done:
    facts = {name: value for name, value in typed.items() if name != "since_when"}
    conviction = record_conviction(opened.user, nominal_id=opened.nominal_id, **facts)
    unsaid = conviction.disposals.filter(held=Held.NOT_KNOWN).first() if typed["since_when"] else None
    text = "Recorded. The registration has been worked out again."
    note = offence_note(typed["offence"])
    return Done(
        f"{text} {note}".rstrip(),
        is_warning=bool(note),
        row=conviction,
        then=since_when(unsaid) if unsaid else "",
    )


CONVICTION = ActionPage(
    name="record_conviction",
    title="Record a conviction or caution",
    button="Record conviction",
    form=_form,
    does=_record,
    roles=RECORD_KEEPERS,
    watches=of_person(Conviction, Disposal),
    adds=_one_more,
    template="entries/conviction.html",
)
