"""What the database itself lets the application role do."""

from __future__ import annotations

import uuid
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from cairn.access.models import Partnership, Relation
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import Agency, AgencyKind, User
from cairn.accounts.roles import Role
from cairn.record.models import Nominal
from tests.factories.access import make_agency, make_user

pytestmark = pytest.mark.django_db


def take_on(user: User) -> Nominal:
    nominal_id = uuid.uuid4()
    Partnership.objects.create(
        nominal_id=nominal_id,
        agency=user.agency,
        relation=Relation.OWNER,
        purpose="notification requirements",
        starts=date(2020, 1, 1),
    )
    return Nominal.objects.create(id=nominal_id, date_of_birth=date(1980, 5, 1))


def share(nominal: Nominal, agency: Agency, until: date | None = None) -> None:
    Partnership.objects.create(
        nominal_id=nominal.pk,
        agency=agency,
        relation=Relation.PARTNER,
        purpose="risk management plan",
        starts=date(2020, 1, 1),
        until=until,
    )


def test_a_stranger_agency_sees_and_changes_nothing() -> None:
    with acting_as(make_user()) as officer:
        nominal = take_on(officer)
    with acting_as(make_user()):
        assert not Nominal.objects.exists()
        assert not Partnership.objects.exists()
        assert Nominal.objects.filter(pk=nominal.pk).update(gender="x") == 0
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM record_nominalhistory")
            assert cursor.fetchone() == (0,)


def test_nobody_bound_sees_nothing() -> None:
    with acting_as(make_user()) as officer:
        take_on(officer)
    assert not Nominal.objects.exists()


def test_a_partner_sees_while_the_partnership_runs() -> None:
    housing = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HOUSING))
    with acting_as(make_user()) as officer:
        current, ended = take_on(officer), take_on(officer)
        share(current, housing.agency)
        share(ended, housing.agency, until=date(2021, 1, 1))
    with acting_as(housing):
        assert list(Nominal.objects.all()) == [current]
        assert Nominal.objects.update(gender="x") == 0


def test_a_stranger_cannot_make_itself_a_partner() -> None:
    with acting_as(make_user()) as officer:
        nominal = take_on(officer)
    with acting_as(make_user()) as stranger, pytest.raises(DatabaseError), transaction.atomic():
        share(nominal, stranger.agency)


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.ANALYST])
def test_roles_that_do_not_read_records_see_none(role: Role) -> None:
    with acting_as(make_user()) as officer:
        take_on(officer)
    with acting_as(make_user(role, agency=officer.agency)):
        assert not Nominal.objects.exists()


def test_history_says_who_and_keeps_the_error() -> None:
    with acting_as(make_user()) as officer:
        nominal = take_on(officer)
        Nominal.objects.filter(pk=nominal.pk).update(gender="corrected")
        past = list(nominal.past.order_by("pgh_id").values_list("gender", "pgh_by"))
    assert past == [("", officer.pk), ("corrected", officer.pk)]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_entry SET why = ''",
        "DELETE FROM ledger_entry",
        "DELETE FROM record_nominalhistory",
        "TRUNCATE record_nominal",
    ],
)
def test_the_application_cannot_rewrite_the_past(statement: str) -> None:
    with (
        acting_as(make_user()),
        pytest.raises(DatabaseError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)
