"""From today's worklist to a handed-over acknowledgement, and a partner's action, as people do it."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import Site, look
from tests.browser.steps import fill_day, go_on, sign_in

# One process runs them all, on one site.
pytestmark = pytest.mark.xdist_group("browser")


def _id_in(url: str) -> str:
    return re.search(r"/people/([0-9a-f-]{36})/", url).group(1)


def test_an_offender_manager_takes_an_annual_notification(page: Page) -> None:
    sign_in(page, "officer")
    look(page, "worklist")
    page.goto("/?scope=force&kind=periodic")
    row = page.locator("tbody tr").first
    name = row.get_by_role("link").first.inner_text()

    row.get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1, name=name)).to_be_attached()
    expect(page.get_by_text(re.compile(r"Registrable (until|indefinitely|from)")).first).to_be_visible()
    look(page, "person")
    person = _id_in(page.url)

    page.get_by_role("link", name="Reasons").click()
    expect(page.get_by_text("SOA 2003 s.82(1)").first).to_be_visible()
    expect(page.get_by_text("SOA 2003 s.85(1)").first).to_be_visible()
    look(page, "reasons")

    page.goto(f"/people/{person}/notify/")
    look(page, "notify-what")
    go_on(page)
    page.get_by_label("Nothing: they confirmed all of it").check()
    look(page, "notify-held")
    go_on(page)
    look(page, "notify-identity")
    go_on(page)
    look(page, "notify-check")
    page.get_by_role("button", name="Record the notification").click()
    expect(page.get_by_role("heading", name="Notification recorded")).to_be_visible()
    expect(page.get_by_role("heading", name="Duties met")).to_be_visible()
    expect(page.get_by_role("heading", name="Due next")).to_be_visible()
    look(page, "notify-done")

    address = page.locator("a[href$='acknowledgement.pdf']").get_attribute("href")
    answer = page.request.get(str(address))
    assert answer.headers["content-type"] == "application/pdf"
    pdf = PdfReader(BytesIO(answer.body()))
    assert len(pdf.pages) == 1
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert name.split()[-1] in pdf.pages[0].extract_text()

    page.goto(f"/people/{person}/")
    expect(
        page.get_by_text("Periodic notification").or_(page.get_by_text("Annual notification")).first
    ).to_be_visible()
    expect(page.locator("tr", has_text=re.compile("Annual|Weekly")).get_by_text("Overdue")).to_have_count(0)


def test_a_housing_officer_sees_only_what_concerns_them_and_completes_their_action(
    page: Page, chromium: Browser, site: Site
) -> None:
    sign_in(page, "officer")
    page.goto("/?scope=force")
    unshared = page.locator("tbody tr").first.get_by_role("link").first.get_attribute("href")
    everything = page.get_by_text(re.compile(r"\d+ items?, longest")).inner_text()
    page.get_by_role("button", name="Sign out").click()
    look(page, "sign-in")

    sign_in(page, "housing")
    look(page, "partner-worklist")
    assert page.get_by_text(re.compile(r"\d+ items?, longest")).inner_text() != everything
    page.get_by_role("link", name=re.compile("Open action")).first.click()
    look(page, "partner-action")
    accept = page.get_by_role("button", name="Accept")
    if accept.count():
        accept.click()
    page.get_by_label("What was done, and what came of it").fill(
        "Offered 4 Fell View; accepted and moved in."
    )
    page.get_by_role("button", name="Complete action").click()
    expect(page.get_by_text("Completed").first).to_be_visible()
    look(page, "partner-action-done")
    person = page.get_by_role("link", name="Overview").get_attribute("href")
    page.goto(str(person))
    look(page, "partner-person")
    expect(page.get_by_text("Not shared with your agency").first).to_be_visible()

    statuses = {page.goto(str(unshared)).status, page.goto(str(person)).status}
    assert statuses <= {200, 404}
    assert page.goto("/people/00000000-0000-4000-8000-000000000000/").status == 404
    look(page, "not-found")


def test_a_records_officer_adds_a_person_with_a_conviction(page: Page) -> None:
    sign_in(page, "records")
    page.goto("/people/add/")
    page.get_by_label("Forenames").fill("Wilfred")
    page.get_by_label("Surname").fill("Quillfeather")
    fill_day(page, "Date of birth", 31, 2, 1980)
    go_on(page)
    expect(page.get_by_role("link", name="Date of birth must be a real date")).to_be_visible()
    expect(page.get_by_label("Surname")).to_have_value("Quillfeather")
    look(page, "add-identity-error")
    fill_day(page, "Date of birth", 1, 5, 1980)
    go_on(page)
    look(page, "add-known")
    go_on(page)
    page.get_by_label("Male", exact=True).check()
    page.get_by_label("PNC ID").fill("2001/0171310S")
    look(page, "add-details")
    go_on(page)
    fill_day(page, "Date of the conviction, caution or finding", 1, 3, 2024)
    page.get_by_label("Offence", exact=True).fill("SOA 2003 s.9")
    look(page, "add-conviction")
    go_on(page)
    page.get_by_label("Sentence or order").select_option("imprisonment")
    page.get_by_label("Months", exact=True).fill("30")
    look(page, "add-sentence")
    go_on(page)
    page.get_by_label("In custody", exact=True).check()
    fill_day(page, "Since when were they in custody or hospital?", 1, 3, 2024)
    look(page, "add-custody")
    go_on(page)
    look(page, "add-home")
    page.get_by_label("No fixed abode").check()
    page.get_by_label("Address, or where they can regularly be found").fill("The bus shelter, Thornmoor")
    fill_day(page, "Since", 1, 3, 2024)
    go_on(page)
    look(page, "add-officer")
    if "/check/" not in page.url:
        go_on(page)
    expect(page.get_by_text(re.compile("check letter")).first).to_be_visible()
    look(page, "add-check")
    page.get_by_role("button", name=re.compile("Add")).click()
    expect(page.get_by_role("heading", name="Registrable indefinitely")).to_be_visible()
    expect(page.get_by_text(re.compile("First notification|Initial")).first).to_be_visible()


@pytest.mark.parametrize("username", ["administrator", "auditor", "analyst"])
def test_those_who_read_no_records_are_told_what_their_role_does(page: Page, username: str) -> None:
    sign_in(page, username)
    expect(page.locator("tbody tr")).to_have_count(0)
    look(page, f"home-{username}")


def test_the_other_pages_of_a_person(page: Page) -> None:
    sign_in(page, "officer")
    page.goto("/?scope=mine")
    page.locator("tbody tr").first.get_by_role("link").first.click()
    person = _id_in(page.url)
    for name in ("timeline", "plan", "access", "history", "record", "visit", "risk", "level", "address",
                 "custody", "name", "identifier", "photograph/add", "conviction", "history/names"):  # fmt: skip
        assert page.goto(f"/people/{person}/{name}/").status == 200
        look(page, f"person-{name.replace('/', '-')}")


def test_finding_somebody_whose_name_is_spelt_otherwise(page: Page) -> None:
    sign_in(page, "counter")
    page.goto("/?scope=force")
    row = page.locator("tbody tr").first
    name = row.get_by_role("link").first.inner_text()
    page.goto("/people/find/")
    look(page, "find")
    first, *_, surname = name.split()
    page.get_by_role("textbox").first.fill(f"{surname}x {first}")
    page.get_by_role("button", name=re.compile("Find|Search")).click()
    expect(page.get_by_role("link", name=name).first).to_be_visible()
    look(page, "found")


def test_without_javascript_a_notification_is_the_same(chromium: Browser, site: Site) -> None:
    context = chromium.new_context(base_url=site.url, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, "counter")
    page.goto("/?scope=force&kind=periodic")
    page.get_by_role("link", name=re.compile("Record notification")).nth(1).click()
    go_on(page)
    page.get_by_label("Nothing: they confirmed all of it").check()
    go_on(page)
    go_on(page)
    page.get_by_role("button", name="Record the notification").click()
    expect(page.get_by_role("heading", name="Notification recorded")).to_be_visible()
    context.close()
