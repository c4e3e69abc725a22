"""
The synthetic register beside the published figures, as the law room and the tables see it.

`pytest tests/demo/test_calibration.py -s` prints the table of docs/demo-register.md.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

import pytest
from django.db import connections

from cairn.demo.agencies import make_unit
from cairn.demo.lives.life import Life
from cairn.demo.lives.whole import live
from cairn.demo.load import load
from cairn.law import assess
from cairn.law.disposals import by_name
from cairn.record.convictions.models import Disposal, DisposalKind, Outcome
from cairn.record.facts import read_facts
from cairn.record.models import Conviction, CourtOrder, Notification
from cairn.supervision.risk.models import RiskLevel

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
AS_AT = date(2026, 11, 24)
PEOPLE = 2000


@dataclass
class Census:
    """What was counted."""

    lives: dict[object, Life] = field(default_factory=dict)
    registrable: int = 0
    disagreed: list[int] = field(default_factory=list)
    duties: Counter[tuple[str, str]] = field(default_factory=Counter)

    def share(self, trait: str, value: object) -> float:
        return sum(getattr(life.traits, trait) == value for life in self.lives.values()) / len(self.lives)


@pytest.fixture(scope="module")
def census() -> Census:
    unit = make_unit(seed=1, nominals=PEOPLE, as_at=AS_AT)
    found = Census()
    for index in range(PEOPLE):
        life = live(seed=1, index=index, as_at=AS_AT, unit=unit)
        found.lives[life.nominal_id] = life
    return found


def _ask_the_law(found: Census) -> None:
    load(nominals=PEOPLE, seed=1, as_at=AS_AT)
    for nominal_id, person in read_facts(connections["owner"].connection, only=None):
        life = found.lives[nominal_id]
        answer = assess(person, AS_AT)
        found.registrable += answer.registration.registrable
        if answer.registration.registrable != life.registered_on(AS_AT):
            found.disagreed.append(life.index)
        found.duties.update((duty.kind, str(duty.state)) for duty in answer.duties)


def test_the_law_finds_registrable_whom_the_generator_meant_and_few_of_them_overdue(census: Census) -> None:
    _ask_the_law(census)
    at_liberty = sum(life.free_from is not None for life in census.lives.values())
    overdue = census.duties["periodic", "overdue"] / at_liberty
    print(
        f"\nregistrable {census.registrable / PEOPLE:.3f}; yearly notification overdue {overdue:.3f} of those out"
    )
    assert census.disagreed == []
    assert 0.93 < census.registrable / PEOPLE < 0.98
    assert 0.03 <= overdue <= 0.06
    assert census.duties["initial", "overdue"] <= PEOPLE * 0.005
    assert 0 < census.duties["change", "overdue"] <= PEOPLE * 0.02
    assert census.duties["travel", "overdue"] == 0


def test_risk_levels_are_shared_out_as_published(census: Census) -> None:
    published = {RiskLevel.VERY_HIGH: 0.02, RiskLevel.HIGH: 0.18, RiskLevel.MEDIUM: 0.30, RiskLevel.LOW: 0.50}
    for level, share in published.items():
        ours = census.share("risk", level)
        print(f"\nrisk {level}: published {share:.3f}, ours {ours:.3f}")
        assert ours == pytest.approx(share, abs=0.035)


def test_all_but_a_few_are_at_level_1_as_published(census: Census) -> None:
    ours = census.share("level", 1)
    print(f"\nlevel 1: published 0.984, ours {ours:.3f}")
    assert ours == pytest.approx(0.984, abs=0.01)


def test_custody_adds_to_the_caseload_as_published(census: Census) -> None:
    away = sum(
        any(period.ended is None and period.kind != "abroad" for period in life.away)
        for life in census.lives.values()
    )
    ours = away / (PEOPLE - away)
    print(f"\ncustody over community: published {75 / 54 - 1:.2f}, ours {ours:.2f}")
    assert ours == pytest.approx(75 / 54 - 1, abs=0.08)


def test_breaches_of_notification_are_convicted_as_often_as_published(census: Census) -> None:
    year = date(2025, 11, 24)
    breaches = sum(
        conviction.offence == "SOA 2003 s.91" and conviction.on >= year
        for life in census.lives.values()
        for conviction in life.rows[Conviction]
    )
    at_liberty = sum(life.free_from is not None for life in census.lives.values())
    print(f"\nbreaches in the year: published 0.026 (0.035 in Cumbria), ours {breaches / at_liberty:.3f}")
    assert 0.01 < breaches / at_liberty < 0.045


# Names of what occurs under the law's own word for it, and disposals too rare for published figures.
NOT_MADE = {DisposalKind(name) for name in by_name()} | {
    *(DisposalKind.OTHER, DisposalKind.UNKNOWN, DisposalKind.LIFELONG_RESTRICTION, DisposalKind.PAYBACK),
    *(DisposalKind.GUARDIANSHIP, DisposalKind.REFERRAL, DisposalKind.REPARATION),
}


def test_every_kind_of_disposal_and_outcome_occurs(census: Census) -> None:
    kinds = {row.kind for life in census.lives.values() for row in life.rows[Disposal]}
    outcomes = {row.outcome for life in census.lives.values() for row in life.rows[Conviction]}
    assert set(DisposalKind) - kinds <= NOT_MADE
    assert outcomes == set(Outcome)


def test_orders_are_given_as_the_generator_says_and_prolong_some_registrations(census: Census) -> None:
    orders = [row for life in census.lives.values() for row in life.rows[CourtOrder]]
    kinds = Counter(row.kind for row in orders)
    convicted = sum(life.story.outcome == Outcome.CONVICTION for life in census.lives.values())
    further = sum(row.further_order for row in orders) / len(orders)
    running = sum(not row.ended_on and (row.further_order or row.until >= AS_AT) for row in orders)
    prolonged = sum(
        any(row.until and life.until and (life.until - row.until).days == 1 for row in life.rows[CourtOrder])
        for life in census.lives.values()
    )
    print(
        f"\norders by kind {dict(kinds)} of {convicted} convicted; in force {running}; "
        f"until further order {further:.2f}; registration ends with the order for {prolonged}"
    )
    assert set(kinds) == {"shpo", "sopo", "sro"}
    assert 0.3 < (kinds["shpo"] + kinds["sopo"]) / convicted < 0.5
    assert kinds["shpo"] > 4 * kinds["sopo"]
    assert 0.002 < kinds["sro"] / PEOPLE < 0.012
    assert 0.1 < further < 0.2
    assert prolonged > PEOPLE * 0.05
    assert all(row.made_on >= date(2015, 3, 8) for row in orders if row.kind == "shpo")
    assert all(row.made_on < date(2015, 3, 8) for row in orders if row.kind == "sopo")


def test_nothing_is_dated_after_the_day_on_which_the_register_stands(census: Census) -> None:
    for life in census.lives.values():
        assert all(row.on < AS_AT for row in life.rows[Conviction]), life.index
        assert all(row.given_on < AS_AT for row in life.rows[Notification]), life.index
        assert all(away.began <= AS_AT and (away.ended or AS_AT) <= AS_AT for away in life.away), life.index
