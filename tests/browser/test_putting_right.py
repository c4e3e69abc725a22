"""What was not known, or was recorded of the wrong person, put right by those who find it out."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from cairn.dates import today
from tests.browser.conftest import look
from tests.browser.steps import fill_day, go_on, sign_in

pytestmark = pytest.mark.xdist_group("browser")
DAY = today().replace(day=1)


def add_person(page: Page, surname: str, *, outcome: str, offence: str) -> str:
    """Somebody with one conviction or caution, of which nothing more is known. Their page."""
    page.goto("/people/add/")
    page.get_by_label("Forenames").fill("Ambrose")
    page.get_by_label("Surname").fill(surname)
    fill_day(page, "Date of birth", 4, 7, 1971)
    go_on(page)
    if "/known/" in page.url:
        go_on(page)
    page.get_by_label("Male", exact=True).check()
    go_on(page)
    page.get_by_label(outcome, exact=True).check()
    fill_day(page, "Date of the conviction, caution or finding", DAY.day, DAY.month, DAY.year)
    page.get_by_label("Offence", exact=True).fill(offence)
    if page.get_by_role("group", name=re.compile("Where was the caution given")).is_visible():
        page.get_by_label("England and Wales").first.check()
    page.wait_for_timeout(1500)
    go_on(page)
    while "/check/" not in page.url:
        if page.get_by_label("No fixed abode").is_visible():
            page.get_by_label("No fixed abode").check()
            page.get_by_label("Address, or where they can regularly be found").fill("The quay, Thornmoor")
            fill_day(page, "Since", DAY.day, DAY.month, DAY.year)
        go_on(page)
    page.get_by_role("button", name="Add to the register").click()
    page.get_by_role("heading", level=1).wait_for()
    return page.url


def test_the_age_of_a_victim_is_found_out_from_the_worklist(page: Page) -> None:
    sign_in(page, "records")
    person = add_person(page, "Hollowell", outcome="Caution", offence="SOA 2003 s.3")
    page.goto(person)
    expect(page.get_by_text(re.compile("Undecided whether")).first).to_be_visible()
    look(page, "putting-right-undecided")
    page.get_by_role("link", name="Record it").first.click()
    page.get_by_label("Age of the victim at the time").fill("12")
    page.get_by_label("Something was not known, and now is").check()
    page.get_by_label("Why it is corrected").fill("The mother told the officer her daughter's age")
    look(page, "putting-right-correct")
    page.get_by_role("button", name="Save the correction").click()
    page.goto(person)
    expect(page.get_by_role("heading", name=re.compile("^Registrable until"))).to_be_visible()
    expect(page.get_by_text(re.compile("Undecided whether"))).to_have_count(0)


def test_a_sentence_passed_later_decides(page: Page) -> None:
    sign_in(page, "records")
    person = add_person(page, "Underlay", outcome="Conviction", offence="SOA 2003 s.9")
    page.goto(person)
    expect(page.get_by_text(re.compile("not known until sentence is passed")).first).to_be_visible()
    page.goto(f"{person}record/")
    page.get_by_role("link", name="Add a sentence").first.click()
    page.get_by_label("Sentence", exact=True).select_option("imprisonment")
    page.get_by_label("Years", exact=True).fill("4")
    page.get_by_label("Taken into custody or hospital by it?").select_option("not-known")
    fill_day(page, "Date sentenced", today().day, today().month, today().year)
    look(page, "putting-right-sentence")
    page.get_by_role("button", name="Add sentence").click()
    page.goto(person)
    expect(page.get_by_role("heading", name="Registrable indefinitely")).to_be_visible()


def test_a_notification_of_the_wrong_person_is_withdrawn(page: Page) -> None:
    sign_in(page, "officer")
    page.goto("/?scope=force&kind=periodic&state=overdue")
    row = page.locator("tbody tr").first
    row.get_by_role("link").first.click()
    person = page.url.split("#")[0]
    page.goto(f"{person}notify/")
    go_on(page)
    page.get_by_label("Nothing: they confirmed all of it").check()
    go_on(page)
    go_on(page)
    page.get_by_role("button", name="Record the notification").click()
    expect(page.get_by_role("heading", name="Notification recorded")).to_be_visible()
    page.goto(person)
    expect(page.locator("tr", has_text=re.compile("Annual|Weekly")).get_by_text("Overdue")).to_have_count(0)
    withdraw = page.locator("a[href*='/facts/notifications/'][href$='/withdraw/']").first
    page.goto(str(withdraw.get_attribute("href")))
    page.get_by_label("It is about somebody else").check()
    page.locator("textarea[name=why]").fill("It was his brother who came to the counter")
    look(page, "putting-right-withdraw")
    page.get_by_role("button", name="Withdraw it").click()
    page.goto(person)
    expect(
        page.locator("tr", has_text=re.compile("Annual|Weekly")).get_by_text("Overdue").first
    ).to_be_visible()
