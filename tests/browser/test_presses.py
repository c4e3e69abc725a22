"""What a day's two commonest tasks cost, in presses from the worklist; typing is not counted."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import look
from tests.browser.steps import sign_in

pytestmark = pytest.mark.xdist_group("browser")


class Presses:
    """Counts what is pressed."""

    def __init__(self) -> None:
        self.made = 0

    def __call__(self, control: Locator) -> None:
        self.made += 1
        control.click()


def first_of(page: Page, kind: str) -> Locator:
    """The worklist's first row of that kind of duty."""
    page.goto(f"/?scope=force&kind={kind}")
    return page.locator("tbody tr").first


def test_an_annual_notification_with_nothing_changed_takes_six_presses(page: Page) -> None:
    sign_in(page, "officer")
    row, press = first_of(page, "periodic"), Presses()
    press(row.get_by_role("link", name=re.compile("^Record notification")))
    press(page.get_by_role("button", name="Continue"))
    press(page.get_by_label("Nothing: they confirmed all of it"))
    press(page.get_by_role("button", name="Continue"))
    press(page.get_by_role("button", name="Continue"))
    press(page.get_by_role("button", name="Record the notification"))
    expect(page.get_by_role("heading", name="Notification recorded")).to_be_visible()
    assert press.made <= 6


def test_a_visit_takes_three_presses(page: Page) -> None:
    sign_in(page, "officer")
    row, press = first_of(page, "visit"), Presses()
    press(row.get_by_role("link", name=re.compile("^Record visit")))
    look(page, "visit-least")
    press(page.get_by_label("Seen at home"))
    page.get_by_label("What you saw and heard").fill("At home, alone.")
    press(page.get_by_role("button", name="Record visit"))
    expect(page.get_by_text(re.compile("Visit recorded"))).to_be_visible()
    assert press.made <= 3
