"""Raw SQL against the access layers' own tables: everything here must fail, whatever the services check."""

from __future__ import annotations

import uuid
from contextlib import nullcontext
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from cairn.access.models import AccessRequest, BreakGlass, Partnership, Transfer
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import Agency, User
from cairn.accounts.roles import Role
from cairn.dates import today
from tests.factories.access import as_operator, make_user
from tests.factories.record import make_person
from tests.security.raw import changed, insert, one, recomputed, refused, rows
from tests.security.world import World, make_world

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


@pytest.fixture
def world() -> World:
    return make_world()


def opening(world: World, user: User, **facts: Any) -> None:
    """An emergency opening as a service would write it, but for what is given."""
    now = one("SELECT now()")
    insert(
        "access_breakglass",
        **{
            "id": uuid.uuid4(),
            "nominal_id": world.nominal.pk,
            "user_id": user.pk,
            "agency_id": user.agency_id,
            "why": "He may be about to hurt a child",
            "until": now + timedelta(hours=4),
            "review_by": now + timedelta(hours=24),
            "finding": "",
            "review_note": "",
            **facts,
        },
    )


def restrict(world: World, *readers: User) -> None:
    with acting_as(world.supervisor):
        for user in (world.supervisor, *readers):
            insert(
                "access_namedreader",
                id=uuid.uuid4(),
                nominal_id=world.nominal.pk,
                user_id=user.pk,
                named_by_id=world.supervisor.pk,
            )
        insert(
            "access_restrictednominal",
            id=uuid.uuid4(),
            nominal_id=world.nominal.pk,
            ground="other",
            why="CANARY why",
            lifted_why="",
            set_by_id=world.supervisor.pk,
        )


def offer(world: World, to: Agency, **facts: Any) -> uuid.UUID:
    made = uuid.uuid4()
    with acting_as(world.supervisor):
        insert(
            "access_transfer",
            **{
                "id": made,
                "nominal_id": world.nominal.pk,
                "from_agency_id": world.supervisor.agency_id,
                "to_agency_id": to.pk,
                "why": "He has moved there",
                "offered_by_id": world.supervisor.pk,
                "lapses_on": today() + 14 * DAY,
                "overlap_days": 28,
                "outcome": "",
                "answer": "",
                **facts,
            },
        )
    return made


# Emergency openings


def test_an_opening_as_the_service_writes_it_opens_the_record(world: World) -> None:
    with acting_as(world.asker):
        opening(world, world.asker)
        assert one("SELECT count(*) FROM record_conviction") == 1
        assert changed("UPDATE record_conviction SET court = ''") == 0


@pytest.mark.parametrize(
    "facts",
    [
        {"until": timezone.now() + timedelta(hours=9)},
        {"review_by": timezone.now() + timedelta(days=300)},
        {"opened_at": timezone.now() + timedelta(hours=3)},
        {"reviewed_at": timezone.now()},
        {"finding": "justified"},
        {"nominal_id": uuid.uuid4()},
    ],
    ids=["too long", "reviewed next year", "shown later", "reviewed", "found justified", "nobody"],
)
def test_an_opening_is_no_longer_and_no_less_reviewed_than_the_rule(
    world: World, facts: dict[str, Any]
) -> None:
    with acting_as(world.asker), refused():
        opening(world, world.asker, **facts)


def test_nobody_opens_in_anothers_name_or_for_a_role_or_agency_without_the_right(world: World) -> None:
    clerk = make_user(Role.FRONT_COUNTER, agency=world.asker.agency)
    with acting_as(world.asker), refused():
        opening(world, make_user(agency=world.asker.agency))
    with acting_as(world.asker), refused():
        opening(world, world.asker, agency_id=world.officer.agency_id)
    with acting_as(clerk), refused():
        opening(world, clerk)
    with acting_as(world.partner), refused():
        opening(world, world.partner)


def test_nobody_opens_what_their_own_agency_works_with(world: World) -> None:
    with acting_as(world.officer), refused():
        opening(world, world.officer)


