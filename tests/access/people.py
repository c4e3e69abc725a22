"""Who is who in the tests of this room: an owner's people, another force's, and a person between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from tests.factories.access import make_user
from tests.factories.acts import convict
from tests.factories.record import make_person


@dataclass(frozen=True)
class People:
    """`owner_*` are of the force that owns the record of `nominal_id`; `other_*` of a force that does not."""

    owner_officer: User
    owner_supervisor: User
    other_officer: User
    other_supervisor: User
    nominal_id: UUID


def make_people(*, convicted: bool = False) -> People:
    owner, other = make_user(), make_user()
    with acting_as(owner):
        nominal_id = make_person(owner, officer=owner, today=date(2024, 1, 2)).pk
        if convicted:
            convict(owner, nominal_id)
    return People(
        owner,
        make_user(Role.SUPERVISOR, agency=owner.agency),
        other,
        make_user(Role.SUPERVISOR, agency=other.agency),
        nominal_id,
    )
