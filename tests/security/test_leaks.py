"""
The leak drill: every route, for everybody who has no right to what stands there, searched for planted words.

Answers are searched as they leave: status, headers and every byte. A new route is drilled the day it is born,
because the routes are the site's own list; a new table, because the world has a row in each.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver
from pytest_django.fixtures import Settings

from cairn.access.kinds import Purpose
from cairn.access.models import NamedReader, Partnership, Relation, RestrictedFact, RestrictedNominal
from cairn.access.need_to_know.matrix import matrix
from cairn.accounts.database_user import acting_as
from cairn.accounts.kinds import AgencyKind
from cairn.accounts.models import User
from cairn.accounts.roles import CASE_ROLES, Role
from cairn.record.models import Address
from tests.factories.access import make_agency, make_user
from tests.security.addresses import address_of, every_route
from tests.security.world import (
    ACTION,
    ASKERS,
    CANARIES,
    DRAFT,
    OWNERS,
    PURPOSE,
    World,
    make_world,
)
from tests.web.conftest import Browser, just_now

pytestmark = pytest.mark.django_db
ROUTES = every_route(get_resolver())
EVERYTHING = {*CANARIES, ACTION, PURPOSE, *OWNERS, DRAFT}
# The owner's auditor reads that the record was opened by another agency, and the reason that was given for it.
TOLD = {"emergency": {"the owner's auditor": ["CANARY emergency"]}}
# Sent to every route that takes a form: words that many of them ask for, none of them planted.
TYPED = {
    "text": "Nobody",
    "surname": "Nobody",
    "why": "A reason that is long enough to be one",
    "reason": "A reason that is long enough to be one",
    "answer": "A reason that is long enough to be one",
    "recipient": "Somebody",
    "purpose_kind": "custody",
    "days": "30",
    "outcome": "seen",
    "decision": "retain",
}


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Settings) -> None:
    settings.CAIRN = settings.CAIRN.model_copy(update={"demo": True})


def bytes_of(response: HttpResponse) -> bytes:
    """Everything that reaches the reader."""
    headers = "\n".join(f"{name}: {value}" for name, value in response.items())
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return headers.encode() + b"\n" + body


def leaked(client: Client, address: str, canaries: Iterable[str], *, posting: bool = True) -> list[str]:
    """Which planted words reach the reader, by whatever the route answers."""
    answers = [client.get(address)]
    if posting:
        answers.append(client.post(address, TYPED))
    said = b"\n".join(map(bytes_of, answers))
    return sorted(word for word in canaries if word.encode() in said)


def signed_in(user: User | None) -> Client:
    client = Browser(raise_request_exception=False)
    if user is not None:
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        just_now(client)
    return client


def a_partner(world: World, purpose: Purpose, until: date | None = None, role: Role = Role.PARTNER) -> User:
    user = make_user(role, agency=make_agency(AgencyKind.HEALTH))
    with acting_as(world.officer):
        Partnership.objects.create(
            nominal_id=world.nominal.pk,
            agency=user.agency,
            relation=Relation.PARTNER,
            purpose_kind=purpose,
            purpose="work together",
            starts=date(2020, 1, 1),
            until=until,
        )
    return user


def without_right(world: World) -> dict[str, User | None]:
    """Everybody who may read nothing of the person."""
    agency = world.officer.agency
    return {
        "nobody signed in": None,
        "another force's officer": make_user(),
        "another force's supervisor": make_user(Role.SUPERVISOR),
        "another agency's practitioner": make_user(Role.PARTNER, agency=make_agency(AgencyKind.HOUSING)),
        "a partner until last year": a_partner(world, Purpose.RISK_MANAGEMENT, until=date(2025, 1, 1)),
        "the owner's administrator": make_user(Role.ADMINISTRATOR, agency=agency),
        "the owner's analyst": make_user(Role.ANALYST, agency=agency),
        "the owner's auditor": make_user(Role.AUDITOR, agency=agency),
    }


@pytest.mark.parametrize("pattern", ROUTES, ids=lambda pattern: pattern.name)
def test_no_byte_reaches_whoever_has_no_right(pattern: URLPattern) -> None:
    world = make_world()
    address = address_of(pattern, world)
    found = {
        name: words
        for name, user in without_right(world).items()
        if (words := leaked(signed_in(user), address, EVERYTHING | set(ASKERS)))
    }
    assert found == TOLD.get(str(pattern.name), {})


@pytest.mark.parametrize("pattern", ROUTES, ids=lambda pattern: pattern.name)
def test_an_emergency_that_is_over_opens_nothing_but_ones_own_words(pattern: URLPattern) -> None:
    world = make_world()
    assert leaked(signed_in(world.asker), address_of(pattern, world), EVERYTHING) == []


def allowed_to(kinds: Iterable[str]) -> set[str]:
    kinds = set(kinds)
    return {word for word, kind in CANARIES.items() if kind in kinds}


@pytest.mark.parametrize("purpose", Purpose)
def test_a_partner_is_sent_what_its_purpose_needs_on_no_route_more(purpose: Purpose) -> None:
    world = make_world()
    user = a_partner(world, purpose)
    allowed = allowed_to(fact.kind for fact in matrix().read_by(Role.PARTNER, purpose)) | {PURPOSE}
    if "plan" in {fact.kind for fact in matrix().read_by(Role.PARTNER, purpose)}:
        allowed.add(ACTION)
    client = signed_in(user)
    found = {
        str(pattern.name): words
        for pattern in ROUTES
        if (words := leaked(client, address_of(pattern, world), EVERYTHING - allowed, posting=False))
    }
    assert found == {}


@pytest.mark.parametrize("role", sorted(CASE_ROLES))
def test_a_role_is_sent_the_kinds_it_reads_on_no_route_more(role: Role) -> None:
    world = make_world()
    allowed = allowed_to(fact.kind for fact in matrix().read_by(role, None))
    allowed |= {ACTION, PURPOSE, *OWNERS}
    client = signed_in(make_user(role, agency=world.officer.agency))
    found = {
        str(pattern.name): words
        for pattern in ROUTES
        if (words := leaked(client, address_of(pattern, world), EVERYTHING - allowed, posting=False))
    }
    assert found == {}


def test_a_restricted_record_reaches_none_but_those_it_names() -> None:
    world = make_world()
    addresses = [address_of(pattern, world) for pattern in ROUTES]
    with acting_as(world.supervisor):
        NamedReader.objects.create(
            nominal_id=world.nominal.pk, user=world.supervisor, named_by=world.supervisor
        )
        RestrictedNominal.objects.create(
            nominal_id=world.nominal.pk, ground="police-employee", why="x" * 20, set_by=world.supervisor
        )
    unnamed = [
        world.officer,
        make_user(Role.SUPERVISOR, agency=world.officer.agency),
        world.partner,
        world.asker,
    ]
    for user in unnamed:
        client = signed_in(user)
        own = {DRAFT, *ASKERS} if user in {world.officer, world.asker} else set()
        assert {a: w for a in addresses if (w := leaked(client, a, EVERYTHING - own, posting=False))} == {}


def test_a_restricted_fact_reaches_none_but_those_it_is_kept_for() -> None:
    world = make_world()
    with acting_as(world.supervisor):
        RestrictedFact.objects.create(
            nominal_id=world.nominal.pk,
            kept_in="record_address",
            row_id=Address.objects.get(nominal=world.nominal).pk,
            category="source",
            why="CANARY source",
            roles=["supervisor"],
            agencies=[world.supervisor.agency_id],
            set_by=world.supervisor,
        )
    # The rows' ids, looked up by somebody who reads them all.
    reader = World(**{**vars(world), "officer": world.supervisor})
    addresses = [address_of(pattern, reader) for pattern in ROUTES]
    for user in (world.officer, world.partner, make_user(Role.RECORDS, agency=world.officer.agency)):
        client = signed_in(user)
        words = {"1 CANARY Row", "CANARY source"}
        assert {a: w for a in addresses if (w := leaked(client, a, words, posting=False))} == {}
    shown = signed_in(world.officer).get(f"/people/{world.nominal.pk}/").content.decode()
    assert "An address is withheld: it would show who told us." in shown


@pytest.mark.parametrize(
    "typed",
    [
        {"text": "Canary"},
        {"text": "Canary 1 5 1980"},
        {"text": "79/163001B"},
        {"text": "Feather"},
        {"date_of_birth_0": "1", "date_of_birth_1": "5", "date_of_birth_2": "1980"},
    ],
    ids=["forename", "forename and birth", "number", "part of the surname", "birth"],
)
def test_a_search_tells_whoever_has_no_right_nothing_of_the_person(typed: dict[str, str]) -> None:
    world = make_world()
    searched = {word for word in EVERYTHING if word not in " ".join(typed.values())}
    for name, user in without_right(world).items():
        said = bytes_of(signed_in(user).post("/people/find/", typed, follow=True))
        assert [word for word in searched if word.encode() in said] == [], name


def _relations() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT n.nspname || '.' || quote_ident(c.relname) FROM pg_class c "
            "JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind IN ('r', 'v', 'm', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema') "
            "AND n.nspname NOT LIKE 'pg_temp%' AND n.nspname NOT LIKE 'pg_toast%' ORDER BY 1"
        )
        return [name for (name,) in cursor.fetchall()]


def test_raw_sql_over_every_table_and_view_gives_whoever_has_no_right_nothing() -> None:
    world = make_world()
    relations = _relations()
    assert "public.record_addresshistory" in relations
    assert "as_known.record_address" in relations
    for name, user in {**without_right(world), "an emergency that is over": world.asker}.items():
        found: dict[str, list[str]] = {}
        for relation in relations:
            with transaction.atomic():
                text = _read(user, relation)
            # Their own words are the asker's to read again.
            if words := sorted(word for word in EVERYTHING if word in text):
                found[relation] = words
        assert found == {}, name


def _read(user: User | None, relation: str) -> str:
    """Every row that the database gives, as text: with the settings that the application may set, set."""
    statement = f"SELECT coalesce(string_agg(to_jsonb(t)::text, ' '), '') FROM {relation} t"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT cairn_bind(%s::uuid)", [user.pk if user else None])
            cursor.execute("SELECT set_config('cairn.known_at', now()::text, true)")
            cursor.execute(statement)
            return str(cursor.fetchone()[0])
    except DatabaseError as refused:
        assert "permission denied" in str(refused)  # noqa: PT017  no right at all is the best answer
        return ""


def test_the_drill_finds_what_it_looks_for() -> None:
    """The owner's supervisor reads nearly every planted word somewhere: a drill that finds nothing would pass."""
    world = make_world()
    client = signed_in(world.supervisor)
    seen: set[str] = set()
    for pattern in ROUTES:
        seen |= set(leaked(client, address_of(pattern, world), EVERYTHING | set(ASKERS), posting=False))
    # A draft is its author's; a number is shown as it was typed; a question stands on a form's own page, and why a
    # visit was corrected on the history of visits, where the drill looks at that of names.
    unseen = {DRAFT, "1979/0163001B", "CANARY question", "CANARY mistake"}
    assert (EVERYTHING | set(ASKERS)) - seen == unseen
