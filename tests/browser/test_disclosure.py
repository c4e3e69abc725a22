"""An officer tells somebody outside, and another country, and reads on the person's page that they did."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import look
from tests.browser.steps import fill_day, sign_in

# One process runs them all, on one site.
pytestmark = pytest.mark.xdist_group("browser")


def _somebody(page: Page) -> str:
    sign_in(page, "officer")
    page.goto("/")
    return str(page.locator("tbody tr").first.get_by_role("link").first.get_attribute("href"))


def _fill(page: Page) -> None:
    fill_day(page, "Date they were told", 3, 2, 2026)
    page.get_by_label("Time they were told").fill("10.15")
    page.get_by_label("What they were told").fill("That they may not be alone with the child")
    page.get_by_label("Why it was necessary").fill("Nothing less would keep the child safe")
    page.get_by_role("group", name="Was the person told?").get_by_label("No", exact=True).check()
    page.get_by_label("If not, why not", exact=True).fill("It would raise the risk")
    page.get_by_label("What the recipient may not do").fill("Not to be passed on")


def test_a_disclosure_and_a_transfer_are_recorded(page: Page) -> None:
    person = _somebody(page)
    page.goto(f"{person}record/")
    page.get_by_role("link", name="Record a disclosure").click()
    look(page, "disclosure")
    page.get_by_role("button", name="Record disclosure").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    look(page, "disclosure-slip")
    _fill(page)
    page.get_by_label("Who was told").fill("Ines Marlowe, mother of the child")
    page.get_by_label("A member of the public").check()
    page.get_by_label("Presumption to disclose").check()
    page.get_by_label("More about the power").fill("Her daughter, aged nine")
    page.get_by_label("Supervisor who authorised it").select_option(index=1)
    page.get_by_role("button", name="Record disclosure").click()
    expect(page.locator(".govuk-notification-banner").get_by_text("Disclosure recorded")).to_be_visible()
    page.locator("#disclosures summary").first.click()
    look(page, "disclosures")

    page.goto(f"{person}overseas-transfer/")
    look(page, "overseas-transfer")
    _fill(page)
    page.get_by_label("Who was told").fill("National Police of Ruritania")
    page.get_by_label("An authority of another country").check()
    page.get_by_label("A policing purpose").check()
    page.get_by_label("Country", exact=True).fill("Ruritania")
    page.get_by_label("The country or organisation is approved").check()
    relevant = page.get_by_role("group", name="Is the recipient a relevant authority?")
    relevant.get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Record transfer").click()
    expect(
        page.locator(".govuk-notification-banner").get_by_text("Overseas transfer recorded")
    ).to_be_visible()
    page.goto(f"{person}timeline/")
    told = page.get_by_role("heading", name="Told overseas: National Police of Ruritania, Ruritania")
    expect(told).to_be_visible()
