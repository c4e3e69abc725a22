"""Restricted records and restricted facts: nobody they are kept from reads them, anywhere."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from cairn.access.models import Partnership, Relation
from cairn.access.restricted.services import (
    lift_fact_restriction,
    lift_restriction,
    restrict_fact,
    restrict_record,
    restrictable,
)
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.clock.explaining.queries import ReasonsRedacted, explain
from cairn.clock.worklist.queries import SCOPES, worklist
from cairn.dates import today
from cairn.search.people import find
from cairn.search.unshared_matches import find_unshared_matches
from tests.factories.access import make_user
from tests.security.raw import changed, one, read_by, recomputed, rows
from tests.security.test_strangers import GUARDED, READ_BY_ALL
from tests.security.world import World, make_world

pytestmark = pytest.mark.django_db

WHY = "He is a serving officer's brother"
# One's own acts stay one's own to read, and so do one's drafts of what one sees.
OWN_ACTS = {
    "ledger_entry",
    "access_signinevent",
    "mfa_authenticator",
    "access_message",
    "record_sentform",
} | READ_BY_ALL


@pytest.fixture
def world(settings: Settings) -> World:
    settings.CAIRN = settings.CAIRN.model_copy(update={"demo": True})  # no second factor to enter
    made = make_world()
    recomputed(made.officer, made.nominal.pk)
    return made


def restrict(world: World, *readers: User) -> None:
    with acting_as(world.supervisor):
        restrict_record(
            world.supervisor, nominal_id=world.nominal.pk, ground="other", why=WHY, readers=readers
        )


def unnamed(world: World) -> dict[str, User]:
    return {
        "officer": world.officer,
        "supervisor": make_user(Role.SUPERVISOR, agency=world.officer.agency),
        "records": make_user(Role.RECORDS, agency=world.officer.agency),
        "partner": world.partner,
        "asker": world.asker,
        "their supervisor": make_user(Role.SUPERVISOR, agency=world.asker.agency),
    }


def test_a_restricted_record_is_in_no_table_for_those_it_does_not_name(world: World) -> None:
    restrict(world)
    for who, user in unnamed(world).items():
        read = read_by(user, GUARDED)
        read.pop("record_ruleswitch", None)
        assert set(read) <= OWN_ACTS, who
        assert "CANARY" not in json.dumps(read), who


def test_a_restricted_record_is_on_no_page_worklist_count_or_search(world: World, client: Client) -> None:
    restrict(world)
    nominal_id = world.nominal.pk
    for who, user in unnamed(world).items():
        with acting_as(user):
            for scope in SCOPES:
                found = worklist(user, scope=scope)
                assert (found.matching, found.counts.total, found.rows) == (0, 0, []), who
            for text in ("Canary Featherstone", "Fetherston", "79/163001B"):
                assert find(user, text=text) == [], who
                assert (
                    find_unshared_matches(user, text=text, date_of_birth=world.nominal.date_of_birth) == []
                ), who
        client.force_login(user)
        for page in ("", "timeline/", "access/", "plan/", "reasons/", "history/names/"):
            answer = client.get(f"/people/{nominal_id}/{page}")
            assert answer.status_code == 404, (who, page)
            assert b"Featherstone" not in answer.content
        assert b"Featherstone" not in client.get("/").content


def test_those_named_read_it_and_lifting_opens_it_to_all_again(world: World) -> None:
    before = read_by(world.partner, GUARDED)
    restrict(world, world.officer, world.partner)
    assert read_by(world.partner, ["record_nominal", "plan_action"]).keys() == {
        "record_nominal",
        "plan_action",
    }
    with acting_as(world.officer):
        assert worklist(world.officer, scope="force").matching > 0
        assert [row.nominal_id for row in find(world.officer, text="Canary Featherstone")] == [
            world.nominal.pk
        ]
    with acting_as(world.supervisor):
        lift_restriction(world.supervisor, nominal_id=world.nominal.pk, why="The brother has left the force")
    assert read_by(world.partner, GUARDED).keys() == before.keys()


def test_naming_somebody_gives_them_no_more_than_their_agency_has(world: World) -> None:
    restrict(world, world.asker)
    with acting_as(world.asker):
        assert one("SELECT count(*) FROM record_nominal") == 0


def duties(world: World) -> list[tuple[Any, ...]]:
    recomputed(world.supervisor, world.nominal.pk)
    with acting_as(world.supervisor):
        return rows(
            "SELECT basis, kind, of, state, due, arose, what, why FROM clock_duty ORDER BY 1, 2, 3, 6"
        )


def test_the_clock_computes_a_restricted_record_as_before(world: World) -> None:
    before = duties(world)
    restrict(world)
    assert before == duties(world) != []


def keep(world: World, kept_in: str, *, shown: bool = True) -> tuple[UUID, str]:
    """Restrict the row that the world has in a table to the owner's supervisors; the row and its words."""
    with acting_as(world.supervisor):
        row_id, text = rows(f"SELECT id, to_jsonb(t)::text FROM {kept_in} t")[0]
        restrict_fact(
            world.supervisor,
            nominal_id=world.nominal.pk,
            kept_in=kept_in,
            row_id=row_id,
            category="source",
            why="It would show who told us so",
            roles=["supervisor"],
            shown=shown,
        )
    return row_id, text


