"""Agencies, teams and people, with no surprises."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

from django.db import connection, transaction

from cairn.accounts.models import Agency, AgencyKind, Team, User
from cairn.accounts.roles import Role

_number = count(1)


@contextmanager
def as_operator() -> Iterator[None]:
    """As the owner role, in this transaction: what the operator's commands do by their own connection."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT current_user = 'cairn_owner'")
        if cursor.fetchone() == (True,):
            yield
            return
        cursor.execute("SET LOCAL ROLE cairn_owner")
        yield
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        cursor.execute("RESET ROLE")


def make_agency(kind: AgencyKind = AgencyKind.POLICE, name: str | None = None) -> Agency:
    with as_operator():
        return Agency.objects.create(kind=kind, name=name or f"{kind.label} of district {next(_number)}")


def make_team(agency: Agency, name: str) -> Team:
    with as_operator():
        return Team.objects.create(agency=agency, name=name)


def make_user(
    role: Role = Role.OFFENDER_MANAGER,
    *,
    agency: Agency | None = None,
    team: Team | None = None,
    password: str | None = None,
) -> User:
    agency = agency or make_agency()
    number = next(_number)
    user = User(username=f"user{number}", name=f"Officer {number}", agency=agency, role=role)
    if password:
        user.set_password(password)
    with as_operator():
        user.team = team or Team.objects.get_or_create(agency=agency, name="Team A")[0]
        user.save(force_insert=True)
    return user


def change_user(user: User, **changes: Any) -> None:
    """As the operator: what an administrator's service or a leaver's sign-in would have done."""
    with as_operator():
        User.objects.filter(pk=user.pk).update(**changes)
    user.refresh_from_db()