def test_nobody_opens_a_restricted_record_and_restricting_shuts_an_opening(world: World) -> None:
    with acting_as(world.asker):
        opening(world, world.asker)
    restrict(world)
    with acting_as(world.asker):
        assert one("SELECT count(*) FROM record_nominal") == 0
        with refused():
            opening(world, world.asker)


def test_nobody_lengthens_an_opening_or_takes_it_back(world: World) -> None:
    with acting_as(world.asker):
        opening(world, world.asker)
        for statement in (
            "UPDATE access_breakglass SET until = now() + interval '1 year'",
            "UPDATE access_breakglass SET nominal_id = gen_random_uuid()",
            "DELETE FROM access_breakglass",
        ):
            with refused("permission denied"):
                changed(statement)


def test_nobody_reviews_their_own_opening_even_as_a_supervisor_of_the_owner(world: World) -> None:
    review = "UPDATE access_breakglass SET reviewed_at = now(), reviewed_by_id = %s, finding = 'justified'"
    moved = make_user(Role.SUPERVISOR)
    with acting_as(moved):
        opening(world, moved)
    with as_operator():
        User.objects.filter(pk=moved.pk).update(agency=world.officer.agency)
    for user in (world.asker, make_user(Role.SUPERVISOR, agency=world.asker.agency), world.officer):
        with acting_as(user):
            assert changed(review, [user.pk]) == 0
    with acting_as(moved):
        changed(review, [moved.pk])
        assert one("SELECT count(*) FROM access_breakglass WHERE reviewed_at IS NULL") == 1
    # A second row would need the right, which those who work with the person have not.
    with acting_as(moved), refused():
        opening(world, moved, reviewed_by_id=world.supervisor.pk)
    with acting_as(world.supervisor), refused():
        changed(review + " WHERE user_id = %s", [world.officer.pk, moved.pk])


def test_a_review_is_not_done_again_or_undone(world: World) -> None:
    review = (
        "UPDATE access_breakglass SET reviewed_at = now(), reviewed_by_id = %s, finding = 'not-justified'"
    )
    other = make_user(Role.SUPERVISOR, agency=world.officer.agency)
    with acting_as(world.supervisor):
        assert changed(review, [world.supervisor.pk]) == 1
    with acting_as(other):
        assert changed(review.replace("not-justified", "justified"), [other.pk]) == 0
        assert changed("UPDATE access_breakglass SET reviewed_at = NULL") == 0


# Partnerships


@pytest.mark.parametrize("who", ["partner", "asker"])
def test_nobody_makes_their_agency_owner_or_partner(world: World, who: str) -> None:
    user: User = getattr(world, who)
    for role in (None, Role.SUPERVISOR):
        user = make_user(role, agency=user.agency) if role else user
        for relation in ("owner", "partner"):
            with acting_as(user), refused():
                insert(
                    "access_partnership",
                    id=uuid.uuid4(),
                    nominal_id=world.nominal.pk,
                    agency_id=user.agency_id,
                    relation=relation,
                    purpose_kind="custody",
                    purpose="taken",
                    starts=today(),
                    until=today(),
                )
        with acting_as(user):
            for change in ("relation = 'owner'", "purpose_kind = 'custody'", "until = NULL"):
                assert changed(f"UPDATE access_partnership SET {change}") == 0


def test_the_owner_makes_no_second_owner_and_does_not_give_itself_up(world: World) -> None:
    with acting_as(world.supervisor):
        with refused():
            changed("UPDATE access_partnership SET relation = 'owner' WHERE relation = 'partner'")
        assert changed("UPDATE access_partnership SET agency_id = agency_id WHERE relation = 'owner'") == 0


# Offers of a record


