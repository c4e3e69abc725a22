"""The account's pages, with the second factor set up, drawn by our own templates."""

from __future__ import annotations

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth.hashers import make_password
from django.test import Client

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from tests.factories.access import change_user, make_user

pytestmark = pytest.mark.django_db

PAGES = {
    "/account/": "Your account",
    "/account/password/": "Change your password",
    "/account/authenticator/remove/": "Remove the authenticator app",
    "/account/recovery-codes/": "Recovery codes",
    "/account/recovery-codes/new/": "Get new recovery codes",
    "/account/confirm/": "Enter your password again",
    "/account/confirm/code/": "Enter a code again",
    "/sign-out/": "Sign out?",
    "/account/inactive/": "This account is closed",
}


PASSWORD = "cairns mark the path 7"


def _sign_in(client: Client, user: User) -> Client:
    """Signed in, with the password confirmed a moment ago."""
    change_user(user, password=make_password(PASSWORD))
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post("/account/confirm/", {"password": PASSWORD}).status_code == 302
    return client


@pytest.fixture
def signed_in(client: Client) -> Client:
    """A browser whose user has a second factor."""
    user = make_user()
    with acting_as(user):
        TOTP.activate(user, generate_totp_secret())
        RecoveryCodes.activate(user)
    return _sign_in(client, user)


@pytest.mark.parametrize(("address", "heading"), PAGES.items())
def test_a_page_of_the_account_is_ours_and_breaks_no_content_policy(
    signed_in: Client, address: str, heading: str
) -> None:
    answer = signed_in.get(address)
    assert answer.status_code == 200
    page = answer.content.decode()
    assert re.search(rf"<h1[^>]*>\s*{re.escape(heading)}\s*</h1>", page)
    assert "OFFICIAL-SENSITIVE" in page
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|src=\"data:", page)


def test_the_picture_to_scan_is_drawn_in_the_page_and_breaks_no_content_policy(client: Client) -> None:
    page = _sign_in(client, make_user()).get("/account/authenticator/add/").content.decode()
    assert "<svg" in page
    assert 'name="code"' in page
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|src=\"data:", page)


def test_recovery_codes_download_one_to_a_line_and_nothing_else(signed_in: Client) -> None:
    lines = signed_in.get("/account/recovery-codes/download/").content.decode().split()
    assert len(lines) == 10
    assert all(re.fullmatch(r"[0-9a-f]{8}", line) for line in lines)
