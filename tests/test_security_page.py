"""docs/security.md names only modules and tests that exist, and no requirement twice in one chapter."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PAGE = (ROOT / "docs" / "security.md").read_text()
NAMED = sorted(set(re.findall(r"`((?:[\w.-]+/)+[\w.-]*(?:::\w+)?)`", PAGE)))
LINKED = sorted(set(re.findall(r"\]\(([^)#]+)\)", PAGE)))
_OUTSIDE_THE_PACKAGE = {"src", "tests", "docs", "requirements", "frontend"}


def _numbers(cell: str) -> list[str]:
    """`6.5.3-6.5.5, 6.5.8` as each of the numbers."""
    found = []
    for part in cell.split(", "):
        first, _, last = part.partition("-")
        section, number = first.rsplit(".", 1)
        end = last.rsplit(".", 1)[1] if last else number
        found += [f"{section}.{n}" for n in range(int(number), int(end) + 1)]
    return found


@pytest.mark.parametrize("named", NAMED)
def test_what_the_page_names_is_there(named: str) -> None:
    path, _, test = named.partition("::")
    base = ROOT if path.split("/")[0] in _OUTSIDE_THE_PACKAGE else ROOT / "src" / "cairn"
    assert (base / path).exists()
    if test:
        assert f"def {test}(" in (base / path).read_text()


def test_the_page_names_much() -> None:
    assert sum("::" in named for named in NAMED) > 100


@pytest.mark.parametrize("link", LINKED)
def test_every_link_leads_somewhere(link: str) -> None:
    assert (ROOT / "docs" / link).exists()


def test_each_requirement_stands_in_its_chapter_once() -> None:
    for chapter in PAGE.split("\n## V")[1:]:
        number = chapter.split(" ", 1)[0]
        cells = re.findall(r"^\| ([\d., -]+) \|", chapter, re.MULTILINE)
        counted = Counter(one for cell in cells for one in _numbers(cell))
        assert all(one.startswith(f"{number}.") for one in counted), number
        assert [one for one, times in counted.items() if times > 1] == [], number


def test_every_met_requirement_says_what_shows_it() -> None:
    for row in re.findall(r"^\| [\d., -]+ \|.*$", PAGE, re.MULTILINE):
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        assert len(cells) == 5, row
        if cells[3].startswith("met"):
            assert cells[4], row
