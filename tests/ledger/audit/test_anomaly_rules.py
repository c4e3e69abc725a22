"""The rules as data: what ships is whole, and a file with a mistake says where."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from cairn.errors import BadInput
from cairn.ledger.audit import anomaly_rules
from cairn.ledger.audit.anomaly_rules import FIGURES, load, rules

SHIPPED = (Path(anomaly_rules.__file__).with_name("anomalies.toml")).read_text()


def test_every_rule_ships_with_words_and_every_figure_with_its_reason() -> None:
    for key, rule in rules().every.items():
        assert rule.title, key
        assert rule.asks.endswith("."), key
        assert rule.innocent.endswith("."), key
        assert bool(rule.reason) == bool(FIGURES[key]), key


@pytest.mark.parametrize(
    ("instead_of", "written", "told"),
    [
        ("records = 25", "records = 0", "rule bulk: records is 0. It must be a whole number of at least 1."),
        ("records = 25", 'records = "many"', "rule bulk: records is 'many'. It must be a whole number."),
        ("minutes = 60\n", "", "rule bulk: minutes is missing"),
        ("[rule.break-glass]", "[rule.broken-glass]", "rule: unknown key “broken-glass”"),
        ('starts = "07:00"', 'starts = "seven"', "hours 1"),
        ('starts = "07:00"', 'starts = "20:00"', "must be before"),
        ("weekends = false", "weekends = 0", "weekends is 0. It must be true or false."),
        ("[[hours]]", '[[hours]]\nagency = "x"', "hours 1"),
        ("[[hours]]", "[[hour]]", "unknown key “hour”. Allowed: hours, rule."),
        (
            "[[hours]]",
            '[[hours]]\nagency = "00000000-0000-0000-0000-000000000000"',
            "hours without an agency are missing",
        ),
        ("[rule.own-name]", "[rule.own-name", "not TOML"),
    ],
)
def test_a_mistake_is_told_where_it_is(tmp_path: Path, instead_of: str, written: str, told: str) -> None:
    file = tmp_path / "mine.toml"
    file.write_text(SHIPPED.replace(instead_of, written, 1))
    with pytest.raises(BadInput, match=r"^mine.toml") as refusal:
        load(file)
    assert told in refusal.value.message


def test_an_agency_may_have_hours_of_its_own(tmp_path: Path) -> None:
    agency = UUID(int=1)
    file = tmp_path / "mine.toml"
    file.write_text(
        f'{SHIPPED}\n[[hours]]\nagency = "{agency}"\nstarts = "06:00"\nends = "22:00"\n'
        'weekends = true\nreason = "shifts"\n'
    )
    mine = load(file)
    sunday_night = datetime(2026, 3, 1, 21)
    assert not mine.hours_of(agency).closed_at(sunday_night)
    assert mine.hours_of(uuid4()).closed_at(sunday_night)


@pytest.mark.parametrize(
    ("local", "closed"),
    [
        (datetime(2026, 3, 2, 6, 59), True),
        (datetime(2026, 3, 2, 7), False),
        (datetime(2026, 3, 2, 18, 59), False),
        (datetime(2026, 3, 2, 19), True),
        (datetime(2026, 2, 28, 12), True),  # Saturday
    ],
)
def test_hours_begin_with_their_first_minute_and_end_with_the_last(local: datetime, closed: bool) -> None:
    assert rules().hours_of(uuid4()).closed_at(local) is closed
