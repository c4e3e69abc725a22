"""Disposals by the names that courts give them, and terms above what the law allowed on the day."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest

from cairn.law import disposals
from cairn.law.facts import Term
from cairn.law.kinds import DisposalKind
from cairn.record.convictions.models import DisposalKind as Recorded

KINDS = set(get_args(DisposalKind))


def test_every_name_on_the_form_is_the_laws_own_word_or_is_said_to_count_as_one() -> None:
    assert set(disposals.by_name()) == set(Recorded.values) - KINDS
    assert {disposals.counts_as(name) for name in Recorded.values} <= KINDS


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("detention-yoi", "detention"),
        ("youth-rehabilitation-order", "community-order"),
        ("suspended-detention-yoi", "suspended-imprisonment"),
        ("dpp", "ipp"),
        ("guardianship-order", "guardianship-order"),
    ],
)
def test_a_name_counts_as_what_section_82_makes_of_it(name: str, kind: str) -> None:
    assert disposals.counts_as(name) == kind


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("imprisonment", True),
        ("detention-yoi", True),
        ("hospital-order", True),
        ("suspended-imprisonment", False),
        ("guardianship-order", False),
        ("youth-rehabilitation-order", False),
        ("unknown", False),
    ],
)
def test_who_is_taken_into_custody_or_hospital_is_asked_of_those_sentences_alone(
    name: str, inside: bool
) -> None:
    assert disposals.takes_inside(name) is inside


@pytest.mark.parametrize(
    ("name", "term", "passed", "most"),
    [
        ("suspended-imprisonment", Term(years=5), date(2025, 3, 3), 24),
        ("suspended-imprisonment", Term(months=24), date(2025, 3, 3), None),
        ("suspended-imprisonment", Term(months=24, days=1), date(2025, 3, 3), 24),
        ("suspended-detention-yoi", Term(months=30), date(2025, 3, 3), 24),
        ("suspended-imprisonment", Term(months=18), date(2012, 12, 2), 12),
        ("suspended-imprisonment", Term(months=18), date(2012, 12, 3), None),
        ("suspended-imprisonment", Term(months=18), date(2005, 4, 3), None),
        ("suspended-imprisonment", Term(months=36), date(2026, 4, 1), None),
        ("suspended-imprisonment", Term(months=37), date(2026, 4, 1), 36),
        ("dto", Term(months=30), date(2020, 3, 3), 24),
        ("community-order", Term(years=4), date(2020, 3, 3), 36),
        ("referral-order", Term(months=13), date(2020, 3, 3), 12),
        ("imprisonment", Term(years=30), date(2020, 3, 3), None),
    ],
)
def test_a_term_is_held_against_the_law_of_its_day(
    name: str, term: Term, passed: date, most: int | None
) -> None:
    found = disposals.exceeded(name, term, passed=passed, convicted=passed)
    assert (found.months if found else None) == most


def test_three_years_may_be_suspended_only_where_the_conviction_is_late_enough() -> None:
    passed, term = date(2026, 4, 1), Term(months=30)
    kind = "suspended-imprisonment"
    assert disposals.exceeded(kind, term, passed=passed, convicted=date(2026, 3, 21))
    assert not disposals.exceeded(kind, term, passed=passed, convicted=date(2026, 3, 22))
