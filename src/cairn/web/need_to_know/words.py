"""How these pages call things: kinds of row, and the kinds of purpose with what each opens."""

from __future__ import annotations

from collections.abc import Iterable

from cairn.access.kinds import Purpose
from cairn.access.need_to_know.matrix import FactKind, matrix
from cairn.accounts.roles import Role
from cairn.labels import inside
from cairn.subjects.registry import by_table

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
    subject = by_table().get(kept_in)
    name = str(subject.model._meta.verbose_name) if subject else "a fact"  # noqa: SLF001  Django's own API
    return name[:1].upper() + name[1:]


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
    return ", ".join(Role(role).in_words for role in roles)
