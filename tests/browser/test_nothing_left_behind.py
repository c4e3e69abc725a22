"""What a browser leaves on the disk of a shared computer of words typed about a person: nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright

from tests.browser.conftest import ARGUMENTS, CHROMIUM, Site
from tests.browser.steps import sign_in

pytestmark = pytest.mark.xdist_group("browser")

# One for each kind of box: a text box, a line, a day and its year, a filter's line.
BOXES = {
    "{person}visit/": {"textarea[name=observations]": "Quillfeatherobservations"},
    "/people/find/": {"input[name=text]": "Quillfeathersearch"},
    "/people/add/": {
        "input[name=surname]": "Quillfeathersurname",
        "input[name=born-month]": "Quillfeathermonth",
    },
    "{person}address/": {"textarea[name=lines]": "Quillfeatherlines"},
}


def _on_disk(profile: Path, word: str) -> list[str]:
    forms = (word.encode(), word.encode("utf-16-le"))
    files = (file for file in profile.rglob("*") if file.is_file())
    return [
        str(file.relative_to(profile)) for file in files if any(form in file.read_bytes() for form in forms)
    ]


def _browser(playwright: Playwright, profile: Path, site: Site) -> BrowserContext:
    return playwright.chromium.launch_persistent_context(
        str(profile),
        executable_path=CHROMIUM,
        base_url=site.url,
        args=ARGUMENTS,
    )


def _type_everywhere(page: Page) -> list[str]:
    sign_in(page, "officer")
    page.goto("/?scope=force")
    person = str(page.locator("tbody th a").first.get_attribute("href"))
    typed = []
    for address, boxes in BOXES.items():
        page.goto(address.format(person=person))
        for selector, word in boxes.items():
            box = page.locator(selector)
            if box.count():
                box.first.fill(word)
                typed.append(word)
        page.wait_for_timeout(300)
        page.goto("/")  # the browser writes down what stood in the form it leaves
    return typed


def test_words_typed_and_not_sent_are_nowhere_in_the_browsers_profile(
    driver: Playwright, site: Site, tmp_path: Path
) -> None:
    context = _browser(driver, tmp_path, site)
    page = context.pages[0]
    typed = _type_everywhere(page)
    page.wait_for_timeout(3_000)
    page.goto("/")
    page.get_by_role("button", name="Sign out").click()
    context.close()
    assert len(typed) >= 3
    assert {word: files for word in typed if (files := _on_disk(tmp_path, word))} == {}


def test_the_search_of_a_profile_finds_what_a_browser_does_keep(
    driver: Playwright, site: Site, tmp_path: Path
) -> None:
    """Without this the test above could pass by looking in the wrong place."""
    context = _browser(driver, tmp_path, site)
    page = context.pages[0]
    sign_in(page, "officer")
    page.goto("/people/find/")
    page.evaluate("document.querySelector('[name=text]').form.autocomplete = 'on'")
    page.evaluate("document.querySelector('[name=text]').autocomplete = 'on'")
    page.fill("input[name=text]", "Quillfeatherkept")
    page.wait_for_timeout(300)
    page.goto("/")
    page.wait_for_timeout(3_000)
    context.close()
    assert _on_disk(tmp_path, "Quillfeatherkept")
