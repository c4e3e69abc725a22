from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cairn.errors import BadInput
from cairn.law.cases.fields import Fields


def fields(**row: object) -> Fields:
    return Fields(row, "f.yaml: case a", tuple(row))


def test_an_unknown_key_is_refused_with_what_is_allowed() -> None:
    with pytest.raises(
        BadInput, match=r"f: case a: bron: unknown key “bron”. Allowed: born, died"
    ) as refusal:
        Fields({"bron": 1}, "f: case a", ("born", "died"))
    assert refusal.value.field == "bron"


def test_something_that_is_no_mapping_is_refused() -> None:
    with pytest.raises(BadInput, match="expected a mapping"):
        Fields(["a"], "f", ())


@pytest.mark.parametrize(
    ("read", "value"),
    [
        ("day", "2019-06-15"),
        ("day", datetime(2019, 6, 15, 12)),
        ("moment", "six o'clock"),
        ("moment", date(2019, 6, 15)),
        ("whole", -1),
        ("whole", True),
        ("whole", "3"),
        ("flag", "yes"),
        ("text", 3),
        ("text", " "),
        ("rows", "a"),
        ("needed", None),
    ],
)
def test_a_wrong_value_is_refused_at_its_key(read: str, value: object) -> None:
    with pytest.raises(BadInput, match=r"f\.yaml: case a: key: ") as refusal:
        getattr(fields(key=value), read)("key")
    assert refusal.value.field == "key"


def test_a_choice_outside_the_set_is_refused_with_the_set() -> None:
    with pytest.raises(BadInput, match=r"'c' is not known\. Allowed: a, b"):
        fields(key="c").the_choice("key", ("a", "b"))


def test_a_time_with_a_zone_becomes_london_time() -> None:
    assert fields(key=datetime(2019, 7, 6, 17, tzinfo=UTC)).moment("key") == datetime(2019, 7, 6, 18)
    assert fields(key="2019-07-06T18:00").moment("key") == datetime(2019, 7, 6, 18)
