"""The web side of numbers in other systems."""

from __future__ import annotations

from django import forms

from cairn.record.identity.models import Identifier, IdentifierKind, IdentifierStatus
from cairn.record.identity.subject import IDENTIFIER
from cairn.web.base.forms import TextField
from cairn.web.subjects.cards import Card, Reading
from cairn.web.subjects.declaration import WebSubject


class IdentifierForm(forms.Form):
    """A number that another system knows the person by."""

    kind = forms.ChoiceField(label="Which number", choices=IdentifierKind.choices, widget=forms.RadioSelect)
    raw = TextField(
        label="The number",
        help_text="As it is written. A wrong check letter is shown as a warning, and the number is kept.",
        max_length=40,
    )
    source = TextField(label="How we know", required=False, max_length=120)


_DOUBTFUL = frozenset({IdentifierStatus.CHECK_FAILED, IdentifierStatus.MALFORMED})


def _card(row: Identifier, _: Reading) -> Card:
    doubt = ((row.get_status_display(), "yellow"),) if row.status in _DOUBTFUL else ()
    return Card(
        title=f"{row.get_kind_display()} {row.raw}", note=row.source, tags=doubt, former=not row.current
    )


WEB = WebSubject(subject=IDENTIFIER, form=IdentifierForm, card=_card)
