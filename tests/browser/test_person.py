"""A person's page as it is used: on a telephone at the door, on paper, and by whoever puts a fact right."""

from __future__ import annotations

import re
from io import BytesIO
from unicodedata import normalize

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import check_accessible, check_fits, look
from tests.browser.steps import sign_in

# One process runs them all, on one site.
pytestmark = pytest.mark.xdist_group("browser")
PHONE = {"width": 390, "height": 844}


def open_somebody(page: Page) -> str:
    """Somebody with a notification due; answers with their page's address."""
    sign_in(page, "officer")
    page.goto("/?kind=periodic")
    links = page.locator("a[href^='/people/']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    found = next(match for link in links if (match := re.match(r"/people/[0-9a-f-]{36}/", link or "")))
    page.goto(found[0])
    return found[0]


def open_somebody_with_an_order(page: Page) -> None:
    """Somebody of the force who is under a court order now."""
    sign_in(page, "officer")
    page.goto("/?scope=force")
    links = page.locator("a[href^='/people/']").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    for link in dict.fromkeys(
        match[0] for each in links if (match := re.match(r"/people/[0-9a-f-]{36}/", each))
    ):
        page.goto(link)
        if page.get_by_text("What it forbids and requires").count():
            return
    raise LookupError("nobody on the first page of the worklist is under an order")


def top(page: Page, selector: str) -> float:
    box = page.locator(selector).first.bounding_box()
    assert box is not None, selector
    return box["y"]


def test_on_a_telephone_what_matters_at_the_door_comes_first(page: Page) -> None:
    page.set_viewport_size(PHONE)
    open_somebody(page)
    order = [
        ".cairn-identity",
        "#door",
        "#addresses",
        "#orders",
        "#due",
        ".cairn-banner",
        "#names",
        "#visits",
    ]
    places = [top(page, selector) for selector in order]
    assert places == sorted(places)
    # Under the thumb, wherever the page stands.
    button = page.get_by_role("button", name="Record a visit")
    for where in ("0", "document.body.scrollHeight"):
        page.evaluate(f"window.scrollTo(0, {where})")
        box = button.bounding_box()
        assert box is not None
        assert PHONE["height"] - 120 < box["y"] + box["height"] <= PHONE["height"]
        assert box["height"] >= 40
    check_accessible(page)
    check_fits(page)


def test_every_page_of_the_record_is_accessible_and_fits(page: Page) -> None:
    person = open_somebody(page)
    for name in ("", "timeline/", "as-known/?day=2026-06-01", "history/addresses/"):
        page.goto(person + name)
        look(page, f"person-{name.partition('/')[0] or 'overview'}")


def test_a_fact_unfolds_to_what_can_be_done_with_it(page: Page) -> None:
    open_somebody(page)
    fact = page.locator("#addresses .cairn-fact").first
    fact.get_by_text("Change or history").click()
    expect(fact.get_by_role("link", name=re.compile("^Correct"))).to_be_visible()
    fact.get_by_role("link", name=re.compile("^History of")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("history of one of these: addresses")


def test_on_paper_everything_is_there(page: Page) -> None:
    open_somebody_with_an_order(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name="Record a visit")).to_be_hidden()
    earlier = page.locator(".cairn-record details:not(.cairn-more) .cairn-fact").first
    expect(earlier).to_be_visible()
    expect(page.locator(".cairn-more").first).to_be_hidden()
    sheets = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
    # A printer writes "fi" as one letter.
    words = normalize("NFKC", "\n".join(sheet.extract_text() for sheet in sheets))
    for heading in (
        "Before you knock",
        "What it forbids and requires",
        "What is due",
        "Notifications",
        "Visits",
    ):
        assert heading in words
    assert "Change or history" not in words