def test_an_offer_is_taken_once_by_a_supervisor_of_the_agency_offered_while_it_stands(world: World) -> None:
    receiver = make_user(Role.SUPERVISOR, agency=world.asker.agency)
    standing = offer(world, world.asker.agency)
    no_offer = "no such offer"
    for user in (world.asker, world.partner, world.supervisor, make_user(Role.SUPERVISOR)):
        with acting_as(user), refused(no_offer):
            rows("SELECT cairn_take_over(%s)", [standing])
    with refused(no_offer):  # nobody bound
        rows("SELECT cairn_take_over(%s)", [standing])
    with acting_as(receiver):
        for odd in (None, uuid.uuid4(), world.nominal.pk):
            with refused(no_offer):
                rows("SELECT cairn_take_over(%s)", [odd])
        rows("SELECT cairn_take_over(%s)", [standing])
        with refused(no_offer):
            rows("SELECT cairn_take_over(%s)", [standing])
        assert one("SELECT agency_id FROM cairn_held_by(%s)", [world.nominal.pk]) == receiver.agency_id


@pytest.mark.parametrize("end", ["lapsed", "withdrawn", "refused"])
def test_an_offer_that_ended_is_not_taken(world: World, end: str) -> None:
    receiver = make_user(Role.SUPERVISOR, agency=world.asker.agency)
    standing = offer(world, world.asker.agency, **({"lapses_on": today() - DAY} if end == "lapsed" else {}))
    close = f"UPDATE access_transfer SET outcome = '{end}', decided_by_id = %s WHERE id = %s"
    closer = {"withdrawn": world.supervisor, "refused": receiver}.get(end)
    if closer:
        with acting_as(closer):
            assert changed(close, [closer.pk, standing]) == 1
    with acting_as(receiver):
        assert one("SELECT count(*) FROM record_nominal") == 0
        with refused() if end == "lapsed" else nullcontext():
            assert changed("UPDATE access_transfer SET outcome = ''") == 0
        with refused("no such offer"):
            rows("SELECT cairn_take_over(%s)", [standing])


def test_an_offer_stands_no_longer_than_the_rule_and_goes_to_whom_it_went(world: World) -> None:
    with refused():
        offer(world, world.asker.agency, lapses_on=today() + 400 * DAY)
    standing = offer(world, world.asker.agency)
    for user in (world.supervisor, make_user(Role.SUPERVISOR, agency=world.asker.agency)):
        with acting_as(user):
            for column in ("to_agency_id", "from_agency_id", "nominal_id", "lapses_on", "to_team_id"):
                with refused("permission denied"):
                    changed(f"UPDATE access_transfer SET {column} = {column}")
            with refused():
                changed("UPDATE access_transfer SET outcome = 'accepted', decided_by_id = %s", [user.pk])
    with acting_as(world.partner), refused():
        insert(
            "access_transfer",
            id=uuid.uuid4(),
            nominal_id=world.nominal.pk,
            from_agency_id=world.officer.agency_id,
            to_agency_id=world.partner.agency_id,
            why="x",
            offered_by_id=world.partner.pk,
            lapses_on=today(),
            overlap_days=1,
            outcome="",
            answer="",
        )
    with acting_as(world.supervisor):
        assert Transfer.objects.get(pk=standing).to_agency == world.asker.agency


def test_only_who_may_take_a_record_reads_it_before(world: World) -> None:
    offer(world, world.asker.agency)
    with acting_as(make_user(Role.SUPERVISOR, agency=world.asker.agency)):
        assert one("SELECT count(*) FROM record_nominal") == 1
    with acting_as(world.asker):
        assert one("SELECT count(*) FROM record_nominal") == 0


# Requests for access


