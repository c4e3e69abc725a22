"""
Who has received the data, as the letter must name them: from what was gathered, by what was decided of it.

A recipient whose row or name is withheld is shown as withheld; one that is withheld in silence is not there. A
public authority that was told in the framework of an inquiry of its own is no recipient (s.33), so emergency
openings are not among them.

Source: Data Protection Act 2018 ss.33, 45(2)(c).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Model

from cairn.access.partnerships.models import Partnership
from cairn.access.transfers.models import Outcome as Answered
from cairn.access.transfers.models import Transfer
from cairn.record.disclosures.models import Disclosure
from cairn.record.subject_access.gathering import label_of
from cairn.record.subject_access.models import AccessItem, ItemDecision

Facts = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Recipients:
    """One kind of recipient: what the letter calls them, and each once, in the order of the record."""

    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Kind:
    """Rows that name a recipient: in which field, in which country, and which of them count."""

    title: str
    model: type[Model]
    name: str
    country: str = ""
    counts: Callable[[Facts], bool] = bool


def _fact(facts: Facts, model: type[Model], field: str) -> str:
    return facts.get(label_of(model, field), "")


_KINDS = (
    _Kind("Agencies that have or had access to your record", Partnership, "agency"),
    _Kind(
        "Agencies to which your record was handed over",
        Transfer,
        "to_agency",
        counts=lambda facts: _fact(facts, Transfer, "outcome") == Answered.ACCEPTED.label,
    ),
    _Kind(
        "People and bodies that were told something about you",
        Disclosure,
        "recipient",
        counts=lambda facts: not _fact(facts, Disclosure, "country"),
    ),
    _Kind(
        "Outside the United Kingdom",
        Disclosure,
        "recipient",
        country="country",
        counts=lambda facts: bool(_fact(facts, Disclosure, "country")),
    ),
)


def recipients_of(
    items: Iterable[AccessItem], *, issuer: str, placeholders: Mapping[str, str]
) -> tuple[Recipients, ...]:
    """
    The recipients, kind by kind; a kind with nobody in it is left out.

    Parameters
        items: everything gathered, decided.
        issuer: whose letter it is: no recipient of its own data.
        placeholders: what stands in the place of something withheld, by its ground.
    """
    items = list(items)
    found = []
    for kind in _KINDS:
        names = [name for item in items if (name := _named(kind, item, placeholders)) and name != issuer]
        if names:
            found.append(Recipients(kind.title, tuple(dict.fromkeys(names))))
    return tuple(found)


def _named(kind: _Kind, item: AccessItem, placeholders: Mapping[str, str]) -> str:
    """What the letter calls the recipient that the item names; "" where it names none, or may not."""
    facts = {str(label): str(value) for label, value in item.content}
    if item.kind != kind.model._meta.db_table or not kind.counts(facts):  # noqa: SLF001  Django's own API
        return ""
    shown = [
        _shown(item, facts, label_of(kind.model, field), placeholders)
        for field in (kind.name, kind.country)
        if field
    ]
    return ", ".join(dict.fromkeys(filter(None, shown)))


def _shown(item: AccessItem, facts: Facts, label: str, placeholders: Mapping[str, str]) -> str:
    if item.decision != ItemDecision.WITHHOLD and label not in item.withheld:
        return facts.get(label, "")
    return "" if item.silent else placeholders[item.ground]
