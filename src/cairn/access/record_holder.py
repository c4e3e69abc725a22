"""Who answers for a record that this user does not see: whom to ask, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from cairn.access.need_to_know.matrix import matrix
from cairn.accounts.agencies.models import Agency, Team, User


@dataclass(frozen=True, slots=True)
class RecordHolder:
    """The agency, and its team if one is named, that own a record."""

    agency: Agency
    team: Team | None

    def __str__(self) -> str:
        return f"{self.agency.name}, {self.team.name}" if self.team else self.agency.name


def is_told_of_unshared(user: User) -> bool:
    """Whether the user's role and kind of agency are told of records outside their partnerships at all."""
    return matrix().unshared.includes(user.role, user.agency.kind)


def holder_of(nominal_id: UUID) -> RecordHolder | None:
    """
    Whom to ask about a record; None if there is none, or none of which this user is told.

    Told are roles and kinds of agency that the matrix names ([unshared]), and never of a restricted record.
    """
    return holders_of([nominal_id]).get(nominal_id)


def holders_of(nominal_ids: list[UUID]) -> dict[UUID, RecordHolder]:
    """`holder_of` for several records, in three queries."""
    if not nominal_ids:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT asked.id, held.agency_id, held.team_id "
            "FROM unnest(%s::uuid[]) AS asked(id), LATERAL cairn_held_by(asked.id) held",
            [nominal_ids],
        )
        rows = cursor.fetchall()
    agencies = Agency.objects.in_bulk({agency_id for _, agency_id, _ in rows})
    teams = Team.objects.in_bulk({team_id for _, _, team_id in rows if team_id})
    return {
        nominal_id: RecordHolder(agencies[agency_id], teams.get(team_id))
        for nominal_id, agency_id, team_id in rows
    }
