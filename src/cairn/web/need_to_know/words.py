"""How these pages call things: kinds of row, and the kinds of purpose with what each opens."""

from __future__ import annotations

from collections.abc import Iterable

from cairn.access.kinds import Purpose
from cairn.access.need_to_know.matrix import FactKind, matrix
from cairn.accounts.roles import Role

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
    "record_disclosure": "Disclosure to somebody outside",
    "supervision_riskassessment": "Risk assessment",
    "supervision_visit": "Visit",
    "plan_managementlevel": "MAPPA level",
    "plan_plan": "Risk management plan",
    "plan_action": "Action in the plan",
}


# Kinds of fact in fewer words than the matrix has for them, where seven lists of them stand on one page.
_SHORT = {
    "identity": "who the person is",
    "photograph": "photographs",
    "addresses": "addresses",
    "allocation": "who manages them",
    "standing": "registration and levels",
    "plan": "the plan",
    "identifiers": "numbers in other systems",
    "convictions": "convictions",
    "orders": "court orders",
    "custody": "time in custody and abroad",
    "disclosures": "who outside was told something",
    "notifications": "notifications",
    "visits": "visits",
    "financial": "accounts and cards",
}


def kind_word(kept_in: str) -> str:
    """What a row of this table is called."""
    return KINDS.get(kept_in, "A fact")


def inside(label: str) -> str:
    """A label as it stands within a sentence: Supervisor becomes supervisor, MAPPA coordinator stays."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def every_partner_reads() -> str:
    """What a partner's people read whatever the purpose, as a sentence."""
    return f"Every partner reads {_listed(_common())}; the rest follows from what it needs it for."


def purpose_hints() -> dict[str, str]:
    """For each kind of purpose, which kinds of fact it opens to a partner's people beside what all read."""
    hints, common = {}, _common()
    for purpose in Purpose:
        more = [fact for fact in matrix().read_by(Role.PARTNER, purpose) if fact not in common]
        hints[purpose.value] = f"Also {_listed(more)}." if more else "No more than every partner."
    return hints


def _common() -> list[FactKind]:
    return [fact for fact in matrix().facts.values() if fact.purposes == frozenset(Purpose)]


def _listed(facts: Iterable[FactKind]) -> str:
    return ", ".join(_SHORT.get(fact.kind, inside(fact.label)) for fact in facts)


def role_words(roles: Iterable[str]) -> str:
    """Roles as they are written in a sentence."""
    return ", ".join(inside(Role(role).label) for role in roles)
