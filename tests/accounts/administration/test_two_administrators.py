"""A role that opens records takes two administrators: the services, and raw SQL as the application role."""

from __future__ import annotations

import uuid

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from cairn.accounts.administration.services import (
    approve_role,
    approve_role_as_operator,
    change_post,
    invite,
    refuse_role,
    reinstate,
    suspend,
)
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import Agency, User
from cairn.accounts.roles import OPENING, Role
from cairn.accounts.staff.queries import proposed_user_named
from cairn.accounts.staff.services import create_user
from cairn.errors import Conflict, NotAllowed, NotFound
from cairn.ledger.models import Entry
from tests.access.test_separation_of_duties import denied, sql
from tests.factories.access import as_operator, make_agency, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def agency() -> Agency:
    return make_agency()


@pytest.fixture
def first(agency: Agency) -> User:
    return make_user(Role.ADMINISTRATOR, agency=agency)


@pytest.fixture
def second(agency: Agency) -> User:
    return make_user(Role.ADMINISTRATOR, agency=agency)


def _added(by: User, role: Role = Role.SUPERVISOR) -> User:
    with acting_as(by):
        return create_user(
            by, username=uuid.uuid4().hex[:12], name="New", agency=by.agency, role=role, password=None
        )


def _state(user: User) -> tuple[str, bool, bool, str]:
    user.refresh_from_db()
    return user.role, user.is_active, user.awaiting_approval, user.proposed_role


@pytest.mark.parametrize("role", sorted(OPENING))
def test_an_account_that_opens_records_waits_for_a_second_person(
    first: User, second: User, role: Role
) -> None:
    user = _added(first, role)
    assert _state(user) == (role, False, True, role)
    with acting_as(first):
        with pytest.raises(NotAllowed, match="You proposed"):
            approve_role(first, user_id=user.pk)
        with pytest.raises(Conflict, match="waits for approval"):
            invite(first, user_id=user.pk)
        with pytest.raises(Conflict, match="waits for approval"):
            reinstate(first, user_id=user.pk)
    with acting_as(second):
        approve_role(second, user_id=user.pk)
        assert invite(second, user_id=user.pk)
        entry = Entry.objects.get(what="user's role approved")
    assert (entry.detail["proposed_by"], entry.detail["approved_by"]) == (str(first.pk), str(second.pk))
    assert _state(user) == (role, True, False, "")


@pytest.mark.parametrize("role", sorted(set(Role) - OPENING))
def test_an_account_that_opens_none_is_there_at_once(first: User, role: Role) -> None:
    assert _state(_added(first, role)) == (role, True, False, "")


def test_another_role_is_only_proposed_and_the_old_one_holds_until_it_is_approved(
    first: User, second: User
) -> None:
    user = make_user(Role.AUDITOR, agency=first.agency)
    with acting_as(first):
        change_post(first, user_id=user.pk, role="supervisor", team=None)
        assert _state(user) == ("auditor", True, False, "supervisor")
        with pytest.raises(NotAllowed, match="You proposed"):
            approve_role(first, user_id=user.pk)
    with acting_as(second):
        with pytest.raises(Conflict, match="already"):
            change_post(second, user_id=user.pk, role="supervisor", team=None)
        approve_role(second, user_id=user.pk)
        with pytest.raises(Conflict, match="already"):
            approve_role(second, user_id=user.pk)
    assert _state(user) == ("supervisor", True, False, "")


@pytest.mark.parametrize("who", ["first", "second"])
def test_either_drops_a_proposal_and_the_ledger_names_both(first: User, second: User, who: str) -> None:
    user, actor = make_user(Role.AUDITOR, agency=first.agency), {"first": first, "second": second}[who]
    with acting_as(first):
        change_post(first, user_id=user.pk, role="supervisor", team=None)
    with acting_as(actor):
        refuse_role(actor, user_id=user.pk)
        detail = Entry.objects.get(what="user's role refused").detail
        with pytest.raises(Conflict):
            refuse_role(actor, user_id=user.pk)
    assert (detail["proposed_by"], detail["refused_by"]) == (str(first.pk), str(actor.pk))
    assert _state(user) == ("auditor", True, False, "")


