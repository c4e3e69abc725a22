"""An emergency opening, by raw SQL: the auditors of the agency whose record it was are told, and nobody else."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from cairn.access.models import Partnership, Relation
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import Agency, AgencyKind, User
from cairn.accounts.roles import Role
from cairn.dates import today
from tests.factories.access import as_operator, make_agency, make_user
from tests.security.raw import changed, one, refused, rows
from tests.security.test_attacks import restrict
from tests.security.world import World, make_world

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
TOLD = "SELECT why FROM access_breakglass"


@pytest.fixture
def world() -> World:
    """The other force opened the record on 4 March 2024; the owner has had it since that day."""
    return make_world()


def auditor_of(agency: Agency) -> User:
    return make_user(Role.AUDITOR, agency=agency)


def told(user: User) -> list[str]:
    with acting_as(user):
        return [why for (why,) in rows(TOLD)]


def owned(world: World, agency: Agency, starts: date, until: date | None) -> None:
    """That this agency owned the record between these days, and not the one that does."""
    with as_operator():
        Partnership.objects.filter(nominal_id=world.nominal.pk, relation=Relation.OWNER).update(
            agency=agency, starts=starts, until=until
        )


def test_the_owners_auditor_is_told_of_the_opening_and_reads_nothing_of_the_person(world: World) -> None:
    auditor = auditor_of(world.officer.agency)
    assert told(auditor) == ["CANARY emergency"]
    with acting_as(auditor):
        for table in ("access_breakglasshistory", "access_partnership", "record_nominal", "record_name"):
            assert one(f"SELECT count(*) FROM {table}") == 0


@pytest.mark.parametrize("role", sorted({Role.OFFENDER_MANAGER, Role.RECORDS, Role.ANALYST, Role.CHAIR}))
def test_the_owners_other_people_are_not_told(world: World, role: Role) -> None:
    assert told(make_user(role, agency=world.officer.agency)) == []


def test_auditors_of_partners_and_strangers_are_told_nothing(world: World) -> None:
    for agency in (world.partner.agency, make_agency(), make_agency(AgencyKind.HEALTH)):
        assert told(auditor_of(agency)) == []


def test_whoever_owned_the_record_then_or_since_is_told_and_whoever_had_given_it_up_is_not(
    world: World,
) -> None:
    agency = make_agency()
    auditor = auditor_of(agency)
    for starts, until, is_told in (
        (date(2023, 1, 1), date(2024, 3, 4), True),  # to the day of the opening
        (date(2023, 1, 1), date(2024, 3, 3), False),  # to the day before
        (date(2025, 1, 1), None, True),  # since
        (date(2025, 1, 1), date(2025, 6, 1), True),  # once since
        (today() + DAY, None, False),  # from tomorrow
    ):
        owned(world, agency, starts, until)
        assert bool(told(auditor)) is is_told, (starts, until)


def test_restricting_the_record_afterwards_hides_the_opening_from_no_auditor(world: World) -> None:
    other = make_user(Role.SUPERVISOR, agency=world.officer.agency)
    restrict(world)
    for agency in (world.officer.agency, world.asker.agency):
        assert told(auditor_of(agency)) == ["CANARY emergency"]
    assert told(other) == []


def test_an_auditor_changes_nothing_of_it(world: World) -> None:
    auditor = auditor_of(world.officer.agency)
    review = "UPDATE access_breakglass SET reviewed_at = now(), reviewed_by_id = %s, finding = 'justified'"
    with acting_as(auditor):
        assert changed(review, [auditor.pk]) == 0
        for statement in ("UPDATE access_breakglass SET why = ''", "DELETE FROM access_breakglass"):
            with refused("permission denied"):
                changed(statement)
