"""The acknowledgement's words, and the page as a reader or a screen reader gets it."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from pypdf import PdfReader

from cairn.documents.acknowledgement.data import (
    CHANGES,
    NOTHING_DUE,
    Acknowledgement,
    due_next,
    in_words,
    notified,
    typeset,
    when_given,
)
from cairn.law.answers import Duty
from cairn.record.notifications.checks import ABOUT


def duty(
    kind: str, due: date | None, state: str = "open", of: str | None = None, owed_by: str = "offender"
) -> Duty:
    return Duty(
        kind=kind,
        state=state,
        arose=date(2026, 1, 1),
        basis="SOA 2003",
        why="",
        of=of,
        due=due,
        owed_by=owed_by,
    )


def page(**changes: object) -> Acknowledgement:
    given: dict[str, object] = {
        "issuer": "Fellside Police",
        "marking": "OFFICIAL-SENSITIVE",
        "reference": "7F3A-91C2-04BE",
        "attendance": (("Name", "Rowan Testcase"), ("Date of birth", "1 May 1980")),
        "notified": (notified("periodic", "", None),),
        "due": due_next([duty("periodic", date(2027, 11, 23))]),
        "signatures": ("Person notifying", "Officer receiving"),
    }
    return Acknowledgement(**{**given, **changes})


def read(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def words(pdf: bytes) -> str:
    return " ".join(read(pdf).pages[0].extract_text().split())


def test_a_moment_is_in_london_time() -> None:
    assert when_given(datetime(2026, 7, 1, 22, 30, tzinfo=UTC)) == "Wednesday 1 July 2026 at 23:30"
    assert in_words(date(2026, 11, 24)) == "Tuesday 24 November 2026"


@pytest.mark.parametrize("about", ABOUT)
def test_every_change_that_can_be_notified_has_words(about: str) -> None:
    assert notified("change", about, None) == f"Change: {CHANGES[about]}"


def test_a_change_notified_in_advance_says_the_day_expected() -> None:
    said = notified("change", "home-address", date(2026, 12, 4))
    assert said == "Change: change of home address, expected on Friday 4 December 2026"


def test_what_is_due_next_comes_earliest_first_and_is_the_persons_own() -> None:
    duties = [
        duty("periodic", date(2027, 11, 23)),
        duty("change", date(2026, 11, 20), "overdue", "home-address"),
        duty("initial", date(2020, 1, 1), "met"),
        duty("periodic", date(2026, 12, 1), owed_by="police"),
    ]
    assert due_next(duties) == (
        (
            "Still to notify: change of home address",
            "This was due by Friday 20 November 2026 and is late. Do it today, in person at a police station.",
        ),
        (
            "Notify again, even if nothing has changed",
            "By Tuesday 23 November 2027 at the latest, in person at a police station on your area's list.",
        ),
    )


def test_one_page_tagged_titled_and_in_english() -> None:
    reader = read(typeset(page()))
    root = reader.trailer["/Root"]
    assert len(reader.pages) == 1
    assert bool(root["/MarkInfo"]["/Marked"])
    assert "/StructTreeRoot" in root
    assert root["/Lang"] == "en-GB"
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    assert reader.metadata is not None
    assert reader.metadata.title == "Acknowledgement of notification"


def test_the_page_says_what_the_law_and_the_person_need() -> None:
    said = words(typeset(page()))
    for part in (
        "section 87 of the Sexual Offences Act 2003",
        "Rowan Testcase",
        "1 May 1980",
        "7F3A-91C2-04BE",
        "OFFICIAL-SENSITIVE",
        "By Tuesday 23 November 2027 at the latest",
    ):
        assert part in said


def test_a_full_page_is_still_one() -> None:
    many = tuple(notified("change", about, date(2026, 12, 4)) for about in ABOUT)
    busy = due_next(
        [duty("change", date(2026, 11, 20), "overdue", "name")] * 3 + [duty("periodic", date(2027, 1, 1))]
    )
    assert len(read(typeset(page(notified=many, due=busy))).pages) == 1


def test_nothing_due_says_so() -> None:
    assert " ".join(NOTHING_DUE.split()) in words(typeset(page(due=())))


def test_marks_in_a_name_are_text_and_no_markup() -> None:
    said = words(typeset(page(attendance=(("Name", '#panic() *O\'Neill* "$x$" <é>'),))))
    assert '#panic() *O\'Neill* "$x$" <é>' in said
