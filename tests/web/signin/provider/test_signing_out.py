"""Signing out at the agency ends the sessions here: with a real provider, and what must end nobody's."""

from __future__ import annotations

import time
from typing import Any

import jwt
import pytest
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.core.cache import cache, caches
from django.test import Client

from cairn.accounts.administration.services import approve
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import Happening, SignInEvent, User
from cairn.accounts.roles import Role
from cairn.web.signin.provider.signing_out import believe_sign_out
from tests.factories.access import make_user
from tests.web.signin.provider.agency import Browser, Provider
from tests.web.signin.provider.test_claims import ISSUER, KEY, KEYS, OTHER, provider

pytestmark = pytest.mark.django_db

EVENT = {"http://schemas.openid.net/event/backchannel-logout": {}}
ADDRESS = "/sign-in/with/north/signed-out/"


@pytest.fixture(autouse=True)
def _fresh_caches() -> None:
    cache.clear()
    caches["near"].clear()


def _send(token: str, address: str = ADDRESS) -> Any:
    return Client(enforce_csrf_checks=True).post(address, {"logout_token": token})


@pytest.fixture
def avery(browser: Browser, north: Provider) -> User:
    """Approved, and signed in in two browsers."""
    browser.sign_in(north, "a-1")
    user = User.objects.get(subject="a-1")
    with acting_as(make_user(Role.ADMINISTRATOR, agency=user.agency)) as administrator:
        approve(administrator, user_id=user.pk, role=user.role, team=user.team)
    browser.sign_in(north, "a-1")
    assert browser.site.get("/people/find/").status_code == 200
    return user


def test_signed_out_there_is_signed_out_here_everywhere_and_it_is_kept(
    browser: Browser, north: Provider, avery: User
) -> None:
    phone = Browser()
    phone.sign_in(north, "a-1")
    colleague = Client()
    colleague.force_login(
        make_user(agency=avery.agency), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert phone.site.get("/people/find/").status_code == 200
    answer = _send(browser.sign_out_at(north))
    assert (answer.status_code, answer.content) == (200, b"")
    assert "no-store" in answer.headers["Cache-Control"]
    assert [one.site.get("/people/find/").status_code for one in (browser, phone)] == [302, 302]
    assert colleague.session["_auth_user_id"]
    with acting_as(avery):
        kept = SignInEvent.objects.get(kind=Happening.SESSIONS_ENDED)
    assert (kept.user_id, kept.way, kept.by_id) == (avery.pk, "north", None)


def test_a_token_ends_sessions_once(browser: Browser, north: Provider, avery: User) -> None:
    token = browser.sign_out_at(north)
    assert _send(token).status_code == 200
    browser.sign_in(north, "a-1")
    again = _send(token)
    assert again.status_code == 400
    assert "used before" in again.json()["error_description"]
    assert browser.site.get("/people/find/").status_code == 200


def test_another_agencys_provider_ends_no_session_of_ours(
    browser: Browser, north: Provider, south: Provider, avery: User
) -> None:
    south.knows(**{"a-1": {"name": "Impostor", "groups": []}})
    impostor = Browser()
    impostor.sign_in(south, "a-1")
    token = impostor.sign_out_at(south)
    assert _send(token).status_code == 400
    assert _send(token, "/sign-in/with/south/signed-out/").status_code == 200
    assert browser.site.get("/people/find/").status_code == 200


@pytest.mark.parametrize("token", ["", "x", "x.y.z", "a" * 50_000])
def test_what_is_no_token_is_refused(north: Provider, token: str) -> None:
    answer = _send(token)
    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_request"
    assert _send(token, "/sign-in/with/nowhere/signed-out/").status_code == 400


def _token(key: Any = KEY, typ: str = "logout+jwt", algorithm: str = "RS256", **changes: Any) -> str:
    now = int(time.time())
    claims = {
        "iss": ISSUER,
        "sub": "a-1",
        "aud": "cairn",
        "iat": now,
        "exp": now + 120,
        "jti": "1",
        "events": EVENT,
    }
    claims = {name: value for name, value in {**claims, **changes}.items() if value is not None}
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": "k", "typ": typ})


def test_a_good_token_says_who_and_its_number() -> None:
    assert believe_sign_out(_token(), keys=KEYS, provider=provider()) == ("a-1", "1")
    by_object = _token(oid="o-7")
    assert believe_sign_out(by_object, keys=KEYS, provider=provider(subject_claim="oid")) == ("o-7", "1")


@pytest.mark.parametrize(
    "changes",
    [
        {"key": OTHER},
        {"key": None, "algorithm": "none"},
        {"key": "the secret of cairn, long enough", "algorithm": "HS256"},
        {"iss": "https://sign-in.south.test"},
        {"aud": "another-site"},
        {"iat": None},
        {"iat": int(time.time()) - 3600, "exp": int(time.time()) + 3600},
        {"iat": int(time.time()) + 3600},
        {"exp": int(time.time()) - 60},
        {"jti": None},
        {"jti": 7},
        {"events": None},
        {"events": {}},
        {"events": {next(iter(EVENT)): "yes"}},
        {"nonce": "n"},
        {"typ": "at+jwt"},
        {"sub": None, "sid": "s-1"},
    ],
    # By what is changed, not to what: the moment is another in each process of a test run.
    ids=", ".join,
)
def test_anything_amiss_ends_nothing(changes: dict[str, Any]) -> None:
    with pytest.raises(OAuth2Error):
        believe_sign_out(_token(**changes), keys=KEYS, provider=provider())
