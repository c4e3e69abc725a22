"""At the counter, in a browser: typing is saved as it is typed; no connection, no session and going back lose nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from cairn.demo.agencies import PASSWORD
from tests.browser.conftest import look

pytestmark = pytest.mark.xdist_group("browser")

STATUS = "[data-autosave-status]"
STATION = "input[name=station]"


@pytest.fixture
def counter(page: Page) -> Page:
    """The front counter, at the first page of somebody's notification with nothing left unfinished."""
    sign_in(page)
    page.goto("/?scope=force")
    page.goto(page.locator("a[href*='/notify/']").first.get_attribute("href") or "")
    discard = page.get_by_role("button", name="Discard it and start again")
    if discard.count():
        discard.click()
    expect(page.locator("h1")).to_have_text("What are they notifying?")
    return page


def sign_in(page: Page) -> None:
    if "/sign-in/" not in page.url:
        page.goto("/sign-in/")
    page.get_by_label("Username").fill("counter")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in").click()


def test_typing_is_saved_as_it_is_typed(counter: Page) -> None:
    counter.fill(STATION, "Kendal")
    expect(counter.locator(STATUS)).to_contain_text("Saved ")
    counter.reload()
    assert counter.input_value(STATION) == "Kendal"
    look(counter, "notify-what")


def test_without_a_connection_words_stay_and_are_saved_when_it_is_back(counter: Page) -> None:
    counter.context.set_offline(True)
    counter.fill(STATION, "Kendal")
    expect(counter.locator(STATUS)).to_have_text("Not saved: no connection. Keep typing; trying again.")
    counter.get_by_role("button", name="Continue").click()
    expect(counter.locator(STATUS)).to_contain_text(
        "Not sent: no connection. Everything you typed is still here."
    )
    assert counter.input_value(STATION) == "Kendal"
    counter.context.set_offline(False)
    expect(counter.locator(STATUS)).to_contain_text("Saved ")
    counter.reload()
    assert counter.input_value(STATION) == "Kendal"


def test_words_sent_after_a_time_out_are_there_after_signing_in(counter: Page) -> None:
    counter.fill(STATION, "Kendal")
    here = counter.url
    # An answer still on its way would set the session's cookie again.
    expect(counter.locator(STATUS)).to_contain_text("Saved ")
    counter.wait_for_load_state("networkidle")
    counter.context.clear_cookies(name="sessionid")
    counter.fill(STATION, "Kendal, by the castle")
    counter.get_by_role("button", name="Continue").click()
    counter.wait_for_url("**/sign-in/**")
    sign_in(counter)
    counter.wait_for_url(here)
    assert counter.input_value(STATION) == "Kendal, by the castle"


def test_going_back_finds_what_was_typed(counter: Page) -> None:
    counter.fill(STATION, "Kendal")
    counter.locator("input[name=matters][value=periodic]").check()
    counter.get_by_role("button", name="Continue").click()
    expect(counter.locator("h1")).to_have_text("What has changed?")
    look(counter, "notify-held")
    counter.go_back()
    expect(counter.locator("h1")).to_have_text("What are they notifying?")
    assert counter.input_value(STATION) == "Kendal"
    assert counter.locator("input[name=matters][value=periodic]").is_checked()
