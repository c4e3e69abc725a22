"""Every way to look at a page: a phone, a finger, the dark, colours of one's own, large text, paper."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pypdf import PdfReader

from tests.browser.conftest import Site, check_accessible, check_fits, look
from tests.browser.steps import sign_in

pytestmark = pytest.mark.xdist_group("browser")

# Of a person's, the last part of the address; of others, the whole.
OF_A_PERSON = ("", "reasons/", "timeline/", "plan/", "access/", "history/", "visit/", "notify/")
OTHERS = ("/?scope=force", "/people/find/", "/law/", "/access/", "/ledger/mine/", "/account/")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


class Opener:
    """Contexts of the site in other modes, each signed in."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser, self.site = browser, site
        self.opened: list[BrowserContext] = []

    def __call__(self, username: str = "officer", **options: Any) -> Page:
        context = self.browser.new_context(
            base_url=self.site.url, locale="en-GB", **{"viewport": DESK, **options}
        )
        context.set_default_timeout(10_000)
        self.opened.append(context)
        page = context.new_page()
        sign_in(page, username)
        return page


@pytest.fixture
def opened(chromium: Browser, site: Site) -> Iterator[Opener]:
    opener = Opener(chromium, site)
    yield opener
    for context in opener.opened:
        context.close()


def a_person(page: Page) -> tuple[str, str]:
    """The address and the name of somebody on the worklist with much on their record."""
    page.goto("/?scope=force&kind=periodic")
    link = page.locator("tbody th a").first
    return str(link.get_attribute("href")), link.inner_text()


def addresses(page: Page) -> list[str]:
    person, _ = a_person(page)
    return [*(person + part for part in OF_A_PERSON), *OTHERS]


# --- what moves, and what a title says -------------------------------------------------------------------

_WATCH = """
window.shifted = 0
new PerformanceObserver(list => {
  for (const entry of list.getEntries()) window.shifted += entry.value
}).observe({type: 'layout-shift', buffered: true})
"""


@pytest.mark.parametrize("window", [DESK, PHONE])
def test_nothing_moves_when_the_script_comes_late(opened: Opener, window: dict[str, int]) -> None:
    page = opened(viewport=window)
    everywhere = addresses(page)

    def late(route: Route) -> None:
        time.sleep(0.4)
        route.continue_()

    page.context.route("**/*.js", late)
    page.add_init_script(_WATCH)
    moved = {}
    for address in everywhere:
        page.goto(address)
        page.wait_for_load_state("networkidle")
        moved[address] = page.evaluate("shifted")
    assert {address: by for address, by in moved.items() if by > 0.01} == {}


def test_no_title_and_no_address_names_anybody_and_page_2_says_so(opened: Opener) -> None:
    page = opened()
    name = a_person(page)[1]
    titles = []
    for address in addresses(page):
        page.goto(address)
        titles.append(page.title())
    for part in name.split():
        assert not [title for title in titles if part in title]
    page.goto("/?scope=force&page=2")
    assert re.fullmatch(r"Worklist \(page 2 of \d+\) – Cairn", page.title())


def test_back_from_a_person_returns_to_what_was_found(opened: Opener) -> None:
    page = opened()
    name = a_person(page)[1]
    page.goto("/people/find/")
    page.get_by_label("Name, alias or number").fill(name)
    page.get_by_role("button", name="Find").click()
    expect(page).to_have_title("People found – Cairn")
    found = page.url
    assert name.split()[-1].lower() not in found.lower()
    page.get_by_role("link", name=name).first.click()
    expect(page.get_by_role("heading", level=1)).to_be_attached()
    page.go_back()
    assert page.url == found
    expect(page.get_by_role("link", name=name).first).to_be_visible()
    expect(page.get_by_label("Name, alias or number")).to_have_value(name)


# --- a phone, a finger -----------------------------------------------------------------------------------

# What can be pressed and is less than 44 px high or wide. A link within a sentence is as high as its line.
_SMALL = """
() => [...document.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary')].filter(it => {
  const box = it.getBoundingClientRect(), style = getComputedStyle(it)
  if (!it.checkVisibility({visibilityProperty: true}) || box.width < 2 || it.closest('.govuk-skip-link')) return false
  const line = it.tagName === 'A' && style.display === 'inline'
  return !line && (box.height < 43.5 || box.width < 43.5)
}).map(it => `${it.tagName} ${it.className} "${it.textContent.trim().slice(0, 30)}" ${Math.round(it.getBoundingClientRect().width)}x${Math.round(it.getBoundingClientRect().height)}`)
"""
# Links that stand alone, as a step or a choice, and are therefore no part of a sentence.
_ALONE = (
    "nav a, header a, .cairn-act, .cairn-acts > li > a:first-child, .govuk-pagination a, .moj-filter__tag"
)


