"""A running site with a small synthetic register, and a headless Chromium to drive it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Playwright, sync_playwright

from tests.server import clone

ROOT = Path(__file__).parents[2]
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SCREENSHOTS = ROOT / "build" / "screenshots"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here is a browser test, and none can run without Chromium."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(
                    pytest.mark.skip(reason="no Chromium on this machine, and none could be installed")
                )


@dataclass(frozen=True)
class Site:
    """Where the site answers, and who may sign in."""

    url: str
    environment: dict[str, str]


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1) as answer:
            return answer.status == 200
    except OSError:
        return False


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """`cairn demo`, then `cairn serve`: what a stranger runs, on a database of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    application, owner = clone("cairn_browser_" + os.environ.get("PYTEST_XDIST_WORKER", "test"))
    environment = {
        **os.environ,
        "DATABASE_URL": application,
        "DATABASE_OWNER_URL": owner,
        "CAIRN_HOME": str(tmp_path_factory.mktemp("site")),
        "CAIRN_DEMO": "true",
        "CAIRN_HTTPS": "false",
    }
    cairn = [sys.executable, "-m", "cairn.cli.main"]
    subprocess.run([*cairn, "demo", "--nominals", "80", "--seed", "1"], env=environment, check=True, cwd=ROOT)
    server = subprocess.Popen([*cairn, "serve", "--port", str(port)], env=environment, cwd=ROOT)
    url = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 30
        while not _answers(f"{url}/sign-in/"):
            assert server.poll() is None, "the site stopped before it answered"
            assert time.monotonic() < deadline, "the site did not answer within 30 seconds"
            time.sleep(0.2)
        yield Site(url, environment)
    finally:
        server.terminate()
        server.wait(10)


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What starts browsers: one a process."""
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def chromium(driver: Playwright) -> Iterator[Browser]:
    browser = driver.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture
def context(chromium: Browser, site: Site) -> Iterator[BrowserContext]:
    context = chromium.new_context(base_url=site.url, viewport={"width": 1280, "height": 900}, locale="en-GB")
    context.set_default_timeout(10_000)
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that fails its test if anything on it breaks the content security policy or throws."""
    complaints: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            complaints.append(message.text)

    page = context.new_page()
    page.on("console", listen)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


def check_accessible(page: Page) -> None:
    """No WCAG 2.2 AA violation on this page, by axe."""
    page.evaluate(AXE.read_text())
    result: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", WCAG
    )
    found = [
        f"{violation['id']}: {violation['help']} at {[node['target'] for node in violation['nodes']]}"
        for violation in result["violations"]
    ]
    assert found == [], f"{page.url}\n" + "\n".join(found)


def check_fits(page: Page) -> None:
    """The page needs no sideways scrolling."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window, f"{page.url} is {wide} px wide in a window of {window} px"


def look(page: Page, name: str) -> None:
    """Accessible, and fitting at desktop and at 400 px; a screenshot of both under build/screenshots."""
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    check_accessible(page)
    for width, height in ((1280, 900), (400, 800)):
        page.set_viewport_size({"width": width, "height": height})
        check_fits(page)
        page.screenshot(path=SCREENSHOTS / f"{name}-{width}.png", full_page=True)
    check_accessible(page)
    page.set_viewport_size({"width": 1280, "height": 900})