def words_of(text: str) -> list[str]:
    """What the row says in words that are in no other row."""
    values = [value for value in json.loads(text).values() if isinstance(value, str)]
    return [value for value in values if "CANARY " in value or value in ("Featherstone", "1979/0163001B")]


@pytest.mark.parametrize("kept_in", sorted(restrictable()))
def test_a_restricted_fact_is_in_no_table_and_no_history(world: World, kept_in: str) -> None:
    before = duties(world)
    row_id, text = keep(world, kept_in)
    recomputed(world.officer, world.nominal.pk)
    for user in (world.officer, world.partner, world.asker):
        read = read_by(user, GUARDED)
        read.pop("record_draft", None)
        everything = " ".join(read.values())
        # An action names its plan by id, and says nothing of it.
        named = {table for table, words in read.items() if str(row_id) in words}
        assert named <= ({"plan_action", "plan_actionhistory"} if kept_in == "plan_plan" else set())
        assert [word for word in words_of(text) if word in everything] == []
        assert kept_in not in read
        assert f"{kept_in}history" not in read
    supervisors = read_by(world.supervisor, [kept_in, f"{kept_in}history"])
    assert all(str(row_id) in words for words in supervisors.values())
    assert len(supervisors) == 2
    assert duties(world) == before


@pytest.mark.parametrize(
    ("kept_in", "derived"),
    [
        ("record_conviction", "record_disposal"),
        ("record_notification", "record_notifiedmatter"),
        ("record_trip", "record_notifiedmatter"),
    ],
)
def test_what_rests_on_a_restricted_fact_goes_with_it(world: World, kept_in: str, derived: str) -> None:
    assert derived in read_by(world.officer, [derived])
    keep(world, kept_in)
    assert read_by(world.officer, [derived, f"{derived}history"]) == {}
    assert len(read_by(world.supervisor, [derived, f"{derived}history"])) == 2


def test_a_restricted_actions_duty_goes_with_it_and_the_others_stay(world: World) -> None:
    def owed(user: User) -> set[str]:
        with acting_as(user):
            return {row[0] for row in rows("SELECT what FROM clock_duty")}

    all_of_it = owed(world.officer)
    keep(world, "plan_action")
    assert owed(world.officer) == all_of_it - {"CANARY action", "Question: CANARY action"}
    assert owed(world.partner) == set()
    assert owed(world.supervisor) == all_of_it


def test_a_fact_is_not_changed_by_whom_it_is_kept_from(world: World) -> None:
    keep(world, "record_conviction")
    with acting_as(world.officer):
        for blind in ("UPDATE record_conviction SET court = 'x'", "UPDATE record_disposal SET months = 1"):
            assert changed(blind) == 0


def test_no_reason_is_given_to_whom_a_fact_is_kept_from(world: World, client: Client) -> None:
    keep(world, "record_conviction", shown=False)
    with acting_as(world.officer), pytest.raises(ReasonsRedacted):
        explain(world.nominal.pk)
    with acting_as(world.supervisor):
        assert explain(world.nominal.pk).answer
    client.force_login(world.officer)
    withheld = {"what-if/": 403}
    for page in ("", "reasons/", "timeline/", "access/", "what-if/"):
        answer = client.get(f"/people/{world.nominal.pk}/{page}")
        assert answer.status_code == withheld.get(page, 200), page
        assert b"CANARY court" not in answer.content
        assert b"Sexual activity with a child" not in answer.content


def test_a_fact_kept_for_an_agency_as_well_is_read_by_its_people_in_that_role(world: World) -> None:
    other = make_user(Role.SUPERVISOR)
    colleague = make_user(agency=other.agency)
    with acting_as(world.supervisor):
        Partnership.objects.create(
            nominal_id=world.nominal.pk,
            agency=other.agency,
            relation=Relation.PARTNER,
            purpose="Work together",
            starts=today() - timedelta(days=1),
        )
        restrict_fact(
            world.supervisor,
            nominal_id=world.nominal.pk,
            kept_in="record_address",
            row_id=one("SELECT id FROM record_address"),
            category="victim",
            why="The victim's mother lives here",
            roles=["supervisor"],
            agencies=[other.agency],
        )
    assert "record_address" in read_by(other, ["record_address"])
    for user in (colleague, world.officer, world.partner):
        assert read_by(user, ["record_address", "record_addresshistory"]) == {}


def test_a_fact_restricted_anew_in_silence_says_nothing_of_the_first_time(world: World) -> None:
    keep(world, "record_conviction", shown=True)
    markers = "SELECT kept_in, category FROM cairn_markers(%s)"
    with acting_as(world.officer):
        assert rows(markers, [world.nominal.pk]) == [("record_conviction", "source")]
    with acting_as(world.supervisor):
        standing = one("SELECT id FROM access_restrictedfact WHERE lifted_at IS NULL")
        lift_fact_restriction(world.supervisor, restriction_id=standing)
    assert "record_conviction" in read_by(world.officer, ["record_conviction"])
    keep(world, "record_conviction", shown=False)
    with acting_as(world.officer):
        assert rows(markers, [world.nominal.pk]) == []