def test_a_finger_finds_44_px(opened: Opener) -> None:
    page = opened(viewport=PHONE, has_touch=True, is_mobile=True)
    small = {}
    for address in addresses(page):
        page.goto(address)
        found = page.evaluate(_SMALL)
        found += page.evaluate(
            "alone => [...document.querySelectorAll(alone)].filter(it => it.checkVisibility() &&"
            " it.getBoundingClientRect().height < 43.5).map(it => 'alone ' + it.className + it.textContent)",
            _ALONE,
        )
        if found:
            small[address] = sorted(set(found))
    assert small == {}


def test_a_table_stays_a_table_on_a_phone(opened: Opener) -> None:
    page = opened(viewport=PHONE)
    page.goto("/?scope=force")
    rows = page.locator("tbody tr").count()
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    roles = [node["role"]["value"] for node in tree if not node["ignored"]]
    assert roles.count("table") == 1
    assert roles.count("rowheader") == rows
    assert roles.count("columnheader") == 4
    assert roles.count("cell") == 3 * rows
    # Not every browser keeps the roles of what is drawn as a block: there they are said.
    for tag, role in (("table", "table"), ("tbody", "rowgroup"), ("tr", "row"), ("td", "cell")):
        assert page.locator(f"main {tag}:not([role={role}])").count() == 0


@pytest.mark.parametrize("script", [True, False])
def test_menu_and_filters_open_over_the_page_on_a_phone(opened: Opener, script: bool) -> None:
    page = opened(viewport=PHONE, java_script_enabled=script)
    page.goto("/?scope=force")
    expect(page.get_by_role("link", name="Find a person")).to_be_hidden()
    page.get_by_role("button", name="Menu", exact=True).press("Enter")
    expect(page.get_by_role("link", name="Find a person")).to_be_visible()
    if script:
        check_accessible(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="Find a person")).to_be_hidden()
    page.get_by_role("button", name="Filter", exact=True).click()
    if script:
        check_accessible(page)
    page.get_by_label("State").select_option("overdue")
    page.get_by_role("button", name="Apply filters").click()
    expect(page.get_by_role("button", name="Filter (1 chosen)")).to_be_visible()
    page.get_by_role("link", name="Remove this filter: State: Overdue").click()
    expect(page.get_by_role("button", name="Filter", exact=True)).to_be_visible()


