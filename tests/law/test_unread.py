"""Which rows of the law nobody has read."""

from __future__ import annotations

from cairn.law.rulebook import STATUTE_BOOK
from cairn.law.unread import unread


def test_every_row_of_schedule_3_that_was_not_read_is_in_the_list_with_what_would_settle_it() -> None:
    found = {one.what for one in unread()}
    for scheme in STATUTE_BOOK.part_2.values():
        for row in scheme.rules.schedule.paragraphs:
            assert (f"{', '.join(row.offences)}: {row.title}" in found) == (row.status != "verified")
    for one in unread():
        assert one.rests_on
        assert one.settled_by
        assert one.status in {"derived", "unverified"}


def test_the_offences_of_2025_and_2026_and_coercive_control_are_in_it() -> None:
    text = " ".join(one.what for one in unread())
    for offence in (
        "s.66E",
        "s.66AB",
        "s.66AE",
        "Serious Crime Act 2015 s.76",
        "premises of a prescribed kind",
    ):
        assert offence in text
