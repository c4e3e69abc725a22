"""A reviewer looks back: the record, the worklist and the differences between two moments."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from cairn.dates import today
from tests.browser.conftest import look
from tests.browser.steps import fill_day, sign_in

# One process runs them all, on one site.
pytestmark = pytest.mark.xdist_group("browser")


def fill(page: Page, legend: str | re.Pattern[str], day: date) -> None:
    fill_day(page, legend, day.day, day.month, day.year)


def test_a_supervisor_looks_back_for_a_review(page: Page) -> None:
    sign_in(page, "officer")
    page.get_by_role("link", name="The worklist as it stood on a past day").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("as it stood on a past day")
    look(page, "worklist-as-known-ask")
    day = today() - timedelta(days=60)
    fill(page, "Day asked about", day)
    page.get_by_label("What was known by the end of that day").check()
    page.get_by_role("button", name="Show it").click()
    expect(page.get_by_text("It is not the worklist today.")).to_be_visible()
    look(page, "worklist-as-known")

    row = page.locator("tbody tr").first
    name = row.get_by_role("link").first.inner_text()
    row.get_by_role("link", name=name).click()
    expect(page.get_by_text("It is not the record today.")).to_be_visible()
    expect(page.get_by_role("heading", name=re.compile("What was due on"))).to_be_visible()
    look(page, "person-as-known")

    page.get_by_label("As it stood on that day, as we know it now").check()
    page.get_by_role("button", name="Show it").click()
    expect(page.get_by_text("as we know it now. It is not the record today.")).to_be_visible()

    page.get_by_label("What was known by another moment").check()
    fill(page, "Known on", today() - timedelta(days=1))
    page.get_by_label("Time of day").fill("25:00")
    page.get_by_role("button", name="Show it").click()
    expect(page.get_by_role("link", name=re.compile("is not a time of day"))).to_be_visible()
    look(page, "person-as-known-refused")

    page.get_by_role("link", name="see what differs").click()
    fill(page, re.compile("^First day$"), today() - timedelta(days=90))
    fill(page, re.compile("^Second day$"), today())
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", name="What was recorded in between")).to_be_visible()
    look(page, "differences")