def test_text_at_twice_its_size_is_whole(opened: Opener) -> None:
    page = opened()
    for address in addresses(page):
        page.goto(address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        check_fits(page)
        cut = page.evaluate(
            "[...document.querySelectorAll('main *')].filter(it => getComputedStyle(it).overflow === 'hidden'"
            " && it.clientWidth > 1 && it.scrollWidth > it.clientWidth + 1).map(it => it.className)"
        )
        assert cut == [], address


# --- colours ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("window", [DESK, PHONE])
def test_in_the_dark_everything_is_dark_and_can_be_read(opened: Opener, window: dict[str, int]) -> None:
    page = opened(viewport=window, color_scheme="dark")
    for address in addresses(page):
        page.goto(address)
        check_accessible(page)
        # axe cannot tell a field that stayed white, since its text stayed black.
        light = page.evaluate(
            """() => [...document.querySelectorAll('body *')].filter(it => {
                 const [r, g, b, a = 1] = getComputedStyle(it).backgroundColor.match(/[\\d.]+/g).map(Number)
                 return it.checkVisibility() && a > 0.5 && r + g + b > 480 && it.getBoundingClientRect().width > 2
               }).map(it => `${it.tagName} ${it.className}`)"""
        )
        signs = ("pagination__item--current", "warning-text__icon")
        assert [it for it in light if not it.endswith(signs)] == [], address
    page.goto("/?scope=force")
    page.screenshot(path=f"build/screenshots/dark-{window['width']}.png")


@pytest.mark.parametrize("address", ["/sign-in/", "/no/such/page/"])
def test_in_the_dark_before_sign_in_too(chromium: Browser, site: Site, address: str) -> None:
    context = chromium.new_context(base_url=site.url, color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    check_accessible(page)
    context.close()


_MARKED = """
selector => [...document.querySelectorAll(selector)].map(it => {
  const style = getComputedStyle(it)
  return [style.borderTopWidth, style.borderBottomWidth, style.borderLeftWidth, style.outlineStyle + style.outlineWidth].join(' ')
})
"""


def test_what_is_chosen_is_marked_when_the_system_chooses_the_colours(opened: Opener) -> None:
    page = opened(forced_colors="active")
    page.goto("/?scope=force&state=later")
    for chosen, other in (
        (".moj-sub-navigation__link[aria-current]", ".moj-sub-navigation__link:not([aria-current])"),
        ("a.cairn-stat__inside[aria-current]", "a.cairn-stat__inside:not([aria-current])"),
        (".govuk-service-navigation__item--active", ".govuk-service-navigation__item:not([class*=active])"),
        (".govuk-pagination__item--current", ".govuk-pagination__item:not([class*=current])"),
    ):
        marked, plain = page.evaluate(_MARKED, chosen), page.evaluate(_MARKED, other)
        assert marked, chosen
        assert plain, other
        assert not set(marked) & set(plain), chosen
    page.goto(a_person(page)[0])
    # A level or a flag is no longer a patch of colour: it has an edge.
    assert all("1px" in edges for edges in page.evaluate(_MARKED, ".govuk-tag"))


# --- paper -----------------------------------------------------------------------------------------------


def _sheets(page: Page) -> list[str]:
    pdf = PdfReader(BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    return [sheet.extract_text() for sheet in pdf.pages]


def test_each_sheet_says_what_it_is_whose_who_printed_it_and_its_number(opened: Opener) -> None:
    page = opened()
    person, name = a_person(page)
    page.goto(person)
    born = page.locator(".cairn-identity__facts dd").first.inner_text()
    sheets = _sheets(page)
    assert len(sheets) > 1
    for number, sheet in enumerate(sheets, start=1):
        assert sheet.count("OFFICIAL-SENSITIVE") >= 2
        assert f"{name}, born {born}" in sheet
        assert f"Page {number} of {len(sheets)}" in sheet
        assert re.search(
            r"Printed by [A-Z]\w+ [A-Z]\w+, Fellside Constabulary, \d+ \w+ \d{4} at \d+:\d\d[ap]m", sheet
        )
    # The tab that was open, and nothing that can only be pressed.
    assert "Overview" in sheets[0]
    whole = "\n".join(sheets)
    for idle in ("Sign out", "Timeline", "Who has access", "Find a person", "(PDF)"):
        assert idle not in whole


# Links that mean nothing on paper (correct, withdraw) stay off it, folded or not.
FOLDED = "details:not(.cairn-no-print):not(.cairn-no-print details) > :not(summary)"


def test_nothing_is_folded_on_paper_with_or_without_a_script(opened: Opener) -> None:
    for script in (True, False):
        page = opened(java_script_enabled=script)
        page.goto(a_person(page)[0])
        folded = [text.strip() for text in page.locator(FOLDED).all_text_contents()]
        whole = re.sub(r"\s+", "", "".join(_sheets(page)))
        assert folded
        for text in folded:
            assert re.sub(r"\s+", "", text).replace("fi", "ﬁ")[:60] in whole.replace("fi", "ﬁ")


def test_a_printed_list_names_its_tab_and_its_filters(opened: Opener) -> None:
    page = opened()
    page.goto("/?scope=force&state=overdue&kind=periodic")
    sheet = _sheets(page)[0].replace("ﬁ", "fi")
    assert "My force" in sheet
    assert "My team" not in sheet
    assert "State: Overdue" in sheet
    assert "Kind: Annual or weekly notification" in sheet
    for idle in ("Apply filters", "Clear filters", "Next step", "Record notification"):
        assert idle not in sheet


# --- unfinished work -------------------------------------------------------------------------------------


def test_an_unfinished_notification_stands_on_the_first_page(opened: Opener) -> None:
    page = opened("counter")
    person, name = a_person(page)
    page.goto(person + "notify/")
    page.fill("input[name=station]", "Kendal")
    expect(page.locator("[data-autosave-status]")).to_contain_text("Saved ")
    page.goto("/")
    expect(page.get_by_role("heading", name="Unfinished work")).to_be_visible()
    look(page, "worklist-unfinished")
    page.get_by_role("link", name=f"Notification: {name}").click()
    page.get_by_role("button", name="Discard it and start again").click()
    page.goto("/")
    expect(page.get_by_role("heading", name="Unfinished work")).to_have_count(0)
