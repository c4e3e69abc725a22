"""Where somebody is signed in, and that ending it, or suspending them, ends it at the very next request."""

from __future__ import annotations

import pytest
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from cairn.accounts.administration.services import end_their_sessions, invite, suspend
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.web.signin.device import device
from tests.factories.access import change_user, make_user

pytestmark = pytest.mark.django_db

PASSWORD = "cairns mark the path 7"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
EDGE = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/139.0 Safari/537.36 Edg/139.0"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605 Version/19.0 Safari/604.1"


@pytest.fixture(autouse=True)
def _no_second_factor_here(settings: Settings) -> None:
    settings.CAIRN = settings.CAIRN.model_copy(update={"demo": True})
    cache.clear()


@pytest.fixture
def officer() -> User:
    return make_user(password=PASSWORD)


def _at(user: User, browser: str) -> Client:
    client = Client(headers={"user-agent": browser})
    assert client.post("/sign-in/", {"login": user.username, "password": PASSWORD}).status_code == 302
    assert client.get("/account/").status_code == 200
    return client


def test_the_list_says_where_in_words_and_which_is_here(officer: User) -> None:
    desk, _ = _at(officer, FIREFOX), _at(officer, PHONE)
    page = desk.get("/account/sessions/").content.decode()
    assert "Firefox on Windows" in page
    assert "Safari on an iPhone" in page
    assert page.count("This device") == 1


def test_signing_out_everywhere_else_leaves_only_here(officer: User) -> None:
    desk, phone, other = _at(officer, FIREFOX), _at(officer, PHONE), _at(make_user(password=PASSWORD), EDGE)
    assert desk.post("/account/sessions/").status_code == 302
    assert phone.get("/account/").status_code == 302
    assert desk.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 200


def test_one_session_is_ended_and_never_another_persons(officer: User) -> None:
    desk, phone = _at(officer, FIREFOX), _at(officer, PHONE)
    victim = _at(make_user(password=PASSWORD), EDGE)
    numbers = dict(_sessions())
    desk.post("/account/sessions/", {"session": numbers[victim.session.session_key]})
    assert victim.get("/account/").status_code == 200
    desk.post("/account/sessions/", {"session": numbers[phone.session.session_key]})
    assert phone.get("/account/").status_code == 302


def _sessions() -> list[tuple[str, int]]:
    return list(UserSession.objects.values_list("session_key", "pk"))


def test_suspended_the_very_next_request_is_a_strangers(officer: User) -> None:
    desk, phone = _at(officer, FIREFOX), _at(officer, PHONE)
    with acting_as(make_user(Role.ADMINISTRATOR, agency=officer.agency)) as administrator:
        suspend(administrator, user_id=officer.pk)
    for client in (desk, phone):
        assert client.get("/account/").headers["Location"].startswith("/sign-in/")
    answer = Client().post("/sign-in/", {"login": officer.username, "password": PASSWORD})
    assert answer.headers["Location"] == "/account/inactive/"


def test_an_administrator_signs_somebody_out_everywhere(officer: User) -> None:
    desk, phone = _at(officer, FIREFOX), _at(officer, PHONE)
    with acting_as(make_user(Role.ADMINISTRATOR, agency=officer.agency)) as administrator:
        assert end_their_sessions(administrator, user_id=officer.pk) == 2
    assert {client.get("/account/").status_code for client in (desk, phone)} == {302}


def test_changing_the_password_ends_every_other_session(officer: User) -> None:
    desk, phone = _at(officer, FIREFOX), _at(officer, PHONE)
    new = "seven-copper-lanterns-9"
    typed = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert desk.post("/account/password/", {**typed, "oldpassword": "wrong"}).status_code == 200
    poor = "Public Protection Unit"
    refused = desk.post("/account/password/", {**typed, "password1": poor, "password2": poor})
    assert b"words that belong to this place" in refused.content
    assert phone.get("/account/").status_code == 200
    assert desk.post("/account/password/", typed).status_code == 302
    assert desk.get("/account/").status_code == 200
    assert phone.get("/account/").status_code == 302


def test_a_hash_of_an_older_cost_is_renewed_at_sign_in(officer: User) -> None:
    weak = PBKDF2PasswordHasher().encode(PASSWORD, "salt-of-twenty-two-chars", iterations=1000)
    change_user(officer, password=weak)
    _at(officer, FIREFOX)
    officer.refresh_from_db()
    assert officer.password != weak
    assert officer.check_password(PASSWORD)
    assert officer.last_login is not None


def test_an_invitation_opens_the_choice_of_a_password_once(officer: User) -> None:
    with acting_as(make_user(Role.ADMINISTRATOR, agency=officer.agency)) as administrator:
        token = invite(administrator, user_id=officer.pk)
    address = f"/account/first/{officer.pk}/{token}/"
    stranger = Client()
    assert officer.username in stranger.get(address).content.decode()
    different = stranger.post(address, {"password": "seven-copper-lanterns-9", "again": "other"})
    assert b"The two passwords must match" in different.content
    assert b"too short" in stranger.post(address, {"password": "short", "again": "short"}).content
    poor = stranger.post(address, {"password": "Public Protection Unit", "again": "Public Protection Unit"})
    assert b"words that belong to this place" in poor.content
    good = {"password": "seven-copper-lanterns-9", "again": "seven-copper-lanterns-9"}
    assert stranger.post(address, good).headers["Location"] == "/sign-in/"
    assert stranger.get(address).status_code == 404
    assert (
        stranger.post("/sign-in/", {"login": officer.username, "password": good["again"]}).status_code == 302
    )


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (FIREFOX, "Firefox on Windows"),
        (EDGE, "Edge on Windows"),
        (PHONE, "Safari on an iPhone"),
        ("Mozilla/5.0 (Linux; Android 16) Chrome/139.0 Mobile Safari/537.36", "Chrome on Android"),
        ("curl/8", "Unknown browser on an unknown system"),
    ],
)
def test_a_browser_in_words(agent: str, words: str) -> None:
    assert device(agent) == words
