"""Passkeys, as people use them: Chromium's own virtual authenticator stands in for the key in the hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, expect

from cairn.demo.agencies import PASSWORD
from tests.browser.conftest import Site, look
from tests.browser.steps import sign_in

pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def context(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    """A passkey belongs to a name, never to a number: the site by its name on this machine."""
    named = site.url.replace("127.0.0.1", "localhost")
    context = chromium.new_context(base_url=named, viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def key(page: Page) -> Iterator[tuple[CDPSession, str]]:
    """A security key in the socket, whose owner has just touched it and given its PIN."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options: dict[str, Any] = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    made = session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield session, made["authenticatorId"]
    session.send("WebAuthn.removeVirtualAuthenticator", {"authenticatorId": made["authenticatorId"]})


def _credentials(key: tuple[CDPSession, str]) -> list[dict[str, Any]]:
    session, number = key
    found: list[dict[str, Any]] = session.send("WebAuthn.getCredentials", {"authenticatorId": number})[
        "credentials"
    ]
    return found


def _add(page: Page, name: str, *, alone: bool) -> None:
    page.goto("/account/passkeys/add/")
    page.get_by_label("Name").fill(name)
    if alone:
        page.get_by_label("Sign in with this passkey alone").check()
    look(page, "passkey-add")
    with page.expect_navigation():
        page.get_by_role("button", name="Add passkey").click()


def _sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", name="Sign in", exact=True).wait_for()


def test_a_passkey_signs_in_alone_and_one_removed_no_longer_does(
    page: Page, key: tuple[CDPSession, str]
) -> None:
    sign_in(page, "chair")
    _add(page, "Office key", alone=True)
    # With the first of them come recovery codes, for the day it is lost; they are shown after the password.
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert [found["isResidentCredential"] for found in _credentials(key)] == [True]
    page.goto("/account/passkeys/")
    expect(page.get_by_text("You can sign in with this passkey alone.")).to_be_visible()
    look(page, "passkeys")
    _sign_out(page)
    look(page, "sign-in-with-passkey")
    with page.expect_navigation():
        page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()

    page.goto("/account/passkeys/")
    page.get_by_role("link", name="Remove").click()
    if "/account/confirm/" in page.url:
        look(page, "passkey-confirm")
        page.goto(re.sub(r"/account/confirm/[^?]*", "/account/confirm/passkey/", page.url))
        look(page, "passkey-confirm-with")
        with page.expect_navigation():
            page.get_by_role("button", name="Use passkey").click()
    look(page, "passkey-remove")
    with page.expect_navigation():
        page.get_by_role("button", name="Remove passkey").click()
    expect(page.get_by_text("You have no passkeys.")).to_be_visible()
    _sign_out(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)


def test_a_passkey_follows_the_password_as_second_factor(page: Page, key: tuple[CDPSession, str]) -> None:
    sign_in(page, "analyst")
    _add(page, "Phone", alone=False)
    _sign_out(page)
    sign_in(page, "analyst")
    expect(page.get_by_role("heading", name="Enter your code")).to_be_visible()
    page.goto("/account/")
    expect(page.get_by_role("heading", name="Enter your code")).to_be_visible()
    look(page, "passkey-second-factor")
    with page.expect_navigation():
        page.get_by_role("button", name="Use a passkey instead").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_a_key_that_does_not_know_the_site_is_told_in_words(page: Page, key: tuple[CDPSession, str]) -> None:
    session, number = key
    page.goto("/sign-in/")
    session.send("WebAuthn.setUserVerified", {"authenticatorId": number, "isUserVerified": False})
    expect(page.get_by_text("The passkey did not work")).to_be_hidden()
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("The passkey did not work")).to_be_visible()
    look(page, "passkey-trouble")
