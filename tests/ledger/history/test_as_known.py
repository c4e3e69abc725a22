"""The register as it was known at a moment: the same queries, asked of the past."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest
from django.db import connection, models, transaction

from cairn.access.models import Partnership
from cairn.access.partnerships.queries import partnerships_of
from cairn.access.partnerships.services import open_partnership
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.clock.projection.facts import CaseFacts, gather
from cairn.errors import CairnError, Conflict
from cairn.ledger.history.as_known import as_known, forgetting, tracked_models, turn_back
from cairn.plan.actions.services import accept_action, complete_action
from cairn.plan.models import Action
from cairn.record.addresses.services import record_address, record_stay
from cairn.record.custody.services import record_time_away
from cairn.record.facts import person_facts, read_facts
from cairn.record.identity.services import add_name
from cairn.record.models import Address, Conviction, Name, Nominal
from tests.factories.access import make_agency, make_user
from tests.factories.acts import convict, order
from tests.factories.past import at, written
from tests.factories.plan import make_action, make_partner, make_plan
from tests.factories.record import make_person
from tests.factories.supervision import make_risk, make_visit
from tests.server import clone

pytestmark = pytest.mark.django_db(transaction=True)

BEGAN = date(2020, 1, 1)
ACTS = 14


class Life:
    """Random acts on one person, each in a transaction of its own."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.officer, self.housing = make_user(), make_agency()
        with acting_as(self.officer):
            self.nominal = make_person(self.officer, officer=self.officer)
        self.acts: list[Callable[[User], object]] = [
            *(self.convicted, self.moved, self.moved, self.stayed, self.away, self.ordered, self.named),
            *(self.visited, self.assessed, self.shared, self.planned, self.completed, self.corrected),
            *(self.removed, self.quashed),
        ]

    def day(self) -> date:
        return BEGAN + timedelta(days=self.random.randint(0, 2000))

    def act(self) -> None:
        """One of them; what the house refuses has changed nothing, which is as good a case as any."""
        with suppress(CairnError), transaction.atomic(), acting_as(self.officer):
            self.random.choice(self.acts)(self.officer)

    def convicted(self, user: User) -> None:
        convict(user, self.nominal.pk, on=self.day())

    def moved(self, user: User) -> None:
        record_address(
            user, nominal_id=self.nominal.pk, kind="home", lines="1 High Street", starts=self.day()
        )

    def stayed(self, user: User) -> None:
        record_stay(user, nominal_id=self.nominal.pk, premises="The Inn", first_day=self.day())

    def away(self, user: User) -> None:
        began = self.day()
        record_time_away(
            user, nominal_id=self.nominal.pk, kind="custody", began=began, ended=began + timedelta(days=9)
        )

    def ordered(self, user: User) -> None:
        order(user, self.nominal.pk, made_on=self.day())

    def named(self, user: User) -> None:
        add_name(
            user,
            nominal_id=self.nominal.pk,
            kind="alias",
            forenames="Sam",
            surname="Other",
            used_from=self.day(),
        )

    def visited(self, user: User) -> None:
        make_visit(user, self.nominal, visited_on=self.day())

    def assessed(self, user: User) -> None:
        make_risk(user, self.nominal, set_on=self.day())

    def shared(self, user: User) -> None:
        make_partner(user, self.nominal, self.housing)

    def planned(self, user: User) -> None:
        accept_action(user, action_id=make_action(user, make_plan(user, self.nominal)).pk)

    def completed(self, user: User) -> None:
        for action in Action.objects.filter(state="accepted")[:1]:
            complete_action(user, action_id=action.pk, outcome="Done")

    def corrected(self, user: User) -> None:
        Nominal.objects.filter(pk=self.nominal.pk).update(
            date_of_birth=date(1980, 5, self.random.randint(1, 28))
        )

    def quashed(self, user: User) -> None:
        Conviction.objects.filter(quashed_on=None).update(quashed_on=date(2026, 1, 5))

    def removed(self, user: User) -> None:
        """The operator removes a row that should never have been there: the application may not."""
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
            owner.execute("DELETE FROM record_address WHERE id IN (SELECT id FROM record_address LIMIT 1)")


def _known(life: Life) -> tuple[CaseFacts, list[Partnership]]:
    """All that duties rest on, for one and by the register's own way of reading many; and who may look."""
    only = [life.nominal.pk]
    with connection.cursor() as cursor:
        people = list(read_facts(connection.connection, only=only))
        (facts,) = gather(cursor, people, as_at=date(2026, 1, 1), only=only)
    assert facts.person == person_facts(life.nominal.pk)
    return facts, [row.agency_id for row in partnerships_of(life.nominal.pk)]  # type: ignore[return-value]


@pytest.mark.parametrize("seed", range(6))
def test_what_was_known_after_each_act_is_what_the_tables_then_said(seed: int) -> None:
    life = Life(seed)
    then = []
    for _ in range(ACTS):
        life.act()
        with acting_as(life.officer):
            then.append((datetime.now(UTC), _known(life)))
    assert len({str(known) for _, known in then}) > ACTS // 3
    with acting_as(life.officer):
        for moment, known in then:
            with as_known(moment):
                assert _known(life) == known
        assert _known(life) == then[-1][1]


def test_known_now_is_every_row_of_every_table() -> None:
    life = Life(99)
    for _ in range(3 * ACTS):
        life.act()
    with acting_as(life.officer):
        present = {model: _rows(model) for model, _ in tracked_models()}
        with as_known(datetime.now(UTC)):
            assert {model: _rows(model) for model, _ in tracked_models()} == present
    assert sum(map(len, present.values())) > 20


def _rows(model: type[models.Model]) -> list[tuple[object, ...]]:
    # A photograph's image is kept with the photograph, not in its history.
    names = [field.attname for field in model._meta.concrete_fields if field.name != "image"]
    return sorted(map(tuple, model._default_manager.values_list(*names)), key=str)


