"""An administrator's day, and one's own account, looked at in the browser."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Site, look
from tests.browser.steps import sign_in

pytestmark = pytest.mark.xdist_group("browser")


def test_an_administrator_adds_somebody_who_chooses_a_password_and_is_suspended(
    page: Page, chromium: Browser, site: Site
) -> None:
    sign_in(page, "administrator")
    page.get_by_role("link", name="Users", exact=True).first.click()
    look(page, "staff")
    page.get_by_role("button", name="Add a user").click()
    page.get_by_label("Name", exact=True).fill("Quill Newcomer")
    page.get_by_label("Username").fill("newcomer")
    page.get_by_label("Role").select_option("supervisor")
    look(page, "staff-add")
    page.get_by_role("button", name="Add user").click()
    expect(page.get_by_text("Another administrator must approve the account")).to_be_visible()
    page.get_by_role("link", name="Quill Newcomer").click()
    look(page, "staff-proposed")
    subprocess.run(
        [sys.executable, "-m", "cairn.cli.main", "user", "approve", "newcomer"],
        env=site.environment,
        check=True,
    )
    page.reload()
    page.get_by_role("button", name="Invite them to choose a password").click()
    look(page, "staff-invitation")
    address = page.locator(".cairn-secret").inner_text()

    theirs = chromium.new_context(base_url=site.url).new_page()
    theirs.goto(address)
    look(theirs, "invitation")
    for label in ("Password", "Enter the password again"):
        theirs.get_by_label(label, exact=True).fill("seven-copper-lanterns-9")
    theirs.get_by_role("button", name="Set password").click()
    theirs.get_by_label("Username").fill("newcomer")
    theirs.get_by_label("Password", exact=True).fill("seven-copper-lanterns-9")
    theirs.get_by_role("button", name="Sign in", exact=True).click()
    expect(theirs.get_by_role("button", name="Sign out")).to_be_visible()
    theirs.goto("/account/sessions/")
    expect(theirs.get_by_text("This device")).to_be_visible()
    look(theirs, "sessions")
    theirs.goto("/account/")
    look(theirs, "account")

    page.goto("/staff/")
    page.get_by_role("link", name="Quill Newcomer").click()
    look(page, "staff-account")
    page.get_by_role("button", name="Suspend account").click()
    expect(page.get_by_text("Account suspended. They have been signed out everywhere.")).to_be_visible()
    look(page, "staff-suspended")
    theirs.goto("/account/")
    expect(theirs.get_by_role("heading", name="Sign in", exact=True)).to_be_visible()

    page.get_by_role("link", name="Sign-ins").first.click()
    expect(page.get_by_role("row", name=re.compile("Quill Newcomer")).first).to_be_visible()
    look(page, "sign-ins")


@pytest.mark.parametrize("name", ["waiting", "no-role", "not-finished"])
def test_the_pages_for_whoever_may_not_come_in(page: Page, name: str) -> None:
    page.goto(f"/sign-in/{name}/")
    look(page, f"sign-in-{name}")


def test_confirming_that_it_is_still_me(page: Page) -> None:
    sign_in(page, "administrator")
    page.goto("/account/confirm/?next=/staff/add/")
    look(page, "confirm")


def test_agencies_that_sign_in_with_their_own_accounts_are_offered(page: Page, site: Site) -> None:
    def cairn(*words: str) -> None:
        environment = {**site.environment, "CAIRN_NEW_CLIENT_SECRET": "only a test's"}
        command = [sys.executable, "-m", "cairn.cli.main", "identity-provider", *words]
        subprocess.run(command, env=environment, check=True)

    told = ["--agency", "Fellside Constabulary", "--issuer", "http://127.0.0.1:9", "--client-id", "cairn"]
    cairn("add", "fellside", *told)
    try:
        page.goto("/sign-in/?next=/people/find/")
        look(page, "sign-in-with-agencies")
        page.get_by_role("button", name="Sign in with Fellside Constabulary").click()
        expect(
            page.get_by_role("heading", name="Your agency's sign-in service is not responding")
        ).to_be_visible()
        look(page, "sign-in-unreachable")
    finally:
        cairn("disable", "fellside")
