"""Signing in: a password and a one-time code, locked after wrong guesses, over after a while."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from tests.factories.access import change_user, make_user

pytestmark = pytest.mark.django_db

PASSWORD = "cairns mark the path 7"


@pytest.fixture(autouse=True)
def _no_earlier_guesses() -> None:
    cache.clear()


@pytest.fixture
def officer() -> User:
    return make_user(password=PASSWORD)


def _code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def _sign_in(client: Client, username: str, password: str = PASSWORD, **extra: str) -> int:
    return client.post("/sign-in/", {"login": username, "password": password}, **extra).status_code


def test_the_first_sign_in_leads_to_setting_up_the_second_factor_and_nowhere_else(
    client: Client, officer: User
) -> None:
    assert _sign_in(client, officer.username) == 302
    for page in ("/", "/people/find/", "/account/recovery-codes/"):
        answer = client.get(page)
        assert (answer.status_code, answer.headers.get("Location")) == (302, "/account/authenticator/add/")
    assert client.get("/account/authenticator/add/").status_code == 200


def test_with_a_second_factor_the_password_alone_does_not_sign_in(client: Client, officer: User) -> None:
    secret = generate_totp_secret()
    with acting_as(officer):
        TOTP.activate(officer, secret)
    answer = client.post("/sign-in/", {"login": officer.username, "password": PASSWORD})
    assert answer.headers["Location"].startswith("/sign-in/code/")
    assert client.get("/").headers["Location"].startswith("/sign-in/?")
    assert client.post("/sign-in/code/", {"code": "000000"}).status_code == 200
    assert client.post("/sign-in/code/", {"code": _code(secret)}).status_code == 302
    assert "_auth_user_id" in client.session


def test_the_demo_asks_for_a_password_only(client: Client, officer: User, settings: Settings) -> None:
    settings.CAIRN = settings.CAIRN.model_copy(update={"demo": True})
    assert _sign_in(client, officer.username) == 302
    assert client.get("/").status_code == 200


def test_five_wrong_passwords_lock_the_account_for_the_right_one_too(client: Client, officer: User) -> None:
    for _ in range(5):
        assert _sign_in(client, officer.username, "wrong " + PASSWORD) == 200
    assert (
        "Too many failed"
        in client.post("/sign-in/", {"login": officer.username, "password": PASSWORD}).content.decode()
    )
    assert "_auth_user_id" not in client.session


def test_an_unknown_name_and_a_wrong_password_read_the_same(client: Client, officer: User) -> None:
    wrong = client.post("/sign-in/", {"login": officer.username, "password": "wrong " + PASSWORD})
    unknown = client.post("/sign-in/", {"login": "nobody-here", "password": PASSWORD})
    message = "username and/or password you specified are not correct"
    assert (message in wrong.content.decode(), message in unknown.content.decode()) == (True, True)


def test_an_inactive_user_does_not_sign_in(client: Client, officer: User) -> None:
    change_user(officer, is_active=False)
    _sign_in(client, officer.username)
    assert "_auth_user_id" not in client.session


def test_a_session_ends_after_its_hours_whatever_its_activity(
    client: Client, officer: User, settings: Settings
) -> None:
    settings.CAIRN = settings.CAIRN.model_copy(update={"demo": True})
    _sign_in(client, officer.username)
    assert client.get("/").status_code == 200
    session = client.session
    session["signed_in_at"] = int(time.time()) - settings.CAIRN.session_hours * 3600 - 1
    session.save()
    assert client.get("/").headers["Location"] == "/sign-in/?next=/"
    assert "_auth_user_id" not in client.session


def test_a_session_nobody_uses_ends_by_itself(client: Client, officer: User, settings: Settings) -> None:
    settings.CAIRN = settings.CAIRN.model_copy(update={"demo": True})
    idle = timedelta(minutes=settings.CAIRN.idle_minutes)
    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False) as clock:
        _sign_in(client, officer.username)
        for _ in range(3):
            clock.shift(idle - timedelta(minutes=1))
            assert client.get("/").status_code == 200
        clock.shift(idle + timedelta(seconds=1))
        # The browser would have dropped its cookie too: the server does not rely on that.
        assert client.get("/").headers["Location"] == "/sign-in/?next=/"


@pytest.mark.parametrize("page", ["/sign-up/", "/accounts/signup/", "/account/password/reset/"])
def test_nobody_signs_up_or_resets_a_password_by_themselves(client: Client, page: str) -> None:
    assert client.get(page).status_code == 404


def test_a_session_in_use_is_written_once_a_minute(client: Client, officer: User, settings: Settings) -> None:
    settings.CAIRN = settings.CAIRN.model_copy(update={"demo": True})

    def written() -> bool:
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/ledger/mine/").status_code == 200
        return any(query["sql"].startswith('UPDATE "django_session"') for query in asked)

    with time_machine.travel(datetime(2026, 3, 2, 9, tzinfo=UTC), tick=False) as clock:
        _sign_in(client, officer.username)
        written()
        assert not written()
        clock.shift(timedelta(seconds=61))
        assert written()
        assert not written()
