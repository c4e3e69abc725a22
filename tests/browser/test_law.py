"""What the law requires, asked by anybody; and what if, asked by the officer who may."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import look
from tests.browser.steps import fill_day, sign_in

pytestmark = pytest.mark.xdist_group("browser")


def test_a_custody_sergeant_asks_without_an_account(page: Page) -> None:
    page.goto("/sign-in/")
    page.get_by_role("link", name="what the notification law requires").first.click()
    look(page, "law-question")
    fill_day(page, "Date of birth", 1, 5, 1980)
    page.get_by_label("Offence", exact=True).fill("SOA 2003 s.3")
    page.get_by_label("Age of the victim at that time, if known").fill("17")
    fill_day(page, "Date of the conviction, caution or finding", 3, 9, 2018)
    page.get_by_label("Sentence", exact=True).fill("imprisonment 2 years 6 months")
    fill_day(page, "Date to answer for", 4, 9, 2018)
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_text("Registrable from 3 September 2018, with no end date.")).to_be_visible()
    expect(page.get_by_text("Not legal advice", exact=False).first).to_be_visible()
    look(page, "law-answer")
    assert page.context.cookies() == [] or all(c["name"] != "sessionid" for c in page.context.cookies())


def test_a_slip_is_told_at_its_field(page: Page) -> None:
    page.goto("/law/")
    page.get_by_label("Sentence", exact=True).fill("a while")
    page.get_by_role("button", name="Answer").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    look(page, "law-slip")


def test_an_officer_asks_what_if_and_changes_nothing(page: Page) -> None:
    sign_in(page, "officer")
    page.goto("/?scope=force&kind=periodic")
    page.locator("tbody tr").first.get_by_role("link").first.click()
    page.get_by_role("link", name="Reasons").click()
    page.get_by_role("link", name="What if the sentence or the date were another?").click()
    look(page, "what-if-question")
    page.locator("input[name=conviction]").first.check()
    page.get_by_label("Another sentence").fill("imprisonment 4 years")
    page.get_by_role("button", name="See what would change").click()
    expect(page.get_by_text("This changes nothing on the record", exact=False)).to_be_visible()
    look(page, "what-if-answer")


@pytest.mark.parametrize(
    ("offence", "told", "name"),
    [
        ("SOA 2003 s.3", "It turns on the victim's age at the offence.", "law-not-given"),
        ("Sexual Ofences Act s.9", "It turns on which offence it was", "law-not-recognised"),
        ("SOA 2003 s.66E", "A person must decide.", "law-decide"),
    ],
)
def test_what_is_not_known_is_not_a_no(page: Page, offence: str, told: str, name: str) -> None:
    page.goto("/law/")
    fill_day(page, "Date of birth", 1, 5, 1980)
    page.get_by_label("Offence", exact=True).fill(offence)
    fill_day(page, "Date of the conviction, caution or finding", 3, 9, 2024)
    page.get_by_label("Sentence", exact=True).fill("fine")
    page.get_by_role("button", name="Answer").click()
    as_typed = page.get_by_label("keep it as typed", exact=False)
    if as_typed.count():
        as_typed.check()
        page.get_by_role("button", name="Answer").click()
    expect(page.get_by_role("heading", name=told)).to_be_visible()
    look(page, name)
