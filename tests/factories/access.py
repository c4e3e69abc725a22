"""Agencies, teams and people, with no surprises."""

from __future__ import annotations

from itertools import count

from cairn.access.models import Agency, AgencyKind, Team, User
from cairn.access.roles import Role

_number = count(1)


def make_agency(kind: AgencyKind = AgencyKind.POLICE, name: str | None = None) -> Agency:
    return Agency.objects.create(kind=kind, name=name or f"{kind.label} of district {next(_number)}")


def make_user(
    role: Role = Role.OFFENDER_MANAGER, *, agency: Agency | None = None, team: Team | None = None
) -> User:
    agency = agency or make_agency()
    team = team or Team.objects.get_or_create(agency=agency, name="Team A")[0]
    number = next(_number)
    return User.objects.create(
        username=f"user{number}", name=f"Officer {number}", agency=agency, team=team, role=role
    )
