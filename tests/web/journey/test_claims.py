"""A page's note: ours, for one user and one journey, for a day."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import time_machine
from django.core import signing

from cairn.web.journey.claims import Claim, issue, read


def test_a_note_reads_back() -> None:
    about, nobody = Claim(uuid.uuid4(), "notify", uuid.uuid4()), Claim(uuid.uuid4(), "add-person", None)
    assert read(issue(about)) == about
    assert read(issue(nobody)) == nobody
    marked = Claim(uuid.uuid4(), "notify", None, "the mark of a session")
    assert read(issue(marked)) == marked


def test_a_note_of_before_there_were_marks_still_reads() -> None:
    user_id = uuid.uuid4()
    assert read(signing.dumps([str(user_id), "notify", ""], salt="cairn.web.journey")) == Claim(
        user_id, "notify", None
    )


def test_a_note_that_we_did_not_write_says_nothing() -> None:
    note = issue(Claim(uuid.uuid4(), "notify", uuid.uuid4()))
    assert read("") is None
    assert read(note[:-1] + ("A" if note[-1] != "A" else "B")) is None
    assert read("anything:at:all") is None


def test_a_note_holds_for_a_day() -> None:
    with time_machine.travel(datetime(2026, 3, 2, 9, 0), tick=False) as clock:
        note = issue(Claim(uuid.uuid4(), "notify", None))
        clock.shift(timedelta(hours=23))
        assert read(note) is not None
        clock.shift(timedelta(hours=2))
        assert read(note) is None
