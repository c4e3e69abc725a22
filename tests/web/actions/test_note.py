"""A page's note: ours, for one user and one page, for a day."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

import time_machine
from django.core import signing

from cairn.web.actions.note import PageNote, issue, read


def _note(**more: object) -> PageNote:
    return PageNote(uuid.uuid4(), "notify", uuid.uuid4(), "/people/1/notify/", **more)


def test_a_note_reads_back() -> None:
    about, nobody = _note(), PageNote(uuid.uuid4(), "add-person", None, "/people/add/")
    assert read(issue(about)) == about
    assert read(issue(nobody)) == nobody
    whole = _note(mark="the mark of a session", token=uuid.uuid4(), seen=(3, 0), back="/worklist/")
    assert read(issue(whole)) == whole


def test_a_note_that_we_did_not_write_says_nothing() -> None:
    note = issue(_note())
    assert read("") is None
    assert read(note[:-1] + ("A" if note[-1] != "A" else "B")) is None
    assert read("anything:at:all") is None
    assert read(signing.dumps(["too", "short"], salt="cairn.web.actions")) is None


def test_a_note_holds_for_a_day() -> None:
    with time_machine.travel(datetime(2026, 3, 2, 9, 0), tick=False) as clock:
        note = issue(_note())
        clock.shift(timedelta(hours=23))
        assert read(note) is not None
        clock.shift(timedelta(hours=2))
        assert read(note) is None
