"""The scenes: acted out by those whom they need, the same each time, and as many as there are people for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.db import connections
from pytest_django.fixtures import Settings

from cairn.access.access_basis import Through, access_decision
from cairn.access.break_glass.models import BreakGlass
from cairn.access.models import Partnership, Relation
from cairn.access.record_holder import holder_of
from cairn.access.requests.queries import to_answer
from cairn.access.restricted.queries import restrictions_on
from cairn.access.transfers.queries import offers_to_answer
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import Team, User
from cairn.dates import today
from cairn.demo.agencies import SIGN_INS
from cairn.demo.load import load
from cairn.demo.mark import wipe
from cairn.demo.past import date_the_past
from cairn.demo.scenes import SCENES, play, somebody_to_find
from cairn.ledger.log.connecting import application_role, keeper
from cairn.ledger.log.publishing import seal_and_publish
from cairn.ledger.models import Entry
from cairn.ledger.operations import operation_of
from cairn.ledger.verifying.findings import Report
from cairn.ledger.verifying.verify import verify
from cairn.record.models import Address, Nominal
from cairn.record.retention.models import LegalHold
from cairn.record.subject_access.models import SubjectRequest
from cairn.search.unshared_matches import find_unshared_matches
from cairn.supervision.visits.models import Visit

pytestmark = pytest.mark.django_db(databases=["default", "owner"], transaction=True)
SEED = 5


def _played(nominals: int) -> dict[str, UUID]:
    load(nominals=nominals, seed=SEED)
    date_the_past()
    return play(seed=SEED, nominals=nominals)


def _user(username: str) -> User:
    return User.objects.select_related("agency", "team").get(username=username)


def test_every_scene_is_about_somebody_else_and_the_same_each_time() -> None:
    first = _played(60)
    assert list(first) == [scene.name for scene in SCENES]
    assert len(set(first.values())) == len(SCENES)
    wipe()
    assert _played(60) == first


@pytest.mark.parametrize("nominals", [1, 2, 5, 10])
def test_a_small_register_has_the_scenes_that_it_has_people_for(nominals: int) -> None:
    played = _played(nominals)
    assert 1 <= len(played) <= nominals
    assert next(iter(played)) == "opened in an emergency"
    assert len(set(played.values())) == len(played)


def test_the_other_force_opened_one_asked_for_one_and_is_offered_one() -> None:
    played = _played(60)
    officer, taker, owner = _user("northmoor"), _user("northmoor2"), _user("supervisor")
    with acting_as(officer):
        assert (
            access_decision(officer, played["opened in an emergency"], as_at=today()).through
            is Through.BREAK_GLASS
        )
        assert access_decision(officer, played["asked for"], as_at=today()).through is Through.NOTHING
        holder = holder_of(played["asked for"])
        assert holder is not None
        assert str(holder) == "Fellside Constabulary, MOSOVO team 1"
        assert holder_of(played["restricted"]) is None
    with acting_as(taker):
        assert [offer.nominal_id for offer in offers_to_answer(taker, today=today())] == [played["offered"]]
    with acting_as(owner):
        assert [asked.nominal_id for asked in to_answer(owner)] == [played["asked for"]]
        [opened] = BreakGlass.objects.filter(reviewed_at__isnull=True)
        assert opened.nominal_id == played["opened in an emergency"]


def test_the_other_force_finds_somebody_by_the_name_and_birthday_it_is_told() -> None:
    played = _played(60)
    told = somebody_to_find(seed=SEED, nominals=60)
    assert told is not None
    name, born = told.split(", born ")
    officer = _user("northmoor")
    with acting_as(officer):
        found = find_unshared_matches(
            officer, text=name, date_of_birth=datetime.strptime(born, "%d %B %Y").date()
        )
    assert len(found) == 1
    assert found[0].nominal_id not in played.values()


def test_a_search_for_ones_own_surname_is_a_question_for_the_auditor() -> None:
    _played(12)
    entry = Entry.objects.using("owner").get(what="search")
    assert entry.detail["own_name"] is True
    assert entry.actor_id == _user("counter").pk


def test_a_restricted_record_is_for_its_supervisor_and_officer_alone() -> None:
    about = _played(60)["restricted"]
    for username, sees in (
        ("supervisor", True),
        ("officer", True),
        ("coordinator", False),
        ("counter", False),
    ):
        with acting_as(_user(username)):
            assert Nominal.objects.filter(pk=about).exists() is sees, username


def test_an_address_is_visibly_withheld_and_a_visit_silently() -> None:
    played = _played(60)
    home, visit = played["an address kept back"], played["a visit kept back in silence"]
    counts = {}
    for username in ("supervisor", "coordinator"):
        with acting_as(_user(username)):
            counts[username] = (
                Address.objects.filter(nominal_id=home).count(), Visit.objects.filter(nominal_id=visit).count()
            )  # fmt: skip
    assert [most - 1 for most in counts["supervisor"]] == list(counts["coordinator"])
    with acting_as(_user("coordinator")):
        assert [marker.kept_in for marker in restrictions_on(home).markers] == ["record_address"]
        assert restrictions_on(visit).markers == ()


def test_the_records_officer_has_a_request_to_answer_and_a_record_on_hold() -> None:
    played = _played(60)
    with acting_as(_user("records")):
        request = SubjectRequest.objects.get()
        assert request.nominal_id == played["asked for by its subject"]
        assert request.identity_shown_on is not None
        assert LegalHold.objects.get().nominal_id == played["on legal hold"]


def test_each_scene_is_in_the_ledger_in_its_actors_name() -> None:
    _played(60)
    actors = {user.pk: user.username for user in User.objects.all()}
    entries = Entry.objects.using("owner").exclude(what__in=["person added", "register loaded", "search"])
    found = {entry.what: actors[entry.actor_id] for entry in entries}
    assert found["record opened in an emergency"] == found["access asked for"] == "northmoor"
    assert found["record restricted"] == found["fact restricted"] == found["record offered"] == "supervisor"
    assert found["disclosed"] == found["overseas transfer"] == "officer"
    assert found["subject access request"] == found["legal hold"] == "records"
    kept = Entry.objects.using("owner").all()
    assert [entry.what for entry in kept if operation_of(entry).is_retired] == []


def test_owners_name_the_team_that_answers_and_everybody_printed_can_sign_in() -> None:
    _played(40)
    owned = Partnership.objects.using("owner").filter(relation=Relation.OWNER)
    assert owned.filter(team__isnull=True).count() == 0
    assert set(owned.values_list("team__agency__name", flat=True)) == {"Fellside Constabulary"}
    assert Team.objects.filter(agency__name="Northmoor Police").count() == 1
    names = [username for username, _, _ in SIGN_INS]
    assert User.objects.filter(username__in=names, is_active=True).count() == len(names)


def _sealed_and_verified() -> tuple[int, Report]:
    done = seal_and_publish()
    with keeper() as connection:
        return done.refused, verify(connection, application=application_role())


def test_the_ledger_of_a_fresh_register_is_sealed_and_nothing_is_wrong_and_so_again_after_emptying(
    settings: Settings, tmp_path: Path
) -> None:
    settings.CAIRN = settings.CAIRN.model_copy(update={"ledger_keys": tmp_path})
    for _ in range(2):
        _played(12)
        refused, found = _sealed_and_verified()
        assert (refused, found.count, found.unsealed) == (0, 0, 0)
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM ledger_leaf")
            assert cursor.fetchone() == (found.size,)
        assert found.size > 300
        wipe()
