"""The contributors' book says what the house is."""

from __future__ import annotations

import re

import pytest

from tests.house_book import BOOK, pages

ROOT = BOOK.parent.parent


@pytest.mark.parametrize("name", sorted(pages()))
def test_the_lists_are_those_of_the_code(name: str) -> None:
    assert (BOOK / name).read_text() == pages()[name], "run: python -m tests.house_book"


@pytest.mark.parametrize("page", sorted(path.name for path in BOOK.glob("*.md")))
def test_every_link_and_every_file_named_in_the_book_is_there(page: str) -> None:
    text = (BOOK / page).read_text()
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)#][^)]*)\)", text) if "://" not in link]
    gone = [link for link in links if link and not (BOOK / link).exists()]
    named = re.findall(r"`((?:src/cairn|tests|docs|bench)/[\w/-]+(?:\.\w+)?)`", text)
    assert (gone, [path for path in named if not (ROOT / path).exists()]) == ([], [])
