"""What a conviction asks: the offence, the days, the ages the law looks at, and each sentence."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django import forms
from django.forms.utils import ErrorDict

from cairn.dates import in_words
from cairn.law.facts import ENGLAND_AND_WALES
from cairn.law.offences import in_words as offence_in_words
from cairn.record.convictions.models import Conviction, Disposal, DisposalKind, Outcome
from cairn.record.convictions.services import NewDisposal
from cairn.record.convictions.subject import CONVICTION, SENTENCE
from cairn.record.orders.models import CourtOrder
from cairn.web.base.filters import day, plural
from cairn.web.base.forms import DayField, TextField
from cairn.web.subjects.cards import Card, Reading
from cairn.web.subjects.declaration import WebSubject
from cairn.web.subjects.offences import OffenceField

MOST_SENTENCES = 12
_LAST = 1000


def _number(label: str, *, most: int = 99) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=False)


class _Form(forms.Form):
    """A form that can be shown as typed, before anything in it is called wrong."""

    def hold(self) -> None:
        """Keep what was typed; say nothing of it yet."""
        self._errors = ErrorDict()  # what Django itself keeps once it has looked


class ConvictionForm(_Form):
    """One conviction, caution or finding."""

    outcome = forms.ChoiceField(label="What it is", choices=Outcome.choices, widget=forms.RadioSelect)
    on = DayField(label="Date of the conviction, caution or finding")
    offence = OffenceField()
    offence_date = DayField(label="Date of the offence", required=False)
    court = TextField(label="Court", required=False, max_length=120)
    victim_age = _number("Age of the victim at the time", most=120)
    shown_age = _number("Age of the child shown, for images", most=120)
    intended_victim_age = _number("Age of the intended victim", most=120)
    sexual_gratification = forms.TypedChoiceField(
        label="Done for sexual gratification?",
        help_text="Asked for upskirting (s.67A).",
        choices=[("yes", "Yes"), ("no", "No"), ("", "Not recorded")],
        coerce=lambda said: said == "yes",
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    order_id = forms.TypedChoiceField(
        label="Order that was breached",
        help_text="Only if the offence is a breach of it.",
        coerce=UUID,
        empty_value=None,
        required=False,
    )

    def __init__(self, *args: Any, orders: Sequence[CourtOrder] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not orders:
            del self.fields["order_id"]
            return
        made = [(str(row.pk), str(row)) for row in orders]
        self.fields["order_id"].choices = [("", "None"), *made]  # type: ignore[attr-defined]


class SentenceForm(_Form):
    """One sentence or other disposal, its term as the court said it."""

    kind = forms.ChoiceField(label="Sentence", choices=[("", "Choose"), *DisposalKind.choices])
    life = forms.BooleanField(label="Life", required=False)
    years = _number("Years")
    months = _number("Months", most=999)
    weeks = _number("Weeks", most=999)
    days = _number("Days", most=9999)
    extension_months = _number("Extension period, in months", most=999)
    restriction = forms.BooleanField(label="With a restriction order", required=False)
    passed_on = DayField(
        label="Date sentenced", help_text="Only if later than the conviction.", required=False
    )
    consecutive_to = forms.ChoiceField(label="Consecutive to", required=False)

    def __init__(self, *args: Any, convictions: tuple[Conviction, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        earlier = [(str(row.pk), str(row)) for row in convictions]
        self.fields["consecutive_to"].choices = [("", "No other sentence"), *earlier]  # type: ignore[attr-defined]

    def disposal(self) -> NewDisposal:
        """What was typed, as the service takes it."""
        typed = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        if "consecutive_to" in typed:
            typed["consecutive_to"] = UUID(typed["consecutive_to"])
        return NewDisposal(**typed)


if TYPE_CHECKING:
    _Rows = forms.BaseFormSet[SentenceForm]
else:
    _Rows = forms.BaseFormSet  # Django's takes no type at run time


class SentenceRows(_Rows):
    """The sentences on the page; rows left empty are not sentences."""

    def hold(self) -> None:
        """Keep what was typed in every row; say nothing of it yet."""
        for form in self.forms:
            form.hold()

    def disposals(self) -> tuple[NewDisposal, ...]:
        """Every sentence typed."""
        return tuple(form.disposal() for form in self.forms if form.has_changed())


Sentences = cast(
    "type[SentenceRows]",
    forms.formset_factory(
        SentenceForm, formset=SentenceRows, extra=1, max_num=MOST_SENTENCES, absolute_max=MOST_SENTENCES
    ),
)


def _card(row: Conviction, reading: Reading) -> Card:
    """One line: what, when, where and the sentence. The one on which the registration rests comes first."""
    jurisdiction = reading.law.person.jurisdiction if reading.law else ENGLAND_AND_WALES
    quashed = row.quashed_on is not None and row.quashed_on <= reading.as_at
    place = _place(row, reading)
    dealt = "; ".join(sentence_words(sentence) for sentence in row.disposals.all())
    said = ", ".join(part for part in (row.get_outcome_display(), day(row.on), row.court) if part)
    parts = (said, dealt, f"Quashed {day(row.quashed_on)}" if quashed else "")
    return Card(
        title=offence_in_words(row.offence, jurisdiction),
        note=". ".join(part for part in parts if part),
        details=(("In breach of", str(row.order)),) if row.order_id else (),
        tags=(("Decides registration", "blue"),) if place == 0 and not quashed else (),
        former=quashed,
        rank=place,
    )


def _place(row: Conviction, reading: Reading) -> int:
    """Where it stands among the convictions that register the person; after all of them if it does not."""
    if reading.law is None:
        return _LAST
    own = {each.id for each in reading.law.person.convictions}
    registering = [fact for fact in reading.rests_on if fact in own]
    return registering.index(str(row.pk)) if str(row.pk) in registering else _LAST


def sentence_words(row: Disposal) -> str:
    """A sentence as the court said it: "Imprisonment 2 years, consecutive"."""
    terms = ((row.years, "year"), (row.months, "month"), (row.weeks, "week"), (row.days, "day"))
    life = " for life" if row.life else ""
    term = "".join(f" {plural(number, unit)}" for number, unit in terms if number)
    more = (
        f"extended by {plural(row.extension_months, 'month')}" if row.extension_months else "",
        "with a restriction order" if row.restriction else "",
        "consecutive" if row.consecutive_to_id else "",
        f"passed {in_words(row.passed_on)}" if row.passed_on else "",
    )
    return ", ".join((f"{row.get_kind_display()}{life}{term}", *filter(None, more)))


WEB = WebSubject(
    subject=CONVICTION, form=ConvictionForm, card=_card, none="No conviction or caution is on record."
)
WEB_SENTENCE = WebSubject(subject=SENTENCE, form=SentenceForm)
