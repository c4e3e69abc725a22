"""A supervisor gives all the people of an officer who goes on leave to a colleague."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import look
from tests.browser.steps import sign_in

pytestmark = pytest.mark.xdist_group("browser")


def test_a_supervisor_gives_an_officers_people_to_a_colleague_for_a_leave(page: Page) -> None:
    sign_in(page, "supervisor")
    page.get_by_role("link", name="Caseload").first.click()
    expect(page.get_by_role("heading", name="Caseload", level=1)).to_be_visible()
    look(page, "caseload")
    # After the row of headings: whoever manages most; last, a colleague who manages nobody yet.
    rows = page.get_by_role("row")
    leaving, colleague = (rows.nth(at).get_by_role("rowheader").inner_text() for at in (1, rows.count() - 1))
    line = page.get_by_role("row", name=re.compile(leaving))
    many = int(line.get_by_role("cell").nth(1).inner_text())
    assert many > 1
    line.get_by_role("link").click()
    expect(page.get_by_text(f"{leaving} manages {many} people")).to_be_visible()
    boxes = page.get_by_role("checkbox")
    assert boxes.count() == many
    for at in range(many - 1):
        boxes.nth(at).check()
    officer = page.get_by_role("option", name=re.compile(colleague))
    page.get_by_label("Who will manage them").select_option(str(officer.get_attribute("value")))
    page.get_by_role("button", name="Give them to this officer").click()
    expect(page.get_by_role("link", name="Enter why they are given to another officer")).to_be_visible()
    look(page, "caseload-of")
    page.get_by_label("Why", exact=True).fill("On leave until the spring")
    page.get_by_role("button", name="Give them to this officer").click()
    expect(page.get_by_text(f"{many - 1} people are now managed by {colleague}")).to_be_visible()
    left = page.get_by_role("row", name=re.compile(leaving)).get_by_role("cell").nth(1)
    expect(left).to_have_text("1")

    # Back from leave, they have their people again.
    page.get_by_role("row", name=re.compile(colleague)).get_by_role("link").click()
    for at in range(many - 1):
        boxes.nth(at).check()
    officer = page.get_by_role("option", name=re.compile(leaving))
    page.get_by_label("Who will manage them").select_option(str(officer.get_attribute("value")))
    page.get_by_label("Why", exact=True).fill("Back from leave")
    page.get_by_role("button", name="Give them to this officer").click()
    expect(left).to_have_text(str(many))
