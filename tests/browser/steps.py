"""What people do in the browser, in their words."""

from __future__ import annotations

import re

from playwright.sync_api import Page

from cairn.demo.agencies import PASSWORD


def sign_in(page: Page, username: str) -> None:
    page.goto("/sign-in/")
    page.get_by_label("Username").fill(username)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_role("heading", level=1).wait_for()


def go_on(page: Page) -> None:
    """Press Continue, and arrive somewhere."""
    with page.expect_navigation():
        page.get_by_role("button", name="Continue").click()


def fill_day(page: Page, legend: str | re.Pattern[str], day: int, month: int, year: int) -> None:
    group = page.get_by_role("group", name=legend)
    for label, value in (("Day", day), ("Month", month), ("Year", year)):
        group.get_by_label(label).fill(str(value))
