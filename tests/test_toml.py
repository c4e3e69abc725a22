"""The reader of data that people edit: typed, and with one tone where a file is not what it should be."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Literal

import msgspec
import pytest
from django.db.models import TextChoices

from cairn import toml
from cairn.errors import BadInput


class Colour(TextChoices):
    RED = "red", "Red"
    BLUE = "blue", "Blue"


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    kind: str
    status: Literal["verified", "derived"]
    since: date = msgspec.field(name="from")
    days: toml.Count = 1
    source: toml.Text = "x"
    colours: Literal["all"] | tuple[Colour, ...] = "all"
    on: bool = False

    def __post_init__(self) -> None:
        if self.days == 13:
            raise ValueError("thirteen is unlucky.")


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    row: tuple[Row, ...]
    shares: float = 1.0


GOOD = '[[row]]\nkind = "a"\nstatus = "verified"\nfrom = 2004-05-01\n'


def test_a_file_is_read_as_what_its_room_says_that_it_holds(tmp_path: Path) -> None:
    path = tmp_path / "policy.toml"
    path.write_text(GOOD + 'colours = ["red"]\n' + GOOD)
    first, second = toml.read(path, File).row
    assert (first.kind, first.since, first.colours, second.colours) == (
        "a",
        date(2004, 5, 1),
        (Colour.RED,),
        "all",
    )


@pytest.mark.parametrize(
    ("written", "told", "field"),
    [
        ("{", "policy.toml is not TOML: Invalid statement (at line 1, column 1).", None),
        ("", "policy.toml: row is missing.", "row"),
        ("rows = []", "policy.toml: unknown key “rows”. Allowed: row, shares.", "rows"),
        ("row = 1", "policy.toml: row is 1. It must be a list.", "row"),
        ('row = []\nshares = "x"', "policy.toml: shares is 'x'. It must be a number.", "shares"),
        ("[[row]]", "policy.toml: row 1: kind is missing.", "kind"),
        (
            GOOD + "days = 0",
            "policy.toml: row 1 (kind a): days is 0. It must be a whole number of at least 1.",
            "days",
        ),
        (GOOD + 'days = "x"', "policy.toml: row 1 (kind a): days is 'x'. It must be a whole number.", "days"),
        (
            GOOD + "days = true",
            "policy.toml: row 1 (kind a): days is true. It must be a whole number.",
            "days",
        ),
        (GOOD + "days = 13", "policy.toml: row 1 (kind a): thirteen is unlucky.", "row"),
        (GOOD + "on = 0", "policy.toml: row 1 (kind a): on is 0. It must be true or false.", "on"),
        (
            GOOD + GOOD + 'source = " "',
            "policy.toml: row 2 (kind a): source is ' '. It must be a text in quotes and not empty.",
            "source",
        ),
        (
            GOOD.replace("verified", "sure"),
            "policy.toml: row 1 (kind a): status is 'sure'. Allowed: derived, verified.",
            "status",
        ),
        (
            GOOD.replace("2004-05-01", '"2004-05-01"'),
            "policy.toml: row 1 (kind a): from is '2004-05-01'. It must be a day, as 2004-05-01, without quotes.",
            "from",
        ),
        (
            GOOD.replace("2004-05-01", "2004-05-01T00:00:00"),
            "policy.toml: row 1 (kind a): from is 2004-05-01 00:00:00. It must be a day, as 2004-05-01, without quotes.",
            "from",
        ),
        (
            GOOD + 'colours = "some"',
            "policy.toml: row 1 (kind a): colours is 'some'. Allowed: all, a list.",
            "colours",
        ),
        (
            GOOD + 'colours = ["red", "green"]',
            "policy.toml: row 1 (kind a), colours 2: it is 'green'. Allowed: red, blue.",
            "colours",
        ),
    ],
)
def test_a_refusal_names_file_row_and_key_and_says_what_would_be_right(
    written: str, told: str, field: str | None
) -> None:
    with pytest.raises(BadInput) as refusal:
        toml.parse(written, "policy.toml", File)
    assert (refusal.value.message, refusal.value.field) == (told, field)


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"^none.toml cannot be read: No such file or directory\.$"):
        toml.read(tmp_path / "none.toml", File)


def test_a_table_has_exactly_the_keys_that_are_wanted() -> None:
    toml.named({"b", "a"}, ["a", "b"], "f")
    with pytest.raises(BadInput, match="f: unknown key “c”"):
        toml.named(["a", "b", "c"], ["a", "b"], "f")
    with pytest.raises(BadInput, match="f: b is missing"):
        toml.named(["a"], ["a", "b"], "f")
