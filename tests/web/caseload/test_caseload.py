"""Who manages whom: giving one person, or many for a leave, to another officer; those whom nobody manages first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.test import Client

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.ledger.models import Entry
from cairn.record.allocation.models import Allocation
from cairn.record.convictions.services import NewDisposal, record_conviction
from cairn.record.identity.models import Nominal
from tests.factories.access import make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
DAY = {"starts-day": str(today().day), "starts-month": str(today().month), "starts-year": str(today().year)}


@dataclass(frozen=True)
class Unit:
    """A supervisor, an officer about to go on leave with forty people, and who takes them."""

    supervisor: User
    leaving: User
    taking: User
    people: list[Nominal]


@pytest.fixture
def unit() -> Unit:
    supervisor = make_user(Role.SUPERVISOR)
    leaving, taking = (make_user(agency=supervisor.agency, team=supervisor.team) for _ in range(2))
    with acting_as(supervisor):
        people = [make_person(supervisor, officer=leaving) for _ in range(40)]
        registers(supervisor, people[0])
    return Unit(supervisor, leaving, taking, people)


def registers(user: User, nominal: Nominal) -> None:
    """A conviction, so that something is due."""
    record_conviction(
        user,
        nominal_id=nominal.pk,
        outcome="conviction",
        on=today() - timedelta(days=20),
        offence="SOA 2003 s.1",
        disposals=[NewDisposal(kind="imprisonment", months=12)],
    )


def sent(unit: Unit, people: list[Nominal], **more: str) -> dict[str, object]:
    return {
        "people": [str(each.pk) for each in people],
        "officer": str(unit.taking.pk),
        "reason": "On leave until the spring",
        "note": "Ring the hostel first",
        **DAY,
        **more,
    }


def managing(unit: Unit) -> dict[str, int]:
    with acting_as(unit.supervisor):
        now = Allocation.objects.filter(ends__isnull=True)
        return {
            user.username: sum(row.officer_id == user.pk for row in now)
            for user in (unit.leaving, unit.taking, unit.supervisor)
        }


def test_forty_people_are_given_to_a_colleague_for_a_leave_in_one_press(unit: Unit, as_user: SignIn) -> None:
    client = as_user(unit.supervisor)
    page = client.get(f"/caseload/{unit.leaving.pk}/").content.decode()
    assert "manages 40 people" in page
    done = client.post(f"/caseload/{unit.leaving.pk}/", sent(unit, unit.people), follow=True).content.decode()
    assert "40 people are now managed by" in done
    assert managing(unit) == {unit.leaving.username: 0, unit.taking.username: 40, unit.supervisor.username: 0}
    with acting_as(unit.supervisor):
        entries = Entry.objects.filter(what="person allocated", act="alteration")
        assert entries.count() == 40
        rows = Allocation.objects.filter(officer=unit.taking)
        assert set(rows.values_list("reason", "note")) == {
            ("On leave until the spring", "Ring the hostel first")
        }
    # Their duties have moved with them.
    assert unit.people[0].names.get().surname in as_user(unit.taking).get("/?scope=mine").content.decode()


def test_all_of_them_or_none(unit: Unit, as_user: SignIn) -> None:
    client = as_user(unit.supervisor)
    elsewhere = unit.people[7]
    typed = sent(unit, unit.people)
    with acting_as(unit.supervisor):
        Allocation.objects.filter(nominal=elsewhere).update(officer=unit.supervisor)
    page = client.post(f"/caseload/{unit.leaving.pk}/", typed).content.decode()
    assert "was given to somebody else meanwhile" in page
    assert "Nobody has been moved." in page
    assert managing(unit) == {unit.leaving.username: 39, unit.taking.username: 0, unit.supervisor.username: 1}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"people": []}, "Select at least one person"),
        ({"officer": ""}, "Select who will manage them"),
        ({"reason": " "}, "Enter why they are given to another officer"),
        ({"starts-year": ""}, "From must include a year"),
    ],
)
def test_what_is_missing_is_said_at_its_field(
    unit: Unit, as_user: SignIn, more: dict[str, object], said: str
) -> None:
    page = as_user(unit.supervisor).post(f"/caseload/{unit.leaving.pk}/", sent(unit, unit.people) | more)
    assert said in page.content.decode()
    assert managing(unit)[unit.leaving.username] == 40


def test_whom_nobody_manages_comes_first_and_is_on_every_teams_list(unit: Unit, as_user: SignIn) -> None:
    with acting_as(unit.supervisor):
        nobodys = make_person(unit.supervisor, surname="Unallocated")
        registers(unit.supervisor, nobodys)
    client = as_user(unit.supervisor)
    assert "1 person has no offender manager" in client.get("/caseload/").content.decode()
    assert "Unallocated" in client.get("/?scope=team").content.decode()
    page = client.post("/caseload/nobody/", sent(unit, [nobodys]), follow=True).content.decode()
    assert "1 person is now managed by" in page
    assert "no offender manager" not in page


def test_one_person_is_given_to_an_officer_on_their_own_page(unit: Unit, as_user: SignIn) -> None:
    one = unit.people[0]
    client = as_user(unit.leaving)
    typed = {"officer": str(unit.taking.pk), "note": "", **DAY}
    path = f"/people/{one.pk}/officer/"
    assert "Enter why they are given" in client.post(path, typed | {"reason": ""}).content.decode()
    client.post(path, typed | {"reason": "He knows them"})
    assert managing(unit)[unit.taking.username] == 1
    assert "He knows them" in client.get(f"/people/{one.pk}/").content.decode()


def test_only_a_supervisor_sees_who_manages_whom_and_only_of_their_agency(
    unit: Unit, as_user: SignIn
) -> None:
    stranger = make_user(Role.SUPERVISOR)
    assert as_user(unit.leaving).get("/caseload/").status_code == 403
    assert as_user(stranger).get(f"/caseload/{unit.leaving.pk}/").status_code == 404
    assert unit.leaving.name not in as_user(stranger).get("/caseload/").content.decode()
