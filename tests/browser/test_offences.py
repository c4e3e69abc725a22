"""An offence as it is typed: with a comma it is known, in words it is asked about."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import look
from tests.browser.steps import fill_day, go_on, sign_in

pytestmark = pytest.mark.xdist_group("browser")


def test_a_comma_is_no_question_and_words_are_one(page: Page) -> None:
    sign_in(page, "records")
    page.goto("/people/add/")
    page.get_by_label("Forenames").fill("Merrick")
    page.get_by_label("Surname").fill("Thistlewood")
    fill_day(page, "Date of birth", 3, 2, 1970)
    go_on(page)
    go_on(page)
    page.get_by_label("Male", exact=True).check()
    go_on(page)
    fill_day(page, "Date of the conviction, caution or finding", 3, 3, 2025)
    page.get_by_label("Offence", exact=True).fill("rape of a child")
    go_on(page)
    expect(
        page.get_by_role("link", name="Select what “rape of a child” means, or keep it as typed")
    ).to_be_visible()
    look(page, "offence-in-words")
    page.get_by_role("group", name="What does “rape of a child” mean?").get_by_label(
        "Rape, SOA 2003 s.1"
    ).check()
    # What is saved while somebody types has arrived before the page is sent.
    page.wait_for_timeout(1500)
    page.wait_for_load_state("networkidle")
    with page.expect_navigation():
        page.get_by_role("button", name="Add another conviction").click()
    second = page.locator("#another")
    second.get_by_label("Conviction", exact=True).check()
    for label, value in (("Day", 3), ("Month", 3), ("Year", 2025)):
        second.get_by_role("group", name="Date of the conviction, caution or finding").get_by_label(
            label
        ).fill(str(value))
    second.get_by_label("Offence", exact=True).fill("Sexual Offences Act 2003, s.9(1) and (2)")
    go_on(page)
    page.get_by_label("For which conviction?").select_option(label="Rape, SOA 2003 s.1, 3 March 2025")
    page.get_by_label("Sentence or order").select_option("imprisonment")
    page.get_by_label("Years", exact=True).fill("8")
    look(page, "offence-sentence")
    go_on(page)
    page.get_by_label("Not known", exact=True).check()
    go_on(page)
    page.get_by_label("No fixed abode").check()
    page.get_by_label("Address, or where they can regularly be found").fill("The bus shelter, Thornmoor")
    fill_day(page, "Since", 3, 3, 2025)
    go_on(page)
    if "/check/" not in page.url:
        go_on(page)
    expect(
        page.get_by_text("Sexual activity with a child, SOA 2003 s.9(1) and (2), 3 March 2025").first
    ).to_be_visible()
    look(page, "offence-check")
    page.get_by_role("button", name="Add to the register").click()
    expect(page.get_by_role("heading", name="Registrable indefinitely")).to_be_visible()
    expect(page.get_by_text("Rape, SOA 2003 s.1").first).to_be_visible()
    look(page, "offence-person")
