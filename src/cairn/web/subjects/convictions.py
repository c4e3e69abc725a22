"""What a conviction asks: the offence, the days, the ages the law looks at, and each sentence."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django import forms
from django.forms.utils import ErrorDict
from django.urls import reverse

from cairn.dates import in_words
from cairn.law.disposals import takes_inside
from cairn.law.facts import ENGLAND_AND_WALES
from cairn.law.offences import in_words as offence_in_words
from cairn.record.convictions.models import Conviction, Disposal, DisposalKind, Held, Outcome
from cairn.record.convictions.services import NewDisposal
from cairn.record.convictions.subject import CONVICTION, SENTENCE
from cairn.record.orders.models import CourtOrder
from cairn.web.base.filters import day, plural
from cairn.web.base.forms import DayField, TextField
from cairn.web.base.sure import ask
from cairn.web.subjects.cards import Card, Reading
from cairn.web.subjects.declaration import WebSubject
from cairn.web.subjects.offences import OffenceField
from cairn.web.subjects.places import WhereForm, yes_or_no
from cairn.web.subjects.terms import correction_doubt, term_doubt

MOST_SENTENCES = 12
_LAST = 1000


def _number(label: str, *, most: int = 99) -> forms.IntegerField:
    return forms.IntegerField(label=label, min_value=0, max_value=most, required=False)


class _Form(forms.Form):
    """A form that can be shown as typed, before anything in it is called wrong."""

    def hold(self) -> None:
        """Keep what was typed; say nothing of it yet."""
        self._errors = ErrorDict()  # what Django itself keeps once it has looked


class ConvictionForm(WhereForm, _Form):
    """One conviction, caution or finding."""

    outcome = forms.ChoiceField(label="What it is", choices=Outcome.choices, widget=forms.RadioSelect)
    on = DayField(label="Date of the conviction, caution or finding")
    offence = OffenceField()
    offence_date = DayField(label="Date of the offence", required=False)
    court = TextField(label="Court", required=False, max_length=120)
    victim_age = _number("Age of the victim at the time", most=120)
    shown_age = _number("Age of the child shown, for images", most=120)
    intended_victim_age = _number("Age of the intended victim", most=120)
    sexual_gratification = yes_or_no("Done for sexual gratification?", "Asked for upskirting (s.67A).")
    all_willing = yes_or_no(
        "Was everybody involved 16 or over and willing?", "Asked for some offences in Scotland."
    )
    parental_household = yes_or_no(
        "Did they have a parent’s place in the same household?", "Asked for some offences in Scotland."
    )
    stood_in_1997 = yes_or_no(
        "On 1 September 1997, were they not yet dealt with, serving, supervised, in hospital or under guardianship "
        "for it?",
        "Asked of a conviction before that day.",
    )
    terrorist_connection = forms.BooleanField(
        label="The court found a terrorist connection (CTA 2008 s.42)", required=False
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
        self.order_fields(_ORDER)
        if not orders:
            del self.fields["order_id"]
            return
        made = [(str(row.pk), str(row)) for row in orders]
        self.fields["order_id"].choices = [("", "None"), *made]  # type: ignore[attr-defined]


_ORDER = (
    *("outcome", "given_in", "on", "offence", "offence_date", "court"),
    *("tried_by", "country", "route", "noticed_on", "called"),
    *("victim_age", "shown_age", "intended_victim_age"),
)


class SentenceForm(_Form):
    """
    One sentence or other disposal, its term as the court said it.

    Parameters
        convictions: whose terms it may follow; convicted: the day of conviction, for the most that the law allowed.
    """

    kind = forms.ChoiceField(label="Sentence", choices=[("", "Choose"), *DisposalKind.choices])
    life = forms.BooleanField(label="Life", required=False)
    years = _number("Years")
    months = _number("Months", most=999)
    weeks = _number("Weeks", most=999)
    days = _number("Days", most=9999)
    extension_months = _number("Extension period, in months", most=999)
    restriction = forms.BooleanField(label="With a restriction order", required=False)
    held = forms.ChoiceField(
        label="Taken into custody or hospital by it?",
        help_text="Asked of immediate custody and of hospital orders. If yes, the next page asks where and since when.",
        choices=[("", "Choose"), *Held.choices],
        required=False,
    )
    part_2_applied = yes_or_no(
        "Did the court determine that Part 2 applies?", "Asked for some offences in Scotland."
    )
    sexual_aspect = yes_or_no(
        "Did the court find a significant sexual aspect?", "Asked for some offences in Scotland."
    )
    passed_on = DayField(
        label="Date sentenced", help_text="Only if later than the conviction.", required=False
    )
    consecutive_to = forms.ChoiceField(label="Consecutive to", required=False)

    def __init__(
        self,
        *args: Any,
        convictions: tuple[Conviction, ...] = (),
        convicted: date | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.convicted = convicted
        earlier = [(str(row.pk), str(row)) for row in convictions]
        self.fields["consecutive_to"].choices = [("", "No other sentence"), *earlier]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Of a sentence that takes people into custody or hospital, whether it took this one."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if not takes_inside(typed.get("kind", "")):
            typed["held"] = ""
        elif not typed.get("held") and "held" not in self.errors:
            self.add_error("held", "Select whether they were taken into custody or hospital, or not known")
        if self.convicted and (doubt := term_doubt(typed, convicted=self.convicted)):
            ask(self, doubt)
        return typed

    @property
    def asks_since_when(self) -> bool:
        """Whether they were taken inside, so that the next page asks where and since when."""
        return bool(self.cleaned_data.get("held") == Held.YES)

    def disposal(self) -> NewDisposal:
        """What was typed, as the service takes it. Until it is said since when, they were inside for no time."""
        typed = {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}
        if self.asks_since_when:
            typed["held"] = Held.NOT_KNOWN
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


def since_when(sentence: Disposal) -> str:
    """The page that asks where and since when they are in custody or hospital."""
    return reverse("record_held", args=[sentence.nominal_id, sentence.pk])


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
WEB_SENTENCE = WebSubject(subject=SENTENCE, form=SentenceForm, doubt=correction_doubt)
