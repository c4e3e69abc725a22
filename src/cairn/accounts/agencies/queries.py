"""Agencies, their teams, and who works in them."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db.models import OuterRef, Subquery

from cairn.accounts.agencies.models import Agency, Team, User
from cairn.accounts.roles import CASE_MANAGERS, CASE_ROLES
from cairn.accounts.synthetic_mark import SyntheticMark
from cairn.errors import NotFound


def active_agencies() -> list[Agency]:
    """Agencies in which somebody can sign in, by name."""
    return list(Agency.objects.filter(users__is_active=True).distinct().order_by("name"))


def agencies_by_id(ids: Collection[UUID]) -> dict[UUID, Agency]:
    """These agencies, by their ids."""
    return Agency.objects.in_bulk(ids)


def names_beside(*, agency: str, officer: str) -> dict[str, Subquery]:
    """
    The names of an agency and of one of its people (`agency_name`, `officer_name`), to be read beside other rows.

    Parameters
        agency, officer: the fields of those rows that name them.
    """
    return {
        "agency_name": Subquery(Agency.objects.filter(pk=OuterRef(agency)).values("name")),
        "officer_name": Subquery(User.objects.filter(pk=OuterRef(officer)).values("name")),
    }


def users_named(ids: Collection[UUID]) -> dict[UUID, str]:
    """What these people are called, by their ids."""
    return dict(User.objects.filter(pk__in=ids).values_list("pk", "name"))


def officers_of(agency: Agency) -> list[User]:
    """Those of an agency who can be given a person to manage, by name."""
    managers = User.objects.filter(agency=agency, is_active=True, role__in=CASE_MANAGERS)
    return list(managers.select_related("team").order_by("name"))


def case_staff_of(agency: Agency) -> list[User]:
    """Those of an agency who open records today, by name."""
    return list(User.objects.filter(agency=agency, is_active=True, role__in=CASE_ROLES).order_by("name"))


def staff_of(agency: Agency) -> list[User]:
    """Everybody who signs in for an agency, or did, by name."""
    return list(User.objects.filter(agency=agency).order_by("name"))


def agency_named(name: str) -> Agency:
    """
    The agency of this name, in capitals or not.

    Raises
        NotFound: none is called so.
    """
    agency = Agency.objects.filter(name__iexact=name.strip()).first()
    if agency is None:
        raise NotFound(f"There is no agency '{name}'. Add it first.", field="agency")
    return agency


def team_named(agency: Agency, name: str) -> Team:
    """
    The agency's team of this name, in capitals or not.

    Raises
        NotFound: none of its teams is called so.
    """
    team = Team.objects.filter(agency=agency, name__iexact=name.strip()).first()
    if team is None:
        raise NotFound(f"'{agency.name}' has no team '{name}'. Add it first.", field="team")
    return team


def demonstration_sign_ins() -> list[tuple[str, str]]:
    """Username and who that is, for each sign-in of a demonstration; none where people are real."""
    mark = SyntheticMark.objects.first()
    return [(username, who) for username, who in mark.sign_ins] if mark else []


def user_named(username: str) -> User:
    """
    The active user of this username, in capitals or not.

    Raises
        NotFound: nobody who may sign in is called so.
    """
    user = (
        User.objects.filter(username__iexact=username.strip(), is_active=True)
        .select_related("agency")
        .first()
    )
    if user is None:
        raise NotFound(f"There is no active user '{username}'.", field="by")
    return user