def test_nobody_grants_their_own_request_or_asks_in_anothers_name(world: World) -> None:
    grant = "UPDATE access_accessrequest SET outcome = 'granted', decided_by_id = %s"
    for user in (world.asker, make_user(Role.SUPERVISOR, agency=world.asker.agency), world.partner):
        with acting_as(user):
            assert changed(grant, [user.pk]) == 0
    with acting_as(world.supervisor), refused():
        changed(grant, [world.officer.pk])
    with acting_as(world.supervisor):
        assert changed(grant, [world.supervisor.pk]) == 1
        assert changed(grant.replace("granted", "refused"), [world.supervisor.pk]) == 0  # answered once
    stranger = make_user()
    for facts in (
        {"asked_by_id": world.asker.pk},
        {"agency_id": world.officer.agency_id},
        {"owner_id": stranger.agency_id},
        {"outcome": "granted"},
        {"nominal_id": uuid.uuid4()},
    ):
        asked = {
            "id": uuid.uuid4(),
            "nominal_id": world.nominal.pk,
            "agency_id": stranger.agency_id,
            "owner_id": world.officer.agency_id,
            "asked_by_id": stranger.pk,
            "purpose_kind": "custody",
            "why": "x",
            "days": 30,
            "outcome": "",
            "answer": "",
            **facts,
        }
        with acting_as(stranger), refused():
            insert("access_accessrequest", **asked)
    with acting_as(stranger):
        assert not AccessRequest.objects.exists()
        assert not Partnership.objects.exists()


# Restrictions


def test_nobody_names_themselves_a_reader_or_lifts_what_bars_them(world: World) -> None:
    restrict(world)
    unnamed = make_user(Role.SUPERVISOR, agency=world.officer.agency)
    for user in (unnamed, world.officer, world.partner, world.asker):
        with acting_as(user):
            with refused():
                insert(
                    "access_namedreader",
                    id=uuid.uuid4(),
                    nominal_id=world.nominal.pk,
                    user_id=user.pk,
                    named_by_id=user.pk,
                )
            for blind in (
                "UPDATE access_namedreader SET ended_at = NULL",
                "UPDATE access_namedreader SET ended_at = now()",
            ):
                assert changed(blind) == 0
            lift = "UPDATE access_restrictednominal SET lifted_at = now(), lifted_by_id = %s"
            assert changed(lift, [user.pk]) == 0
            with refused("permission denied"):
                changed("UPDATE access_namedreader SET user_id = %s", [user.pk])
            assert one("SELECT count(*) FROM record_nominal") == 0


def fact_kept_for_supervisors(world: World) -> uuid.UUID:
    made = uuid.uuid4()
    with acting_as(world.supervisor):
        insert(
            "access_restrictedfact",
            id=made,
            nominal_id=world.nominal.pk,
            kept_in="record_conviction",
            row_id=one("SELECT id FROM record_conviction"),
            category="source",
            why="CANARY source",
            roles=["supervisor"],
            agencies=[world.supervisor.agency_id],
            shown=True,
            set_by_id=world.supervisor.pk,
        )
    return made


def test_nobody_lifts_a_restriction_of_a_fact_that_is_kept_from_them(world: World) -> None:
    fact_kept_for_supervisors(world)
    records = make_user(Role.RECORDS, agency=world.officer.agency)
    for user in (world.officer, records, world.partner, world.asker):
        with acting_as(user):
            # Without a WHERE no policy for reading is asked: what may be changed must itself say so.
            lift = "UPDATE access_restrictedfact SET lifted_at = now(), lifted_by_id = %s"
            assert changed(lift, [user.pk]) == 0
            assert one("SELECT count(*) FROM record_conviction") == 0
            with refused("permission denied"):
                changed("UPDATE access_restrictedfact SET roles = '{offender-manager}'")
    with acting_as(world.supervisor):
        assert one("SELECT count(*) FROM access_restrictedfact WHERE lifted_at IS NULL") == 1


def test_a_fact_of_somebody_elses_record_is_not_restricted_through_ones_own(world: World) -> None:
    with acting_as(world.supervisor):
        (row_id,) = rows("SELECT id FROM record_conviction")[0]
    with acting_as(make_user(Role.SUPERVISOR)) as other:
        mine = make_person(other).pk
        for nominal_id, kept_in in (
            (mine, "record_conviction"),
            (mine, "pg_authid"),
            (world.nominal.pk, "x"),
        ):
            with refused(r"row-level|permission|does not exist"):
                insert(
                    "access_restrictedfact",
                    id=uuid.uuid4(),
                    nominal_id=nominal_id,
                    kept_in=kept_in,
                    row_id=row_id,
                    category="source",
                    why="CANARY source",
                    roles=["supervisor"],
                    agencies=[other.agency_id],
                    shown=True,
                    set_by_id=other.pk,
                )
    with acting_as(world.officer):
        assert one("SELECT count(*) FROM record_conviction") == 1


