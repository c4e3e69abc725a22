"""Retention and requests for access on a running site, by the two people each of them needs."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import ROOT, SCREENSHOTS, Site, look
from tests.browser.steps import fill_day, sign_in

# One process runs them all, on one site.
pytestmark = pytest.mark.xdist_group("browser")


def _sign_in_again(page: Page, username: str) -> None:
    page.get_by_role("button", name="Sign out").click()
    sign_in(page, username)


_SOMEBODY = """
import django
django.setup()
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from tests.factories.record import make_person
from tests.factories.retention import long_ago
with acting_as(User.objects.get(username="officer")) as officer:
    long_ago(officer, make_person(officer, forenames="Robin", surname="Longover", officer=officer).pk)
"""


def _add_somebody_whose_registration_is_over(site: Site) -> None:
    environment = {**site.environment, "DJANGO_SETTINGS_MODULE": "cairn.project.settings"}
    subprocess.run([sys.executable, "-c", _SOMEBODY], env=environment, check=True, cwd=ROOT)


def _somebody(page: Page) -> str:
    page.goto("/?scope=force")
    link = page.locator("tbody tr").first.get_by_role("link").first.get_attribute("href")
    return str(link)


def test_a_review_and_a_hold_are_recorded(page: Page, site: Site) -> None:
    sign_in(page, "records")
    page.goto(f"{_somebody(page)}retention/")
    look(page, "retention-registered")
    _add_somebody_whose_registration_is_over(site)
    page.goto("/?scope=force&kind=retention-review")
    person = str(page.locator("tbody tr").first.get_by_role("link").first.get_attribute("href"))
    look(page, "retention-worklist")
    page.goto(f"{person}retention/")
    look(page, "retention")
    page.goto(f"{person}retention/review/")
    look(page, "retention-review")
    page.get_by_role("button", name="Record review").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    look(page, "retention-review-errors")
    for group in page.get_by_role("group").all():
        if group.get_by_label("Not known").count():
            group.get_by_label("Not known").check()
    page.get_by_label("Keep it until the next review").check()
    page.get_by_label("Why").fill("The offences were serious and recent contact raised concern.")
    day = datetime.now(UTC) + timedelta(days=365)
    fill_day(page, "Date of the next review", day.day, day.month, day.year)
    page.get_by_role("button", name="Record review").click()
    expect(page.get_by_text("Review recorded.")).to_be_visible()
    page.get_by_role("link", name="Set a legal hold").click()
    page.get_by_label("Why the record must be held").fill("Public inquiry into local services.")
    page.get_by_role("button", name="Set hold").click()
    expect(
        page.get_by_text("A legal hold stands").or_(page.get_by_text("cannot be disposed of"))
    ).to_be_visible()
    look(page, "retention-held")


def test_a_request_for_access_is_answered_by_two_people(page: Page) -> None:
    sign_in(page, "records")
    person = _somebody(page)
    page.goto(f"{person}subject-request/")
    look(page, "access-receive")
    page.get_by_label("Letter").check()
    page.get_by_label("How their identity was verified").fill(
        "Copy of passport, checked against the photograph"
    )
    page.get_by_role("button", name="Record request").click()
    expect(page.get_by_text("Request recorded.")).to_be_visible()
    address = page.url
    page.get_by_role("button", name="Gather the information held").click()
    page.get_by_role("button", name="Disclose everything without free text").click()
    look(page, "subject-request")
    page.goto("/subject-requests/")
    look(page, "access-list")
    page.goto(address)
    first = True
    while page.locator("tr", has_text="Not decided").count():
        page.locator("tr", has_text="Not decided").first.get_by_role("link").click()
        if first:
            look(page, "access-item")
            first = False
            page.get_by_label("Withhold", exact=True).check()
            page.get_by_label("Ground for withholding").select_option("crime")
            page.get_by_label("Why withholding").fill("It shows how visits are planned.")
        else:
            parts = (
                page.get_by_role("group", name="Which parts to withhold")
                .get_by_role("checkbox", checked=True)
                .count()
            )
            page.get_by_label("Disclose with parts withheld" if parts else "Disclose", exact=True).check()
        page.get_by_role("button", name="Save decision").click()
        expect(page.get_by_role("heading", level=1, name="Subject access request")).to_be_visible()
    page.get_by_role("link", name="Decide the answer").click()
    look(page, "access-outcome")
    page.get_by_label("Access in part").check()
    page.get_by_label("Reasons").fill("Names of staff, and how visits are planned.")
    page.get_by_role("button", name="Save decision").click()
    expect(page.get_by_text("Somebody else must now check and release the answer")).to_be_visible()
    _sign_in_again(page, "supervisor")
    page.goto(address)
    look(page, "access-to-release")
    draft = page.request.get(f"{address}answer.pdf")
    assert "not released" in PdfReader(BytesIO(draft.body())).pages[0].extract_text()
    page.get_by_role("button", name="Release the answer").click()
    expect(page.get_by_text(re.compile("Released. Send the answer"))).to_be_visible()
    answer = page.request.get(f"{address}answer.pdf")
    (SCREENSHOTS / "access-answer.pdf").write_bytes(answer.body())
    pdf = PdfReader(BytesIO(answer.body()))
    assert pdf.trailer["/Root"]["/MarkInfo"]["/Marked"]
    text = " ".join(one.extract_text() for one in pdf.pages)
    assert "[withheld: third-party information]" in text
    assert "not released" not in text
