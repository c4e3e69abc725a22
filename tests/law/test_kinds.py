"""The closed vocabularies of facts, and those of the register that must be the same."""

from __future__ import annotations

from typing import get_args

from cairn.law import kinds
from cairn.record.convictions.models import ForeignRoute
from cairn.record.orders.models import OrderKind


def test_the_register_has_the_laws_own_words_for_orders_and_for_what_makes_a_foreign_conviction_count() -> (
    None
):
    assert set(OrderKind.values) == set(get_args(kinds.OrderKind))
    assert set(ForeignRoute.values) == set(get_args(kinds.ForeignRoute))


def test_no_vocabulary_says_a_word_twice() -> None:
    for name in dir(kinds):
        words = get_args(getattr(kinds, name))
        assert len(words) == len(set(words)), name
