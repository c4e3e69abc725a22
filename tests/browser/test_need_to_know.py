"""Another force needs a record: it is told who holds it, opens it in an emergency, asks, and takes it over."""

from __future__ import annotations

import subprocess
import sys

import pytest
from playwright.sync_api import Page, expect

from cairn.demo.agencies import PASSWORD
from tests.browser.conftest import ROOT, Site, look
from tests.browser.steps import fill_day, sign_in

pytestmark = pytest.mark.xdist_group("browser")

FORCE = "Ravensdale Police"


@pytest.fixture(scope="module")
def neighbours(site: Site) -> None:
    """A second force on the same register, with an officer and a supervisor."""
    cairn = [sys.executable, "-m", "cairn.cli.main"]
    environment = {**site.environment, "CAIRN_NEW_PASSWORD": PASSWORD}
    of = ["--agency", FORCE, "--team", "Public protection"]
    for arguments in (
        ["agency", "add", FORCE],
        ["team", "add", "Public protection", "--agency", FORCE],
        ["user", "add", "neighbour", "--name", "Mina Hollis", "--role", "offender-manager", *of],
        ["user", "add", "neighbour-supervisor", "--name", "Tom Reddy", "--role", "supervisor", *of],
    ):
        subprocess.run([*cairn, *arguments], env=environment, check=True, cwd=ROOT)


def _as(page: Page, username: str) -> None:
    # An answer still under way, such as a photograph, would bring the session's cookie back.
    page.wait_for_load_state("networkidle")
    page.goto("about:blank")
    page.context.clear_cookies()
    sign_in(page, username)


def _somebody(page: Page) -> tuple[str, str]:
    """Somebody whom the supervisor's team manages: the address of their page, and their name."""
    _as(page, "supervisor")
    page.goto("/?scope=force&kind=visit")
    link = page.locator("tbody tr").first.get_by_role("link").first
    name = link.inner_text()
    link.click()
    return page.url, name


def _born(page: Page) -> tuple[int, int, int]:
    words = page.locator(".cairn-identity__facts dd").first.inner_text().split(",")[0].split()
    months = "January February March April May June July August September October November December".split()
    return int(words[0]), months.index(words[1]) + 1, int(words[2])


def test_a_record_of_another_force_is_found_opened_asked_for_and_taken_over(
    page: Page, neighbours: None
) -> None:
    address, name = _somebody(page)
    born = _born(page)

    _as(page, "neighbour")
    page.goto("/people/find/")
    page.get_by_label("Name, alias or number").fill(name.split()[-1])
    fill_day(page, "Date of birth", *born)
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_role("heading", name="Held by others")).to_be_visible()
    look(page, "held-by-others")
    page.goto(address)
    expect(page.get_by_role("heading", name="This record is held by another agency")).to_be_visible()
    look(page, "held-not-found")
    page.get_by_role("button", name="Ask for access").click()
    page.get_by_label("Prison and release").check()
    page.get_by_label("Why", exact=True).fill("We supervise the release licence from next month")
    look(page, "ask")
    page.get_by_role("button", name="Ask for access").click()
    look(page, "access-asked")
    page.goto(f"{address}emergency/")
    look(page, "emergency-open")
    page.get_by_role("button", name="Open the record now").click()
    expect(page.get_by_text("There is a problem")).to_be_visible()
    look(page, "emergency-open-slip")
    page.get_by_label("What is the emergency?").fill("Seen at a school gate just now, following a child")
    page.get_by_role("button", name="Open the record now").click()
    expect(page.locator(".govuk-notification-banner").get_by_text("Open to you, to read")).to_be_visible()
    page.goto(f"{address}access/")
    look(page, "who-has-access-emergency")

    _as(page, "supervisor")
    page.goto("/access/")
    look(page, "access-to-decide")
    page.get_by_role("link", name="Review").first.click()
    look(page, "emergency-review")
    page.get_by_label("Justified", exact=True).check()
    page.get_by_label("What you found").fill("A child was at risk, and there was no time to ask")
    page.get_by_role("button", name="Save the review").click()
    page.get_by_role("link", name="Answer").first.click()
    look(page, "access-request")
    page.get_by_label("Why it is refused").fill("We would rather hand the record over altogether")
    page.get_by_role("button", name="Refuse").click()
    page.goto(f"{address}access/offer/")
    page.get_by_label("Agency that would own the record").select_option(label=FORCE)
    page.get_by_label("Why the record moves").fill("They have moved to Ravensdale for good")
    look(page, "offer-record")
    page.get_by_role("button", name="Offer this record").click()
    look(page, "who-has-access-owner")

    _as(page, "neighbour-supervisor")
    page.goto("/access/")
    page.get_by_role("link", name="Read and answer").click()
    look(page, "hand-over-pack")
    page.get_by_label("Who will manage this person").select_option(index=1)
    page.get_by_role("button", name="Accept the record").click()
    expect(page.get_by_text(f"{FORCE} owns this record from today.")).to_be_visible()


def test_a_supervisor_shares_restricts_and_keeps_a_fact_back(page: Page) -> None:
    address, _ = _somebody(page)
    page.goto(f"{address}access/share/")
    look(page, "share-record")
    page.goto(f"{address}access/facts/")
    look(page, "facts-to-restrict")
    page.locator(".cairn-acts a").first.click()
    look(page, "restrict-fact")
    page.get_by_label("It would show who told us").check()
    page.get_by_label("The reason in your words").fill("A neighbour told us and must not be known")
    page.get_by_role("button", name="Restrict this fact").click()
    page.goto(f"{address}access/restrict/")
    page.get_by_label("Another reason, given in words").check()
    page.get_by_label("Why", exact=True).fill("A relative of somebody in this building")
    look(page, "restrict-record")
    page.get_by_role("button", name="Restrict this record").click()
    # From now on whoever opens it says why first, the supervisor too.
    expect(page.get_by_role("heading", name="This record is restricted")).to_be_visible()
    look(page, "restricted-say-why")
    page.get_by_label("Why do you open this record?").fill("To see that it is restricted as it should be")
    page.get_by_role("button", name="Open the record").click()
    expect(page.get_by_text("Restricted record", exact=True)).to_be_visible()
    look(page, "who-has-access-restricted")
    page.goto(f"{address}access/lift/")
    page.get_by_label("Why", exact=True).fill("The relative has left the force")
    page.get_by_role("button", name="Lift the restriction").click()
    expect(page.get_by_text("No longer restricted: all who work with this person")).to_be_visible()
