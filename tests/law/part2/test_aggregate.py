from __future__ import annotations

from datetime import date

from cairn.law.facts import Overlap, Term
from cairn.law.part2.aggregate import aggregate, linked, own_term
from tests.law.facts_for_tests import CONVICTED, convicted, imprisoned


def test_a_ring_of_links_ends() -> None:
    ring = [
        convicted(imprisoned(10, consecutive_to="b")),
        convicted(imprisoned(12, consecutive_to="a"), id="b"),
    ]
    assert aggregate(ring, {"a", "b"}, CONVICTED).keys() == {"a", "b"}


def test_each_offence_of_a_chain_carries_the_sum() -> None:
    chain = [
        convicted(imprisoned(12)),
        convicted(imprisoned(10, consecutive_to="a"), id="b"),
        convicted(imprisoned(8, consecutive_to="b"), id="c"),
    ]
    assert aggregate(chain, {"a", "b", "c"}, CONVICTED) == dict.fromkeys("abc", (30, 0))


def test_a_wholly_concurrent_overlap_adds_nothing() -> None:
    pair = [
        convicted(imprisoned(20)),
        convicted(imprisoned(6, overlap=Overlap(with_id="a", term=Term(months=6))), id="b"),
    ]
    assert aggregate(pair, {"a", "b"}, CONVICTED) == {"a": (20, 0), "b": (6, 0)}


def test_a_link_passed_later_is_not_yet_known() -> None:
    pair = [
        convicted(imprisoned(20)),
        convicted(imprisoned(12, consecutive_to="a", date=date(2018, 10, 1)), id="b"),
    ]
    assert aggregate(pair, {"a", "b"}, CONVICTED)["a"] == (20, 0)
    assert aggregate(pair, {"a", "b"}, date(2018, 10, 1))["a"] == (32, 0)


def test_the_longest_term_of_a_conviction_is_its_own() -> None:
    assert own_term(convicted(imprisoned(4), imprisoned(12, "dto")), CONVICTED) == (6, 0)
    assert own_term(convicted(), CONVICTED) is None


def test_links_are_noticed() -> None:
    assert linked([convicted(imprisoned(4, consecutive_to="b"))], CONVICTED)
    assert not linked([convicted(imprisoned(4))], CONVICTED)
