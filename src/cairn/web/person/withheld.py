"""How a page says that a fact is withheld: what kind of fact, why, and whom to ask; never what it is."""

from __future__ import annotations

from dataclasses import dataclass

from cairn.access.models import Partnership, Relation
from cairn.access.restricted.queries import Marker

# What a row of each table is called. A test says that every table whose rows may be restricted has its words.
FACTS = {
    "record_name": "a name",
    "record_photograph": "a photograph",
    "record_address": "an address",
    "record_allocation": "who managed them",
    "record_identifier": "a number",
    "record_conviction": "a conviction or caution",
    "record_disposal": "a sentence",
    "record_courtorder": "a court order",
    "record_timeaway": "a time in custody, in hospital or abroad",
    "record_stay": "a stay at other premises",
    "record_householdstay": "a stay with a child",
    "record_notification": "a notification",
    "record_notifiedmatter": "something notified",
    "record_trip": "a journey abroad",
    "record_financialdetail": "a bank account or card",
    "record_disclosure": "a disclosure",
    "supervision_riskassessment": "a risk assessment",
    "supervision_visit": "a visit",
    "plan_managementlevel": "a MAPPA level",
    "plan_plan": "a plan",
    "plan_action": "an action in the plan",
}


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
    fact = FACTS.get(marker.kept_in, "a fact")
    why = marker.category.label[0].lower() + marker.category.label[1:]
    return Withheld(marker.kept_in, f"{fact[0].upper()}{fact[1:]} is withheld: {why}.{ask}")
