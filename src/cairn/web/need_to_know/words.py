"""How these pages call things: kinds of row, and the kinds of purpose with what each opens."""

from __future__ import annotations

from cairn.access.kinds import Purpose
from cairn.access.need_to_know.matrix import matrix
from cairn.access.roles import Role

# By the table that holds it: what one row is called.
KINDS: dict[str, str] = {
    "record_name": "Name",
    "record_identifier": "Number in another system",
    "record_photograph": "Photograph",
    "record_address": "Address",
    "record_allocation": "Offender manager",
    "record_conviction": "Conviction or caution",
    "record_disposal": "Sentence",
    "record_courtorder": "Court order",
    "record_timeaway": "Time in custody, in hospital or abroad",
    "record_stay": "Stay away from home",
    "record_householdstay": "Stay in a household with a child",
    "record_notification": "Notification",
    "record_notifiedmatter": "Part of a notification",
    "record_trip": "Journey abroad",
    "record_financialdetail": "Bank account or card",
    "supervision_riskassessment": "Risk assessment",
    "supervision_visit": "Visit",
    "plan_managementlevel": "MAPPA level",
    "plan_plan": "Risk management plan",
    "plan_action": "Action in the plan",
}


def kind_word(kept_in: str) -> str:
    """What a row of this table is called."""
    return KINDS.get(kept_in, "A fact")


def purpose_hints() -> dict[str, str]:
    """For each kind of purpose, which kinds of fact it opens to a partner's people."""
    hints = {}
    for purpose in Purpose:
        labels = (fact.label for fact in matrix().read_by(Role.PARTNER, purpose))
        hints[purpose.value] = "Opens: " + "; ".join(label[:1].lower() + label[1:] for label in labels) + "."
    return hints


def role_words(roles: list[str]) -> str:
    """Roles as they are written in a sentence."""
    return ", ".join(Role(role).label.lower() for role in roles)
