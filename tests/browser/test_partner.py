"""A partner cannot do what it was asked, and knows something: both reach the officer, who decides what becomes of it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import look
from tests.browser.steps import sign_in

pytestmark = pytest.mark.xdist_group("browser")
WHY = "There is no caretaker at that address since June."
SEEN = "Arrested at the hostel on Friday night; the room is kept for him."


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", level=1).wait_for()


def decline_the_first(page: Page) -> str:
    """The address of an action that the agency says it cannot do."""
    page.get_by_role("link", name=re.compile("Open action")).first.click()
    page.get_by_role("heading", level=1).wait_for()
    action = page.url.split("#")[0]
    page.get_by_role("link", name=re.compile("Decline")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(re.compile("[Dd]ecline"))
    page.get_by_role("button", name="Decline").click()
    expect(page.get_by_role("link", name="Enter why your agency cannot do it")).to_be_visible()
    look(page, "partner-decline")
    page.get_by_label("Why your agency cannot do it").fill(WHY)
    page.get_by_role("button", name="Decline").click()
    expect(page.get_by_text(WHY).first).to_be_visible()
    return action


def tell_news(page: Page) -> str:
    """The address of the person of whom the agency tells something."""
    page.get_by_role("link", name="Overview").click()
    page.get_by_role("heading", level=1).wait_for()
    person = page.url.split("#")[0]
    page.get_by_role("button", name="Tell news of this person").click()
    page.get_by_label("In custody").check()
    page.get_by_label("In your own words").fill(SEEN)
    page.get_by_label("How you know").fill("The night porter rang us.")
    look(page, "partner-news")
    page.get_by_role("button", name="Send news").click()
    expect(page.get_by_text("News sent.")).to_be_visible()
    return person


def test_an_action_is_declined_and_news_is_told(page: Page) -> None:
    sign_in(page, "housing")
    action = decline_the_first(page)
    look(page, "partner-declined")
    person = tell_news(page)
    expect(page.get_by_text(SEEN)).to_be_visible()
    # What it told is not yet anything that is known of the person.
    expect(page.get_by_text("In custody since")).to_have_count(0)
    sign_out(page)

    sign_in(page, "officer")
    page.goto(action)
    expect(page.get_by_text(WHY).first).to_be_visible()
    page.get_by_role("link", name=re.compile("^Decide")).first.click()
    page.get_by_label("Withdraw the action").check()
    page.get_by_label("Your answer").fill("The police will look in instead.")
    look(page, "officer-answers")
    page.get_by_role("button", name=re.compile("Answer|Send")).click()
    expect(page.get_by_text("The police will look in instead.").first).to_be_visible()

    page.goto(person)
    page.locator("a[href*='/news/']").first.click()
    expect(page.get_by_text(SEEN)).to_be_visible()
    expect(page.get_by_role("link", name="Record custody")).to_be_visible()
    look(page, "officer-news")
    page.get_by_label("Recorded on the register").check()
    page.get_by_label("What was done, and why").fill("Custody recorded from Friday.")
    page.get_by_role("button", name="Save what was done").click()
    expect(page.get_by_text("News dealt with.")).to_be_visible()
    sign_out(page)

    sign_in(page, "housing")
    page.goto(person)
    expect(page.get_by_text("Custody recorded from Friday.")).to_be_visible()
    look(page, "partner-news-answered")
    page.goto(action)
    expect(page.get_by_text("The police will look in instead.").first).to_be_visible()
    expect(page.get_by_role("button", name="Complete action")).to_have_count(0)
