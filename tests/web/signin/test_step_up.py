"""Before something grave, a sign-in of a moment ago, or the same person confirmed again."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django.fixtures import Settings

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.accounts.sign_in.queries import sessions_of
from cairn.errors import NotAllowed
from cairn.web.signin.step_up import fresh_sign_in, where_to_confirm
from tests.factories.access import make_user

pytestmark = pytest.mark.django_db

PASSWORD = "cairns mark the path 7"
GUARDED = "/staff/add/"


@pytest.fixture(autouse=True)
def _no_second_factor_here(settings: Settings) -> None:
    settings.CAIRN = settings.CAIRN.model_copy(update={"demo": True, "fresh_minutes": 15})
    cache.clear()


@pytest.fixture
def administrator() -> User:
    return make_user(Role.ADMINISTRATOR, password=PASSWORD)


@pytest.fixture
def signed_in(client: Client, administrator: User) -> Client:
    assert (
        client.post("/sign-in/", {"login": administrator.username, "password": PASSWORD}).status_code == 302
    )
    return client


def test_soon_after_signing_in_the_page_opens(signed_in: Client) -> None:
    assert signed_in.get(GUARDED).status_code == 200


def test_later_it_asks_again_and_comes_back_and_opens(signed_in: Client) -> None:
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=True):
        sent = signed_in.get(GUARDED + "?x=1")
        assert sent.headers["Location"] == "/account/confirm/?next=%2Fstaff%2Fadd%2F%3Fx%3D1"
        wrong = signed_in.post(sent.headers["Location"], {"password": "wrong", "next": GUARDED})
        assert wrong.status_code == 200
        assert signed_in.get(GUARDED).status_code == 302
        back = signed_in.post(sent.headers["Location"], {"password": PASSWORD})
        assert back.headers["Location"] == "/staff/add/?x=1"
        assert signed_in.get(GUARDED).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=32), tick=True):
        assert signed_in.get(GUARDED).status_code == 302


def test_confirming_gives_a_new_session_and_ends_the_old_one(signed_in: Client, administrator: User) -> None:
    before = signed_in.cookies["sessionid"].value
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=True):
        sent = signed_in.get(GUARDED)
        signed_in.post(sent.headers["Location"], {"password": PASSWORD})
        assert signed_in.get(GUARDED).status_code == 200
        after = signed_in.cookies["sessionid"].value
        assert after != before
        assert [row.session_key for row in sessions_of(administrator)] == [after]
        old = Client()
        old.cookies["sessionid"] = before
        assert old.get("/account/").headers["Location"].startswith("/sign-in/")


def test_the_other_persons_proof_is_not_mine(signed_in: Client) -> None:
    other = make_user(Role.ADMINISTRATOR, password=PASSWORD)
    signed_in.force_login(other, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert signed_in.get(GUARDED).status_code == 302


def test_what_is_posted_comes_back_to_the_page_it_was_posted_from(administrator: User) -> None:
    def sent_to(referer: str) -> str:
        request: HttpRequest = RequestFactory().post("/export/file/", headers={"referer": referer})
        request.user, request.session = administrator, SessionStore()
        answer = fresh_sign_in(lambda request: HttpResponse("secret"))(request)
        assert answer.status_code == 302
        return str(answer.headers["Location"])

    assert sent_to("http://testserver/export/?since=2026").endswith("?next=%2Fexport%2F%3Fsince%3D2026")
    assert "evil" not in sent_to("https://evil.test/")


def test_an_act_on_its_page_is_not_done_until_whoever_sends_it_has_confirmed(
    signed_in: Client, administrator: User
) -> None:
    colleague = make_user(agency=administrator.agency)
    path = f"/staff/{colleague.pk}/suspend/"
    note = re.search(r'name="page_note" value="([^"]+)"', signed_in.get(path).content.decode())
    assert note
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=True):
        late = signed_in.post(path, {"page_note": note[1]}).content.decode()
    assert "Confirm that it is you" in late
    colleague.refresh_from_db()
    assert colleague.is_active
    assert signed_in.post(path, {"page_note": note[1]}).status_code == 302
    colleague.refresh_from_db()
    assert not colleague.is_active


def test_a_stranger_signs_in_first() -> None:
    request: HttpRequest = RequestFactory().get("/export/")
    request.user = AnonymousUser()
    answer = fresh_sign_in(lambda request: HttpResponse("secret"))(request)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/?next=/export/")


def test_who_can_confirm_with_nothing_is_refused() -> None:
    user = make_user()
    user.set_unusable_password()
    with pytest.raises(NotAllowed, match="Sign out and sign in again"):
        where_to_confirm(user)