@pytest.fixture
def moved() -> tuple[User, Nominal]:
    """Somebody who moved on 1 April and said so on 3 May."""
    officer = make_user()
    with written(at(1, 3)), acting_as(officer):
        nominal = make_person(officer, officer=officer)
        record_address(
            officer, nominal_id=nominal.pk, kind="home", lines="1 Low Road", starts=date(2026, 1, 1)
        )
    with written(at(3, 5)), acting_as(officer):
        record_address(
            officer, nominal_id=nominal.pk, kind="home", lines="2 High Road", starts=date(2026, 4, 1)
        )
    return officer, nominal


def test_a_move_told_in_may_was_not_known_in_april(moved: tuple[User, Nominal]) -> None:
    with acting_as(moved[0]):
        with as_known(at(30, 4)):
            assert [(row.lines, row.ends) for row in Address.objects.all()] == [("1 Low Road", None)]
        with as_known(at(3, 5)):
            ends = dict(Address.objects.values_list("lines", "ends"))
            assert ends == {"1 Low Road": date(2026, 4, 1), "2 High Road": None}
        with as_known(at(28, 2)):
            assert not Nominal.objects.exists()
        assert Address.objects.count() == 2


def test_a_look_back_inside_a_look_back_returns_to_the_outer_one(moved: tuple[User, Nominal]) -> None:
    with acting_as(moved[0]), as_known(at(30, 4)):
        with as_known(at(28, 2)):
            assert not Address.objects.exists()
        assert Address.objects.count() == 1


def test_the_past_is_seen_by_today_s_rights_only(moved: tuple[User, Nominal]) -> None:
    for stranger in (make_user(), None):
        with acting_as(stranger) if stranger else transaction.atomic(), as_known(at(4, 5)):
            assert not any(model._default_manager.exists() for model, _ in tracked_models())
    partner = make_user()
    with acting_as(moved[0]):
        open_partnership(
            moved[0],
            nominal_id=moved[1].pk,
            agency=partner.agency,
            relation="partner",
            purpose="housing",
            starts=date(2026, 11, 1),
        )
        convict(moved[0], moved[1].pk)
    with acting_as(partner), as_known(datetime.now(UTC)):
        assert Address.objects.count() == 2
        assert not Conviction.objects.exists()


def test_nothing_is_written_to_the_past(moved: tuple[User, Nominal]) -> None:
    with (
        pytest.raises(Exception, match="permission denied for view"),
        acting_as(moved[0]),
        as_known(at(4, 5)),
    ):
        Address.objects.update(lines="3 New Road")


def test_it_needs_a_transaction() -> None:
    with pytest.raises(transaction.TransactionManagementError), as_known(at(4, 5)):
        pass


@pytest.fixture
def elsewhere() -> dict[str, str]:
    """A database of its own, that tables can be changed in."""
    application, owner = clone(f"cairn_as_known_{os.environ.get('PYTEST_XDIST_WORKER', 'one')}")
    return {**os.environ, "DATABASE_URL": application, "DATABASE_OWNER_URL": owner}


def _run(environment: dict[str, str], *command: str) -> None:
    subprocess.run([sys.executable, "-m", *command], env=environment, check=True, capture_output=True)


def test_without_its_views_the_past_is_refused_and_never_answered_by_the_present(
    elsewhere: dict[str, str],
) -> None:
    with psycopg.connect(elsewhere["DATABASE_OWNER_URL"]) as owner:
        owner.execute("DROP VIEW as_known.record_name")
        with pytest.raises(Conflict, match="brought up to date"):
            turn_back(owner.cursor(), at(1, 5))


def test_history_from_before_a_column_was_added_is_read_after_it(elsewhere: dict[str, str]) -> None:
    key = "11111111-1111-4111-8111-111111111111"
    manage = ("django", "migrate", "record", "0005", "--database", "owner", "-v", "0")
    settings = {**elsewhere, "DJANGO_SETTINGS_MODULE": "cairn.project.settings"}
    with psycopg.connect(elsewhere["DATABASE_OWNER_URL"]) as owner:
        for statement in forgetting():
            owner.execute(statement)
    _run(settings, *manage)
    with psycopg.connect(elsewhere["DATABASE_OWNER_URL"]) as owner:
        owner.execute("INSERT INTO record_nominal VALUES (%s, '1980-05-01', 'male', '', NULL, now())", [key])
        columns = owner.execute(
            "SELECT array_agg(column_name::text) FROM information_schema.columns "
            "WHERE table_name = 'record_convictionhistory'"
        ).fetchone()
        assert columns is not None
        assert "order_id" not in columns[0]
        owner.execute(
            'INSERT INTO record_conviction (id, nominal_id, outcome, "on", offence, court, '
            "trial_outcome, recorded_at) VALUES (%(key)s, %(key)s, 'conviction', '2020-03-02', 'SOA 2003 s.9', "
            "'', '', now())",
            {"key": key},
        )
    _run(elsewhere, "cairn.cli.main", "migrate")
    with psycopg.connect(elsewhere["DATABASE_OWNER_URL"]) as owner:
        turn_back(owner.cursor(), datetime.now(UTC))
        ((_, person),) = list(read_facts(owner))
    assert [(row.id, row.order) for row in person.convictions] == [(key, None)]


def test_every_remembered_table_has_its_past() -> None:
    """Names are among them, and nothing that is not remembered is."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT viewname FROM pg_views WHERE schemaname = 'as_known'")
        found = {name for (name,) in cursor.fetchall()}
    assert found == {model._meta.db_table for model, _ in tracked_models()}
    assert Name._meta.db_table in found
    assert "access_user" not in found
