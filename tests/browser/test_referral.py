"""An officer reviews somebody at level 1 and refers them; a manager endorses, and the coordinator decides."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import look
from tests.browser.steps import sign_in

pytestmark = pytest.mark.xdist_group("browser")


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("heading", level=1).wait_for()


def test_from_a_review_at_level_1_to_a_first_meeting(page: Page) -> None:
    sign_in(page, "officer")
    page.goto("/?scope=mine&kind=level-1-review")
    look(page, "worklist-level-1")
    row = page.locator("tbody tr").first
    name = row.get_by_role("link").first.inner_text()
    person = str(row.get_by_role("link").first.get_attribute("href")).split("#")[0]
    row.get_by_role("link", name=re.compile("^Record review")).click()
    for label in (
        "What has changed since the last review?",
        "Which agencies were asked, and what did they say?",
        "Domestic abuse: what was checked, and what is known?",
        "Disclosure: what was considered, what was decided, and why?",
        "Does the plan still meet the risk?",
        "Why this outcome?",
    ):
        page.get_by_label(label).fill("Asked, and nothing new but the family he met in May.")
    page.get_by_label("Refer to Level 2").check()
    look(page, "level-1-review")
    page.get_by_role("button", name="Record review").click()
    expect(page.get_by_text("Review recorded. A manager has it to endorse.")).to_be_visible()
    page.goto(f"{person}refer/")
    page.get_by_label("Level 2", exact=True).check()
    page.get_by_label("Why ordinary management is not enough").fill("Three agencies hold a part of the risk.")
    look(page, "refer")
    page.get_by_role("button", name="Refer", exact=True).click()
    expect(page.get_by_text("The coordinator decides; until then the level is what it was.")).to_be_visible()
    page.goto(person)
    expect(page.get_by_text("Referred to level 2, to be decided").first).to_be_visible()
    look(page, "person-referred")
    sign_out(page)

    sign_in(page, "supervisor")
    page.goto("/?scope=force&kind=level-1-endorsement")
    page.locator("tbody tr", has_text=name).get_by_role("link", name=re.compile("^Endorse")).click()
    look(page, "endorse")
    page.get_by_label("What you endorse, and why").fill("The referral is right.")
    page.get_by_role("button", name="Endorse").click()
    expect(page.get_by_text("Review endorsed.")).to_be_visible()
    sign_out(page)

    sign_in(page, "coordinator")
    page.goto("/?scope=force&kind=referral-decision")
    page.locator("tbody tr", has_text=name).get_by_role("link", name=re.compile("^Decide referral")).click()
    page.get_by_label("Accepted", exact=True).check()
    page.get_by_label("Level 2", exact=True).check()
    page.get_by_label("Lead agency, if accepted").select_option(label="Fellside Constabulary")
    page.get_by_label("Why you decide so").fill("A plan is needed that joins them.")
    look(page, "decide-referral")
    page.get_by_role("button", name="Save decision").click()
    expect(page.get_by_text("Referral accepted at level 2. A first meeting is due.")).to_be_visible()
    page.goto(person)
    expect(page.get_by_text("First MAPPA level 2 meeting").first).to_be_visible()
    look(page, "person-first-meeting")
