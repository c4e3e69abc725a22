"""Restricting a whole record to named people, and one fact to named roles."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from cairn.access.models import NamedReader, RestrictedFact, RestrictedNominal
from cairn.access.restricted.services import (
    lift_fact_restriction,
    lift_restriction,
    name_reader,
    remove_reader,
    restrict_fact,
    restrict_record,
    restrictable,
)
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.ledger.models import Entry
from cairn.record.models import Conviction, Name, Nominal
from tests.access.people import People, make_people
from tests.factories.access import make_user

pytestmark = pytest.mark.django_db

WHY = "He is a serving officer's brother"


def restrict(people: People, *readers: User, **facts: Any) -> RestrictedNominal:
    with acting_as(people.owner_supervisor) as supervisor:
        given = {"nominal_id": people.nominal_id, "ground": "police-employee", "why": WHY, "readers": readers}
        return restrict_record(supervisor, **{**given, **facts})


def sees(user: User) -> bool:
    with acting_as(user):
        return Nominal.objects.exists()


def test_a_record_is_restricted_to_the_actor_and_those_named() -> None:
    people = make_people()
    reader = make_user(agency=people.owner_officer.agency)
    restricted = restrict(people, reader)
    assert [sees(user) for user in (people.owner_supervisor, reader, people.owner_officer)] == [
        True,
        True,
        False,
    ]
    with acting_as(people.owner_supervisor):
        entry = Entry.objects.get(what="record restricted")
    assert (entry.nominal_id, entry.why) == (people.nominal_id, WHY)
    assert entry.detail == {
        "restriction": str(restricted.pk),
        "readers": sorted([str(people.owner_supervisor.pk), str(reader.pk)]),
    }


def test_readers_are_named_and_removed_one_by_one_and_a_supervisor_stays() -> None:
    people = make_people()
    restrict(people)
    officer, supervisor = people.owner_officer, people.owner_supervisor
    with acting_as(supervisor):
        name_reader(supervisor, nominal_id=people.nominal_id, user=officer)
        with pytest.raises(Conflict, match="already named"):
            name_reader(supervisor, nominal_id=people.nominal_id, user=officer)
    assert sees(officer)
    with acting_as(supervisor):
        remove_reader(supervisor, nominal_id=people.nominal_id, user=officer)
        with pytest.raises(Conflict, match="not named"):
            remove_reader(supervisor, nominal_id=people.nominal_id, user=officer)
        with pytest.raises(Conflict, match="must stay named"):
            remove_reader(supervisor, nominal_id=people.nominal_id, user=supervisor)
    assert not sees(officer)
    other = make_user(Role.SUPERVISOR, agency=supervisor.agency)
    with acting_as(supervisor):
        name_reader(supervisor, nominal_id=people.nominal_id, user=other)
    with acting_as(other):
        remove_reader(other, nominal_id=people.nominal_id, user=supervisor)
    assert (sees(supervisor), sees(other)) == (False, True)


def test_lifting_opens_the_record_and_ends_the_naming() -> None:
    people = make_people()
    restrict(people)
    with acting_as(people.owner_supervisor) as supervisor:
        with pytest.raises(BadInput):
            lift_restriction(supervisor, nominal_id=people.nominal_id, why="done")
        lift_restriction(supervisor, nominal_id=people.nominal_id, why="The brother has left the force")
        assert not NamedReader.objects.filter(ended_at=None).exists()
        for act in (lift_restriction, name_reader, remove_reader):
            facts = {"why": WHY} if act is lift_restriction else {"user": people.owner_officer}
            with pytest.raises(Conflict, match="not restricted"):
                act(supervisor, nominal_id=people.nominal_id, **facts)
    assert sees(people.owner_officer)
    restrict(people)
    assert not sees(people.owner_officer)


@pytest.mark.parametrize(("facts", "field"), [({"ground": "because"}, "ground"), ({"why": "secret"}, "why")])
def test_what_cannot_be_is_refused_at_its_field(facts: dict[str, Any], field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        restrict(make_people(), **facts)
    assert refusal.value.field == field


def test_a_reader_opens_records_and_a_record_is_restricted_once() -> None:
    people = make_people()
    with pytest.raises(BadInput) as refusal:
        restrict(people, make_user(Role.AUDITOR))
    assert refusal.value.field == "readers"
    restrict(people)
    with pytest.raises(Conflict):
        restrict(people)


def test_nobody_but_a_supervisor_of_the_owner_restricts_a_record() -> None:
    people = make_people()
    for user, refusal in [(people.owner_officer, NotAllowed), (people.other_supervisor, NotFound)]:
        with acting_as(user), pytest.raises(refusal):
            restrict_record(user, nominal_id=people.nominal_id, ground="other", why=WHY, readers=[])


def keep(people: People, actor: User, **facts: Any) -> RestrictedFact:
    with acting_as(actor):
        given = {
            "nominal_id": people.nominal_id,
            "kept_in": "record_conviction",
            "row_id": Conviction.objects.values_list("pk", flat=True).first(),
            "category": "victim",
            "why": "It names the victim, who is a child",
            "roles": ["supervisor"],
        }
        return restrict_fact(actor, **{**given, **facts})


def convictions(user: User) -> int:
    with acting_as(user):
        return Conviction.objects.count()


def test_whoever_restricts_a_fact_may_lift_that_though_it_is_kept_from_them() -> None:
    people = make_people(convicted=True)
    kept = keep(people, people.owner_officer)
    assert kept.agencies == [people.owner_officer.agency_id]
    assert (convictions(people.owner_officer), convictions(people.owner_supervisor)) == (0, 1)
    other = make_user(Role.RECORDS, agency=people.owner_officer.agency)
    with acting_as(other), pytest.raises(NotFound):
        lift_fact_restriction(other, restriction_id=kept.pk)
    with acting_as(people.owner_officer) as officer:
        lift_fact_restriction(officer, restriction_id=kept.pk)
        with pytest.raises(Conflict, match="lifted already"):
            lift_fact_restriction(officer, restriction_id=kept.pk)
        whats = list(
            Entry.objects.filter(what__contains="fact").order_by("id").values_list("what", flat=True)
        )
    assert whats == ["fact restricted", "restriction of a fact lifted"]
    assert convictions(people.owner_officer) == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"category": "gossip"}, "category"),
        ({"roles": []}, "roles"),
        ({"roles": ["auditor"]}, "roles"),
        ({"why": "secret"}, "why"),
    ],
)
def test_a_fact_that_cannot_be_restricted_so_is_refused_at_its_field(
    facts: dict[str, Any], field: str
) -> None:
    people = make_people(convicted=True)
    with pytest.raises(BadInput) as refusal:
        keep(people, people.owner_supervisor, **facts)
    assert refusal.value.field == field


def test_a_fact_is_one_of_this_person_in_a_table_of_facts() -> None:
    people, others = make_people(convicted=True), make_people(convicted=True)
    with acting_as(others.owner_officer):
        elsewhere = Conviction.objects.values_list("pk", flat=True).get()
    for facts in (
        {"row_id": uuid.uuid4()},
        {"row_id": elsewhere},
        {"kept_in": "record_nominal", "row_id": people.nominal_id},
        {"kept_in": "access_user", "row_id": people.owner_officer.pk},
        {"kept_in": "record_conviction; DROP TABLE x"},
    ):
        with pytest.raises(NotFound):
            keep(people, people.owner_supervisor, **facts)
    keep(people, people.owner_supervisor)
    with pytest.raises(Conflict):
        keep(people, people.owner_supervisor)


def test_who_marks_no_facts_restricts_none() -> None:
    people = make_people(convicted=True)
    clerk = make_user(Role.FRONT_COUNTER, agency=people.owner_officer.agency)
    with pytest.raises(NotAllowed):
        keep(people, clerk)
    with pytest.raises(NotFound):
        keep(people, people.other_supervisor)


def test_every_table_of_facts_but_the_persons_own_row_can_be_restricted() -> None:
    assert "record_nominal" not in restrictable()
    assert {Name._meta.db_table, "plan_action", "supervision_visit"} <= set(restrictable())
