"""Who works with a nominal, and who works in an agency."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db import connection
from django.db.models import Q

from cairn.access.models import Agency, Partnership, SyntheticMark, Team, User
from cairn.access.roles import CASE_MANAGERS
from cairn.errors import NotFound


def partners_of(nominal_id: UUID, *, as_at: date) -> list[Partnership]:
    """Partnerships that run on that day: the owner first, then by the agency's name."""
    running = Partnership.objects.filter(Q(until__isnull=True) | Q(until__gte=as_at), starts__lte=as_at)
    return list(
        running.filter(nominal_id=nominal_id).select_related("agency").order_by("relation", "agency__name")
    )


def works_with(nominal_id: UUID) -> bool:
    """Whether the user of this transaction works with a nominal: through their agency, not by an opening."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cairn_works_with(%s)", [nominal_id])
        row = cursor.fetchone()
    return bool(row and row[0])


def active_agencies() -> list[Agency]:
    """Agencies in which somebody can sign in, by name."""
    return list(Agency.objects.filter(users__is_active=True).distinct().order_by("name"))


def agencies_by_id(ids: Collection[UUID]) -> dict[UUID, Agency]:
    """These agencies, by their ids."""
    return Agency.objects.in_bulk(ids)


def officers_of(agency: Agency) -> list[User]:
    """Those of an agency who can be given a person to manage, by name."""
    managers = User.objects.filter(agency=agency, is_active=True, role__in=CASE_MANAGERS)
    return list(managers.select_related("team").order_by("name"))


def staff_of(agency: Agency) -> list[User]:
    """Everybody who signs in for an agency, or did, by name."""
    return list(User.objects.filter(agency=agency).order_by("name"))


def partnerships_of(nominal_id: UUID) -> list[Partnership]:
    """Every partnership that the user may see, ended ones too: the owner first, then in order of days."""
    every = Partnership.objects.filter(nominal_id=nominal_id).select_related("agency")
    return list(every.order_by("relation", "starts", "agency__name"))


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
