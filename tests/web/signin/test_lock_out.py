"""Guessing passwords: the same answer and the same work whether the account exists, and a lock that holds."""

from __future__ import annotations

import os
import subprocess
import sys
from statistics import median
from time import perf_counter

import pytest
from django.core.cache import cache
from django.test import Client
from pytest_django.fixtures import Settings

from cairn.accounts.administration.services import lift_lock_out
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import Happening, SignInEvent, User
from cairn.accounts.roles import Role
from cairn.accounts.sign_in.lock_out import is_locked
from tests.factories.access import as_operator, change_user, make_user

pytestmark = pytest.mark.django_db

PASSWORD = "cairns mark the path 7"


@pytest.fixture(autouse=True)
def _no_earlier_guesses() -> None:
    cache.clear()


@pytest.fixture
def known() -> User:
    return make_user(password=PASSWORD)


def _guess(
    username: str, password: str = "a wrong guess here", *, at: str = "10.0.0.1", host: str = "testserver"
) -> tuple[int, str]:
    """The answer's status and text, without what differs for everybody: the token and what was typed."""
    answer = Client(headers={"host": host}).post(
        "/sign-in/", {"login": username, "password": password}, REMOTE_ADDR=at
    )
    lines = answer.content.decode().splitlines()
    return answer.status_code, "\n".join(
        line for line in lines if "csrf" not in line and username not in line
    )


def test_wrong_passwords_are_answered_alike_for_known_unknown_suspended_and_agencys_accounts(
    known: User,
) -> None:
    suspended, passwordless = make_user(password=PASSWORD), make_user()
    change_user(suspended, is_active=False)
    change_user(passwordless, password="!")
    names = [known.username, "nobody-at-all", suspended.username, passwordless.username]
    answers = {_guess(name) for name in names}
    assert len(answers) == 1
    assert answers.pop()[0] == 200


def test_the_lock_is_answered_alike_too_even_with_the_right_password(known: User) -> None:
    for _ in range(5):
        for name in (known.username, "nobody-at-all"):
            _guess(name, at="10.0.0.2" if name == known.username else "10.0.0.3")
    locked = {
        _guess(known.username, PASSWORD, at="10.0.0.4"),
        _guess(known.username, at="10.0.0.5"),
        _guess("nobody-at-all", at="10.0.0.6"),
    }
    assert len(locked) == 1
    assert "Too many failed" in locked.pop()[1]
    assert is_locked(known)


def test_capitals_and_other_host_names_are_no_way_round_the_count(known: User, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["testserver", "other.test"]
    for number in range(5):
        name = known.username.upper() if number % 2 else f" {known.username} "
        _guess(name, at=f"10.0.1.{number}", host="other.test" if number % 2 else "testserver")
    assert is_locked(known)


def test_a_known_and_an_unknown_username_take_comparable_time(known: User, settings: Settings) -> None:
    settings.ACCOUNT_RATE_LIMITS = {}
    took: dict[str, list[float]] = {known.username: [], "nobody-at-all": []}
    for _ in range(7):
        for name, times in took.items():
            began = perf_counter()
            _guess(name)
            times.append(perf_counter() - began)
    one, other = (median(times) for times in took.values())
    # One hash costs most of it: without the library's dummy hash they differ several fold.
    assert 0.7 < one / other < 1.4


def test_the_count_outlives_a_flood_of_invented_usernames(known: User, settings: Settings) -> None:
    for number in range(5):
        _guess(known.username, at=f"10.0.2.{number}")
    for number in range(400):
        cache.set(f"invented-{number}", [1.0], 300)
    assert is_locked(known)


def test_an_administrator_lifts_the_lock_and_it_is_kept(known: User) -> None:
    for number in range(6):
        _guess(known.username, at=f"10.0.3.{number}")
    with acting_as(make_user(Role.ADMINISTRATOR, agency=known.agency)) as administrator:
        lift_lock_out(administrator, user_id=known.pk)
        kinds = list(SignInEvent.objects.order_by("at").values_list("kind", "by_id"))
    assert [kind for kind, _ in kinds] == [Happening.REFUSED] * 5 + [
        Happening.LOCKED_OUT,
        Happening.LOCK_LIFTED,
    ]
    assert kinds[-1][1] == administrator.pk
    assert not is_locked(known)
    assert _guess(known.username, PASSWORD, at="10.0.3.9")[0] == 302


def test_guesses_at_nobody_are_kept_without_what_was_typed() -> None:
    _guess("MyPasswordInTheWrongField")
    with as_operator():
        rows = list(SignInEvent.objects.values())
    assert len(rows) == 1
    assert "MyPassword" not in str(rows)
    assert (rows[0]["user_id"], rows[0]["kind"], len(rows[0]["typed"])) == (None, Happening.REFUSED, 64)


@pytest.mark.django_db(transaction=True)
def test_another_process_sees_the_lock(known: User) -> None:
    for number in range(5):
        _guess(known.username, at=f"10.0.4.{number}")
    look = (
        "import django; django.setup()\n"
        "from cairn.accounts.models import User\n"
        "from cairn.accounts.sign_in.lock_out import is_locked\n"
        f"print(is_locked(User.objects.get(username='{known.username}')))"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "cairn.project.settings"}
    told = subprocess.run(
        [sys.executable, "-c", look], env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "True"
