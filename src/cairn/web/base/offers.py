"""A text that may mean several things: the form offers them, and whoever typed it says which, or that it stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from django import forms
from django.core.exceptions import ValidationError

from cairn.web.base.typed import TextField

AS_TYPED = "as-typed"
# Of the error that is answered by choosing, not by typing.
CHOOSE = "choose"
_FOR, _CHOICE = "_offered_for", "_meant"


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that may be meant, and what it would bring."""

    value: str
    label: str
    hint: str = ""


Offers = Callable[[str], Sequence[Offer] | None]


class TypedText(str):
    """
    What was typed, with the choice that was made.

    Parameters
        offered_for: the text for which the choices were offered; another text is offered its own.
        meant: the value that was chosen, or AS_TYPED.
    """

    __slots__ = ("meant", "offered_for")
    offered_for: str
    meant: str

    def __new__(cls, text: str, *, offered_for: str = "", meant: str = "") -> Self:
        """The text itself is the string."""
        made = super().__new__(cls, text)
        made.offered_for, made.meant = offered_for, meant
        return made


class OfferInput(forms.TextInput):
    """
    A box, and below it the choices where what stands in it may mean several things.

    Parameters
        offers: what a text may mean; None where it says what it means.
        listed: what the browser suggests while somebody types: value and label.
    """

    def __init__(
        self,
        offers: Offers,
        listed: Callable[[], Sequence[tuple[str, str]]],
        attrs: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(attrs=dict(attrs or {}))
        self.offers, self.listed = offers, listed

    def value_from_datadict(self, data: Any, files: Any, name: str) -> TypedText | None:
        """The text with the choice made for it."""
        text = data.get(name)
        if text is None:
            return None
        return TypedText(text, offered_for=data.get(name + _FOR, ""), meant=data.get(name + _CHOICE, ""))


class OfferField(TextField):
    """
    Asks what is meant until it is said. Cleans to the value chosen, or to the text where it stands as typed.

    Parameters
        ask: what to say to somebody who has not chosen, of a text.
    """

    def __init__(self, *, widget: OfferInput, ask: Callable[[str], str], **more: Any) -> None:
        super().__init__(widget=widget, **more)
        self.ask = ask

    def clean(self, value: Any) -> str:
        """
        Raises
            ValidationError: nothing was chosen, or it was chosen for another text.
        """
        text: str = super().clean(value)
        widget: OfferInput = self.widget
        offers = widget.offers(text) if text else None
        if offers is None:
            return text
        if isinstance(value, TypedText) and " ".join(value.offered_for.split()) == " ".join(text.split()):
            if value.meant == AS_TYPED:
                return text
            for offer in offers:
                if offer.value == value.meant:
                    return offer.value
        raise ValidationError(self.ask(text), code=CHOOSE)


def offered(widget: OfferInput, value: Any, name: str) -> tuple[str, str, str, list[dict[str, Any]]] | None:
    """
    What to draw below the box: the text, the names of its two fields, and the choices; None for no choices.

    What stands on record as it was typed is chosen already.
    """
    text = " ".join(str(value or "").split())
    offers = widget.offers(text) if text else None
    if offers is None:
        return None
    meant = value.meant if isinstance(value, TypedText) and value.offered_for == text else ""
    if not isinstance(value, TypedText):
        meant = AS_TYPED
    choices = [Offer(offer.value, offer.label, offer.hint) for offer in offers]
    choices.append(Offer(AS_TYPED, "None of these: keep it as typed" if offers else "Keep it as typed"))
    items = [
        {"value": offer.value, "text": offer.label, "checked": offer.value == meant}
        | ({"hint": {"text": offer.hint}} if offer.hint else {})
        for offer in choices
    ]
    return text, name + _FOR, name + _CHOICE, items
