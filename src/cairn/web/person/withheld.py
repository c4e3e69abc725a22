"""How a page says that a fact is withheld: what kind of fact, why, and whom to ask; never what it is."""

from __future__ import annotations

from dataclasses import dataclass

from cairn.access.models import Partnership, Relation
from cairn.access.restricted.queries import Marker
from cairn.subjects.registry import by_table


@dataclass(frozen=True, slots=True)
class Withheld:
    """One fact that this user is told is withheld."""

    kept_in: str
    text: str


def withheld(markers: tuple[Marker, ...], partnerships: tuple[Partnership, ...]) -> tuple[Withheld, ...]:
    """The markers in words: "An address is withheld: information about somebody else. Ask ..."."""
    owner = next((row.agency.name for row in partnerships if row.relation == Relation.OWNER), "")
    ask = f" Ask {owner}." if owner else ""
    return tuple(_in_words(marker, ask) for marker in markers)


def _in_words(marker: Marker, ask: str) -> Withheld:
    kept = by_table().get(marker.kept_in)
    fact = kept.one if kept else "a fact"
    why = marker.category.label[0].lower() + marker.category.label[1:]
    return Withheld(marker.kept_in, f"{fact[0].upper()}{fact[1:]} is withheld: {why}.{ask}")