def test_a_refused_account_comes_back_to_waiting_never_to_open(first: User, second: User) -> None:
    user = _added(first)
    for actor in (second, first):
        with acting_as(actor):
            suspend(actor, user_id=user.pk)
            assert _state(user) == ("supervisor", False, False, "supervisor")
            reinstate(actor, user_id=user.pk)
            assert _state(user) == ("supervisor", False, True, "supervisor")


def test_a_waiting_account_is_proposed_anew_in_the_name_of_whoever_changes_it(
    first: User, second: User
) -> None:
    user = _added(first)
    with acting_as(second):
        change_post(second, user_id=user.pk, role="administrator", team=None)
        with pytest.raises(NotAllowed):
            approve_role(second, user_id=user.pk)
    with acting_as(first):
        approve_role(first, user_id=user.pk)
    assert _state(user) == ("administrator", True, False, "")


def test_to_a_role_that_opens_nothing_at_once(first: User) -> None:
    user, waiting = make_user(Role.SUPERVISOR, agency=first.agency), _added(first)
    with acting_as(first):
        for it in (user, waiting):
            change_post(first, user_id=it.pk, role="analyst", team=None)
            assert _state(it) == ("analyst", True, False, "")


def test_the_operator_approves_where_there_is_no_second_administrator(first: User) -> None:
    user = _added(first, Role.ADMINISTRATOR)
    with as_operator():
        approve_role_as_operator(proposed_user_named(user.username.upper()))
        entry = Entry.objects.get(what="user's role approved")
    assert (entry.actor_id, entry.detail["proposed_by"]) == (None, str(first.pk))
    assert _state(user) == ("administrator", True, False, "")
    with pytest.raises(NotFound):
        proposed_user_named(user.username)


INSERT = (
    "INSERT INTO access_user (id, username, name, email, password, agency_id, role, is_active, date_joined, "
    "awaiting_approval, proposed_role, proposed_by_id) VALUES (%s, %s, 'New', '', '!', %s, %s, %s, now(), %s, %s, %s)"
)


@pytest.mark.parametrize(
    ("role", "active", "waits", "proposed", "by"),
    [
        ("supervisor", True, False, "", None),
        ("supervisor", False, False, "", None),
        ("supervisor", False, True, "", None),
        ("supervisor", True, False, "supervisor", "me"),
        ("supervisor", False, True, "supervisor", "second"),
        ("supervisor", False, True, "chair", "me"),
        ("auditor", False, True, "supervisor", "second"),
        ("auditor", True, False, "supervisor", "me"),
    ],
)
def test_no_account_is_put_in_but_as_proposed_by_oneself(
    first: User, second: User, role: str, active: bool, waits: bool, proposed: str, by: str | None
) -> None:
    who = {"me": first.pk, "second": second.pk, None: None}[by]
    with acting_as(first), denied():
        sql(INSERT, uuid.uuid4(), "x", first.agency_id, role, active, waits, proposed, who)


CLEARED = "proposed_role = '', proposed_team_id = NULL, proposed_by_id = NULL"
OPEN = "is_active = true, awaiting_approval = false"


@pytest.mark.parametrize(
    "change",
    [
        OPEN,
        f"{OPEN}, {CLEARED}",
        CLEARED,
        "role = 'chair'",
        f"role = 'chair', {CLEARED}",
        f"role = 'chair', {CLEARED}, {OPEN}",
        "proposed_by_id = %(second)s",
        "proposed_role = 'chair'",
        "proposed_role = 'auditor'",
        f"proposed_by_id = %(second)s, {OPEN}",
    ],
)
def test_the_proposer_alone_opens_no_waiting_account(first: User, second: User, change: str) -> None:
    user = _added(first)
    with acting_as(first), denied():
        sql(
            f"UPDATE access_user SET {change.replace('%(second)s', repr(str(second.pk)))} WHERE id = %s",
            user.pk,
        )
    assert _state(user) == ("supervisor", False, True, "supervisor")


@pytest.mark.parametrize(
    "change",
    [
        "role = 'supervisor'",
        f"role = 'supervisor', {CLEARED}",
        "role = 'chair'",
        "proposed_by_id = %(second)s",
        "role = 'supervisor', proposed_by_id = %(second)s",
        "role = 'supervisor', is_active = false",
    ],
)
def test_the_proposer_alone_raises_nobody(first: User, second: User, change: str) -> None:
    user = make_user(Role.AUDITOR, agency=first.agency)
    with acting_as(first):
        change_post(first, user_id=user.pk, role="supervisor", team=None)
        with denied():
            sql(
                f"UPDATE access_user SET {change.replace('%(second)s', repr(str(second.pk)))} WHERE id = %s",
                user.pk,
            )
    assert _state(user) == ("auditor", True, False, "supervisor")


