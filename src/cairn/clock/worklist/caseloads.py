"""How many people each officer of an agency manages, and who they are; those whom nobody manages too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Case, Count, F, IntegerField, QuerySet, Value, When

from cairn.accounts.models import User
from cairn.births import Birth
from cairn.clock.models import CaseSummary
from cairn.record.identity.queries import birth_beside, identity_beside

# As they are listed: what needs somebody soonest first, and the unknown before the low.
RISKS = ("very-high", "high", "medium", "", "low")


@dataclass(slots=True)
class Caseload:
    """How many people an officer manages, in all and by level of risk; empty: not assessed."""

    total: int = 0
    by_risk: dict[str, int] = field(default_factory=lambda: dict.fromkeys(RISKS, 0))


@dataclass(frozen=True, slots=True)
class Managed:
    """One person of a caseload."""

    nominal_id: UUID
    name: str
    date_of_birth: Birth | None
    risk: str


def _owned(user: User) -> QuerySet[CaseSummary]:
    return CaseSummary.objects.filter(agency_id=user.agency_id)


def caseloads(user: User) -> dict[UUID | None, Caseload]:
    """By officer, of the people whom the user's agency owns and the user may see; None: whom nobody manages."""
    found: dict[UUID | None, Caseload] = {}
    counted = _owned(user).values_list("officer_id", "risk").annotate(many=Count("pk")).order_by()
    for officer, risk, many in counted:
        load = found.setdefault(officer, Caseload())
        load.total += many
        load.by_risk[risk] = load.by_risk.get(risk, 0) + many
    return found


def undecided(user: User) -> int:
    """Of how many people of the user's agency it is undecided whether they are registrable."""
    return _owned(user).filter(undecided=True).count()


def managed_by(user: User, officer_id: UUID | None) -> list[Managed]:
    """An officer's people, or those whom nobody manages; the highest risk first, then by name."""
    of = {"officer_id": officer_id} if officer_id else {"officer_id__isnull": True}
    order = Case(
        *(When(risk=risk, then=Value(at)) for at, risk in enumerate(RISKS)), output_field=IntegerField()
    )
    named = _owned(user).filter(**of).annotate(at=order, **identity_beside("nominal_id"))
    return [
        _managed(row) for row in named.order_by("at", F("surname"), F("forenames"), "nominal_id").values()
    ]


def _managed(row: Mapping[str, object]) -> Managed:
    name = f"{row['forenames'] or ''} {row['surname'] or ''}".strip()
    same = {key: row[key] for key in ("nominal_id", "risk")}
    return Managed(name=name, date_of_birth=birth_beside(row), **same)  # type: ignore[arg-type]  # typed as the model's fields
