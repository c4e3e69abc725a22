"""Every proof is as printed in the book: no date, sentence, provision or figure moves unread."""

from __future__ import annotations

import pytest

from tests.law.book_of_proofs import BOOK, chapter, chapters


@pytest.mark.parametrize("name", chapters())
def test_the_answers_are_as_printed(name: str) -> None:
    printed = (BOOK / f"{name}.txt").read_text(encoding="utf-8")
    assert chapter(name) == printed, "read the difference; if it is right, python -m tests.law.book_of_proofs"


def test_the_book_has_every_chapter_and_no_other() -> None:
    assert {path.stem for path in BOOK.glob("*.txt")} == set(chapters())
