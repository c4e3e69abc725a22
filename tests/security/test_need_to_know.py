"""Raw SQL over every guarded table: each purpose and each role reads the kinds of the matrix, and nothing else."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.access.apply_row_security import declared
from cairn.access.kinds import Purpose
from cairn.access.models import Partnership, Relation
from cairn.access.need_to_know.matrix import matrix
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import CASE_ROLES, Role
from cairn.table_security import TableSecurity
from tests.factories.access import make_agency, make_user
from tests.security.raw import read_by, recomputed
from tests.security.test_strangers import GUARDED, READ_BY_ALL
from tests.security.world import World, make_world

pytestmark = pytest.mark.django_db

# Read by all who work with a person: who else does.
ALWAYS = {"access_partnership", "access_partnershiphistory"} | READ_BY_ALL
KINDS = {
    table: rule.kind for rule in declared() if isinstance(rule, TableSecurity) for table, _ in rule.tables()
} | {"clock_standing": "standing"}


def holding(kinds: set[str]) -> set[str]:
    return {table for table, kind in KINDS.items() if kind in kinds}


def read_for(purpose: Purpose, role: Role) -> set[str]:
    return {fact.kind for fact in matrix().read_by(role, purpose)}


def partner(world: World, purpose: Purpose, role: Role = Role.PARTNER) -> User:
    user = make_user(role, agency=make_agency())
    with acting_as(world.officer):
        Partnership.objects.create(
            nominal_id=world.nominal.pk,
            agency=user.agency,
            relation=Relation.PARTNER,
            purpose_kind=purpose,
            purpose="Work together",
            starts=date(2024, 3, 4),
        )
    return user


def test_every_kind_has_a_table_and_every_table_a_kind() -> None:
    assert set(KINDS.values()) == set(matrix().facts)


@pytest.mark.parametrize("purpose", Purpose)
def test_a_partner_reads_what_its_purpose_needs_and_nothing_else(purpose: Purpose) -> None:
    world = make_world()
    recomputed(world.officer, world.nominal.pk)
    user = partner(world, purpose)
    kinds = read_for(purpose, Role.PARTNER)
    # The plan's duties go with the plan.
    planned = {"clock_duty"} if "plan" in kinds else set()
    assert set(read_by(user, GUARDED)) == ALWAYS | holding(kinds) | planned


@pytest.mark.parametrize("role", sorted(CASE_ROLES))
def test_a_role_of_the_owner_reads_its_kinds_and_no_others(role: Role) -> None:
    world = make_world()
    user = make_user(role, agency=world.officer.agency)
    kinds = {fact.kind for fact in matrix().read_by(role, None)}
    assert set(read_by(user, list(KINDS))) == holding(kinds)


@pytest.mark.parametrize("role", sorted(CASE_ROLES - {Role.PARTNER}))
def test_a_partners_people_read_no_more_for_their_role_at_home(role: Role) -> None:
    world = make_world()
    user = partner(world, Purpose.CUSTODY, role)
    assert set(read_by(user, list(KINDS))) == holding(read_for(Purpose.CUSTODY, role))


def test_two_purposes_read_what_either_needs() -> None:
    world = make_world()
    user = partner(world, Purpose.CUSTODY)
    with acting_as(world.officer):
        # One that ends beside one that does not: an agency has one open partnership.
        Partnership.objects.create(
            nominal_id=world.nominal.pk,
            agency=user.agency,
            relation=Relation.PARTNER,
            purpose_kind=Purpose.CHILD_SAFEGUARDING,
            purpose="Work together",
            starts=date(2024, 3, 4),
            until=date(2999, 1, 1),
        )
    kinds = read_for(Purpose.CUSTODY, Role.PARTNER) | read_for(Purpose.CHILD_SAFEGUARDING, Role.PARTNER)
    assert set(read_by(user, list(KINDS))) == holding(kinds)


def test_an_agency_reads_the_action_it_owes_whatever_its_purpose() -> None:
    world = make_world()
    recomputed(world.officer, world.nominal.pk)
    with acting_as(world.officer):
        Partnership.objects.filter(agency=world.partner.agency).update(purpose_kind=Purpose.WORK_AND_BENEFITS)
    read = read_by(world.partner, GUARDED)
    assert "CANARY action" in read["plan_action"]
    assert "CANARY action" in read["clock_duty"]
    assert "plan_plan" not in read