def test_nobody_approves_what_was_not_proposed_or_about_themselves(first: User, second: User) -> None:
    user = _added(first)
    with acting_as(second), denied():
        sql(f"UPDATE access_user SET role = 'chair', {OPEN}, {CLEARED} WHERE id = %s", user.pk)
    with acting_as(first):
        sql(
            "UPDATE access_user SET proposed_role = 'supervisor', proposed_by_id = %s WHERE id = %s",
            first.pk,
            second.pk,
        )
    with acting_as(second), denied():
        sql(f"UPDATE access_user SET role = 'supervisor', {CLEARED} WHERE id = %s", second.pk)


def test_one_alone_walks_no_way_round_by_steps(first: User) -> None:
    user = _added(first)
    steps = (
        ("is_active = false, awaiting_approval = false", (OPEN, f"{OPEN}, {CLEARED}", CLEARED)),
        (
            f"role = 'auditor', {OPEN}, {CLEARED}",
            ("role = 'supervisor'", f"proposed_role = 'supervisor', {OPEN}"),
        ),
        (
            f"proposed_role = 'supervisor', proposed_by_id = '{first.pk}'",
            ("role = 'supervisor'", f"role = 'supervisor', {CLEARED}"),
        ),
        ("is_active = false", ("role = 'supervisor'", f"role = 'supervisor', {CLEARED}, {OPEN}")),
    )
    with acting_as(first):
        for step, attempts in steps:
            assert sql(f"UPDATE access_user SET {step} WHERE id = %s", user.pk) == 1
            for attempt in attempts:
                with pytest.raises(DatabaseError), transaction.atomic():
                    sql(f"UPDATE access_user SET {attempt} WHERE id = %s", user.pk)
    assert _state(user) == ("auditor", False, False, "supervisor")


def _used(user: User) -> User:
    with as_operator():
        User.objects.filter(pk=user.pk).update(last_login=timezone.now())
    user.refresh_from_db()
    return user


@pytest.mark.parametrize("role", sorted(OPENING))
def test_one_alone_does_not_invite_to_an_account_in_use_and_enter_it(
    first: User, second: User, role: Role
) -> None:
    user = _used(make_user(role, agency=first.agency))
    with acting_as(first):
        assert invite(first, user_id=user.pk) == ""
        assert _state(user) == (role, False, True, role)
        for alone in (approve_role, reinstate, invite):
            with pytest.raises((NotAllowed, Conflict)):
                alone(first, user_id=user.pk)
        suspend(first, user_id=user.pk)
        reinstate(first, user_id=user.pk)
        assert _state(user) == (role, False, True, role)
        for change in (OPEN, f"{OPEN}, {CLEARED}", CLEARED):
            with denied():
                sql(f"UPDATE access_user SET {change} WHERE id = %s", user.pk)
        assert Entry.objects.get(what="user's invitation proposed").detail["proposed_by"] == str(first.pk)
    with acting_as(second):
        approve_role(second, user_id=user.pk)
    assert _state(user) == (role, True, False, "")


def test_an_account_that_opens_nothing_and_one_never_used_are_invited_by_one(first: User) -> None:
    with acting_as(first):
        assert invite(first, user_id=_used(make_user(Role.AUDITOR, agency=first.agency)).pk)
        assert invite(first, user_id=make_user(Role.SUPERVISOR, agency=first.agency).pk)


def test_nobody_shuts_an_account_in_anothers_name_or_leaves_it_open_as_proposed(
    first: User, second: User
) -> None:
    user = make_user(Role.SUPERVISOR, agency=first.agency)
    shut = "is_active = false, awaiting_approval = true"
    with acting_as(first):
        for change in (f"{shut}, proposed_by_id = '{second.pk}'", f"proposed_by_id = '{first.pk}'"):
            with denied():
                sql(
                    f"UPDATE access_user SET proposed_role = 'supervisor', {change} WHERE id = %s",
                    user.pk,
                )
    assert _state(user) == ("supervisor", True, False, "")
