"""Who looked, and why: for a supervisor, for an auditor, and for oneself."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import look
from tests.browser.steps import sign_in

pytestmark = pytest.mark.xdist_group("browser")


def open_somebody(page: Page, number: int = 0) -> str:
    page.goto("/?scope=force&kind=periodic")
    with page.expect_navigation():
        page.locator("tbody tr").nth(number).get_by_role("link").first.click()
    return page.url


def search_for_ones_own_surname(page: Page) -> None:
    own = page.locator(".cairn-header__who strong").inner_text().split()[-1]
    page.get_by_role("link", name="Find a person").click()
    page.get_by_label("Name, alias or number").fill(own)
    with page.expect_navigation():
        page.locator("main").get_by_role("button").first.click()


def sign_out(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Sign out").click()
    page.get_by_label("Username").wait_for()


def test_a_supervisor_reads_who_looked_at_a_record_and_why(page: Page) -> None:
    sign_in(page, "officer")
    record = open_somebody(page)
    page.get_by_role("link", name="Timeline").click()
    page.get_by_role("link", name="What you have done").click()
    expect(page.get_by_role("heading", name="What you have done")).to_be_visible()
    look(page, "own-history")
    sign_out(page)
    sign_in(page, "supervisor")
    page.goto(record)
    page.get_by_role("link", name="Who looked").click()
    expect(page.get_by_text("Opened the overview").first).to_be_visible()
    look(page, "who-looked")
    page.get_by_label("Type of activity").select_option("Erasure")
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_text("No entries match these filters.")).to_be_visible()
    page.get_by_role("link", name="Clear filters").click()
    expect(page).to_have_url(re.compile(r"/looked/$"))


def test_an_auditor_reads_asks_reviews_and_exports(page: Page) -> None:
    sign_in(page, "officer")
    record = ""
    for number in range(6):
        record = open_somebody(page, number)
    search_for_ones_own_surname(page)
    sign_out(page)
    sign_in(page, "auditor")
    look(page, "auditor-home")
    page.get_by_role("link", name="Ledger", exact=True).click()
    look(page, "ledger")
    page.get_by_label("Record id").fill("not an id")
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    look(page, "ledger-slip")
    page.get_by_label("Record id").fill(record.rstrip("/").split("/")[-1])
    page.get_by_role("button", name="Apply filters").click()
    page.get_by_role("link", name="Export this list").click()
    look(page, "ledger-export")
    page.get_by_label("Who receives it").fill("Professional Standards")
    page.get_by_label("Why they receive it").fill("Complaint 12")
    with page.expect_download() as told:
        page.get_by_role("button", name="Export as CSV").click()
    assert told.value.suggested_filename.endswith(".csv")
    page.get_by_role("link", name="Audit queries", exact=True).click()
    look(page, "ledger-questions")
    page.get_by_role("link", name="Look into it").first.click()
    look(page, "ledger-review")
    page.get_by_label("What you found").fill("Tried the search out, in front of the supervisor")
    page.get_by_role("button", name="Record review").click()
    expect(page.get_by_text("Review recorded.")).to_be_visible()
    expect(page.get_by_text("Tried the search out", exact=False)).to_be_visible()
    look(page, "ledger-reviewed")