# What the database runs as the owner


def test_functions_that_run_as_the_owner_tell_a_stranger_nothing(world: World) -> None:
    fact_kept_for_supervisors(world)
    offer(world, make_user(Role.SUPERVISOR).agency)
    roles = [role.value for role in Role]
    stranger = make_user(Role.PARTNER)
    asked: list[tuple[str, list[Any]]] = [
        ("cairn_opened(%s)", [roles]),
        ("cairn_opened(NULL)", []),
        ("cairn_withholds(%s)", [world.nominal.pk]),
        ("cairn_withholds(NULL)", []),
        ("cairn_markers(%s)", [world.nominal.pk]),
        ("cairn_works_with(%s)", [world.nominal.pk]),
        ("cairn_sees(%s)", [world.nominal.pk]),
        ("cairn_sees(NULL)", []),
        ("cairn_owns(%s)", [world.nominal.pk]),
        ("cairn_held_by(%s)", [world.nominal.pk]),
        ("cairn_held_by(NULL)", []),
        ("cairn_told_elsewhere()", []),
        ("cairn_may_break_glass(%s)", [world.nominal.pk]),
        ("cairn_find_names(ARRAY['Canary', 'Featherstone'], NULL, NULL, NULL, 9)", []),
        ("cairn_find_elsewhere(ARRAY['Featherstone'], '1980-05-01', ARRAY['pnc:1979/0163001B'])", []),
        ("cairn_find_elsewhere(NULL, NULL, NULL)", []),
    ]
    with acting_as(stranger):
        for call, parameters in asked:
            told = [row[0] for row in rows(f"SELECT * FROM {call}", parameters)]
            assert not any(told), call
    for call, parameters in asked:  # nobody bound
        assert not any(row[0] for row in rows(f"SELECT * FROM {call}", parameters)), call


def test_whoever_is_told_of_records_elsewhere_is_not_told_by_what_is_restricted(world: World) -> None:
    with acting_as(world.supervisor):
        for table in ("record_name", "record_identifier"):
            insert(
                "access_restrictedfact",
                id=uuid.uuid4(),
                nominal_id=world.nominal.pk,
                kept_in=table,
                row_id=one(f"SELECT id FROM {table}"),
                category="source",
                why="x",
                roles=["supervisor"],
                agencies=[world.supervisor.agency_id],
                shown=False,
                set_by_id=world.supervisor.pk,
            )
    call = "SELECT cairn_find_elsewhere(ARRAY['Featherstone'], '1980-05-01', ARRAY['pnc:1979/0163001B'])"
    with acting_as(world.asker):
        assert rows(call) == []
    with acting_as(world.officer):
        assert rows("SELECT * FROM cairn_find_names(ARRAY['Featherstone'], NULL, NULL, NULL, 9)") == []


def test_the_functions_are_not_the_publics() -> None:
    open_to_all = rows(
        "SELECT p.proname FROM pg_proc p WHERE p.prosecdef AND p.pronamespace = 'public'::regnamespace "
        "AND (p.proacl IS NULL OR EXISTS (SELECT 1 FROM aclexplode(p.proacl) a WHERE a.grantee = 0))"
    )
    loose = rows(
        "SELECT proname FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace "
        "AND NOT coalesce(proconfig::text LIKE '%%search_path=public, pg_temp%%', false)"
    )
    assert open_to_all == loose == []


