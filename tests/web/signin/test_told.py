"""Whoever changes an account, or guesses at it, its holder has a message waiting (ASVS 6.3.5, 6.3.7)."""

from __future__ import annotations

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.test import Client

from cairn.accounts.administration.services import forget_factors
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import Message, User
from tests.factories.access import as_operator, make_user

pytestmark = pytest.mark.django_db

PASSWORD, NEW = "cairns mark the path 7", "stones on a windy fell 8"


@pytest.fixture(autouse=True)
def _no_earlier_guesses() -> None:
    cache.clear()


@pytest.fixture
def officer() -> User:
    return make_user(password=PASSWORD)


@pytest.fixture
def signed_in(client: Client, officer: User) -> Client:
    client.force_login(officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post("/account/confirm/", {"password": PASSWORD}).status_code == 302
    return client


def told(user: User) -> list[str]:
    with acting_as(user):
        return list(Message.objects.order_by("made_at", "kind").values_list("kind", flat=True))


def _code(secret: str) -> str:
    return str(format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time())))))


def _with_codes(user: User) -> tuple[str, list[str]]:
    secret = generate_totp_secret()
    with acting_as(user):
        TOTP.activate(user, secret)
        return secret, list(RecoveryCodes.activate(user).get_unused_codes())


def test_a_changed_password_is_told(signed_in: Client, officer: User) -> None:
    _with_codes(officer)
    typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    assert signed_in.post("/account/password/", typed).status_code == 302
    assert told(officer) == ["password"]


# The library says so once the factor is safely there: after the transaction.
@pytest.mark.django_db(transaction=True)
def test_a_factor_added_its_codes_and_its_removal_are_told(signed_in: Client, officer: User) -> None:
    signed_in.get("/account/authenticator/add/")
    code = _code(signed_in.session["mfa.totp.secret"])
    answer = signed_in.post("/account/authenticator/add/", {"code": code})
    assert answer.status_code == 302
    assert sorted(told(officer)) == ["codes-made", "factor-added"]
    assert signed_in.post("/account/recovery-codes/new/").status_code == 302
    assert sorted(told(officer)) == ["codes-made", "codes-made", "factor-added"]
    assert signed_in.post("/account/authenticator/remove/").status_code == 302
    assert "factor-removed" in told(officer)


def test_a_recovery_code_and_a_wrong_code_after_the_right_password_are_told(
    client: Client, officer: User
) -> None:
    _, codes = _with_codes(officer)
    client.post("/sign-in/", {"login": officer.username, "password": PASSWORD})
    assert told(officer) == []
    assert client.post("/sign-in/code/", {"code": "000000"}).status_code == 200
    assert client.post("/sign-in/code/", {"code": "000001"}).status_code == 200
    assert told(officer) == ["code-refused"]
    assert client.post("/sign-in/code/", {"code": codes[0]}).status_code == 302
    assert told(officer) == ["code-refused", "code-used"]


def test_the_ordinary_code_is_told_to_nobody(client: Client, officer: User) -> None:
    secret, _ = _with_codes(officer)
    client.post("/sign-in/", {"login": officer.username, "password": PASSWORD})
    assert client.post("/sign-in/code/", {"code": _code(secret)}).status_code == 302
    assert told(officer) == []


def test_a_lock_out_is_told_once_and_wrong_guesses_before_it_are_not(officer: User) -> None:
    for number in range(9):
        typed = {"login": officer.username, "password": "a wrong guess"}
        Client().post("/sign-in/", typed, REMOTE_ADDR=f"10.0.0.{number}")
    assert told(officer) == ["locked-out"]


def test_factors_that_the_operator_took_away_are_told(officer: User) -> None:
    _with_codes(officer)
    with as_operator():
        forget_factors(officer)
    assert set(told(officer)) == {"factor-removed"}
