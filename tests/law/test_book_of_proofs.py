"""Every proof is as printed in the book: no date, sentence, provision or figure moves unread."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.law.book_of_proofs import BOOK, CHAPTERS, chapter


@pytest.mark.parametrize("path", CHAPTERS, ids=[path.stem for path in CHAPTERS])
def test_the_proofs_are_as_printed(path: Path) -> None:
    printed = (BOOK / f"{path.stem}.txt").read_text(encoding="utf-8")
    assert chapter(path) == printed, "read the difference; if it is right, python -m tests.law.book_of_proofs"


def test_the_book_has_a_chapter_for_each_file_of_cases_and_no_other() -> None:
    assert {path.stem for path in BOOK.glob("*.txt")} == {path.stem for path in CHAPTERS}