# The session itself


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine (a int)",
        "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
        "CREATE SCHEMA mine",
        "CREATE OR REPLACE FUNCTION cairn_sees(nominal uuid) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "ALTER TABLE record_nominal DISABLE ROW LEVEL SECURITY",
        "DROP POLICY cairn_select ON record_nominal",
        "CREATE POLICY mine ON record_nominal USING (true)",
        "CREATE TRIGGER mine BEFORE INSERT ON record_nominal EXECUTE FUNCTION cairn_today()",
        "SET session_replication_role = replica",
        "SET SESSION AUTHORIZATION cairn_owner",
        "SELECT pg_read_file('/etc/hostname')",
        "COPY record_nominal TO PROGRAM 'cat'",
    ],
)
def test_the_application_makes_nothing_and_becomes_nobody(statement: str) -> None:
    with acting_as(make_user()), refused(r"permission denied|must be (owner|superuser)"):
        rows(statement)


def test_row_security_off_is_an_error_and_not_a_way_in(world: World) -> None:
    with acting_as(world.asker), refused("would be affected by row-level security"):
        rows("SET LOCAL row_security = off")
        rows("SELECT * FROM record_nominal")


def test_the_planners_statistics_say_nothing_of_guarded_tables(world: World) -> None:
    with acting_as(world.asker):
        assert rows("SELECT * FROM pg_stats WHERE tablename LIKE 'record\\_n%%'") == []
        with refused("permission denied"):
            rows("SELECT * FROM pg_statistic")


@pytest.mark.parametrize("first", ["pg_temp, public", "pg_temp, pg_catalog, public", "public"])
def test_a_temporary_table_in_a_guards_name_deceives_nobody(world: World, first: str) -> None:
    with acting_as(world.asker) as attacker, connection.cursor() as cursor:
        cursor.execute("CREATE TEMP TABLE access_user ON COMMIT DROP AS SELECT * FROM access_user")
        cursor.execute(
            "UPDATE access_user SET agency_id = %s, role = 'supervisor'", [world.officer.agency_id]
        )
        cursor.execute(
            "CREATE TEMP TABLE access_partnership ON COMMIT DROP AS "
            "SELECT %s::uuid AS nominal_id, %s::uuid AS agency_id, 'owner' AS relation, "
            "'2020-01-01'::date AS starts, NULL::date AS until",
            [world.nominal.pk, attacker.agency_id],
        )
        cursor.execute(
            "CREATE FUNCTION pg_temp.cairn_user_id() RETURNS uuid LANGUAGE sql AS "
            f"$$ SELECT '{world.officer.pk}'::uuid $$"
        )
        cursor.execute(
            "CREATE FUNCTION pg_temp.now() RETURNS timestamptz LANGUAGE sql AS "
            "$$ SELECT '2024-03-04 11:00+00'::timestamptz $$"
        )
        cursor.execute(f"SET LOCAL search_path = {first}")
        cursor.execute("SELECT public.cairn_case_agency(%s)", [[role.value for role in Role]])
        assert cursor.fetchone() == (attacker.agency_id,)
        for call in ("cairn_sees", "cairn_owns", "cairn_works_with"):
            cursor.execute(f"SELECT public.{call}(%s)", [world.nominal.pk])
            assert cursor.fetchone() == (False,)
        for table in ("record_nominal", "record_conviction", "clock_duty"):
            cursor.execute(f"SELECT count(*) FROM public.{table}")
            assert cursor.fetchone() == (0,)


def test_naming_a_nominal_as_recomputed_opens_it_to_nobody_who_does_not_work_with_them(world: World) -> None:
    with acting_as(world.asker):
        rows("SELECT set_config('cairn.recomputed', %s, true)", [str(world.nominal.pk)])
        assert one("SELECT count(*) FROM record_conviction") == 0
        assert changed("DELETE FROM clock_duty") == 0


def test_the_review_duty_is_computed_whoever_acts(world: World) -> None:
    recomputed(world.officer, world.nominal.pk)
    with acting_as(world.officer):
        assert one("SELECT count(*) FROM clock_duty WHERE kind = 'access-review'") == 1
        assert not BreakGlass.objects.exists()
