"""The box in which an offence is typed, on every page that asks one: it offers what may be meant."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from django.core.exceptions import ValidationError

from cairn.law.facts import ENGLAND_AND_WALES, JURISDICTIONS
from cairn.law.offences import with_title
from cairn.law.rulebook import rule_set
from cairn.law.suggesting import is_settled, suggest
from cairn.web.base.offers import Offer, OfferField, OfferInput

# Between the reference and the title in the browser's list, and so in a line that was chosen from it.
_DASH = " – "
# What a record holds, and the longest line of the list.
_LONGEST, _LONGEST_LINE = 120, 300


class OffenceField(OfferField):
    """An offence as it is recorded: an Act and section, one that was offered, or words that somebody let stand."""

    def __init__(self) -> None:
        super().__init__(
            label="Offence",
            help_text="Act and section, such as SOA 2003 s.9, or what it is called. You will be asked if it could "
            "be several offences.",
            max_length=_LONGEST_LINE,
            widget=OfferInput(_offers, listed, {"spellcheck": "false"}),
            ask=_ask,
        )

    def clean(self, value: object) -> str:
        """
        As every text; of a line of the list, the reference.

        Raises
            ValidationError: nothing was chosen, or it is longer than the record holds.
        """
        text = super().clean(value)
        reference = text.partition(_DASH)[0].strip()
        offence = reference if is_settled(reference) else text
        if len(offence) > _LONGEST:
            raise ValidationError(f"Offence must be {_LONGEST} characters or fewer")
        return offence


def _offers(text: str) -> Sequence[Offer] | None:
    if is_settled(text) or is_settled(text.partition(_DASH)[0]):
        return None
    return [Offer(one.reference, with_title(one.title, one.reference), one.follows) for one in suggest(text)]


def _ask(text: str) -> str:
    if suggest(text):
        return f"Select what “{text}” means, or keep it as typed"
    return f"“{text}” is not recognised. Enter the Act and section, or select to keep it as typed"


@lru_cache(maxsize=1)
def listed() -> tuple[tuple[str, str], ...]:
    """Every offence of Schedule 3 for the browser's list: the reference, and its title with what people call it."""
    found: dict[str, str] = {}
    for place in sorted(JURISDICTIONS, key=lambda place: place != ENGLAND_AND_WALES):
        for row in rule_set(place).schedule.paragraphs:
            for offence in row.offences:
                found.setdefault(offence, "; ".join((row.title, *row.known_as)))
    return tuple((f"{reference}{_DASH}{names.split('; ')[0]}", names) for reference, names in found.items())
