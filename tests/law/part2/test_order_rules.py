"""What each kind of order does: the files, and what they may not say."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.errors import BadInput
from cairn.law.facts import Order
from cairn.law.part2.order_rules import in_effect, parse, served
from cairn.law.rulebook import rule_set

ROW = """
[[order]]
kind = "shpo"
title = "Sexual harm prevention order"
effect = "holds"
citation = "SOA 2003 s.103G"
source = "2014 Act Sch.5"
status = "verified"
from = 2015-03-08
breach = "SOA 2003 s.103I"
breach_months = 60
"""


def test_an_order_is_in_effect_and_served_when_made_unless_another_day_is_recorded() -> None:
    plain = Order(of="shpo", date=date(2019, 3, 4))
    assert (in_effect(plain), served(plain)) == (date(2019, 3, 4), date(2019, 3, 4))
    later = Order(of="voo", date=date(2019, 1, 10), in_force=date(2019, 3, 1))
    assert (in_effect(later), served(later)) == (date(2019, 3, 1), date(2019, 3, 1))
    handed = Order(of="shpo", date=date(2019, 3, 4), served=date(2019, 3, 6))
    assert (in_effect(handed), served(handed)) == (date(2019, 3, 4), date(2019, 3, 6))


def test_what_is_not_said_is_no_limit() -> None:
    found = parse(ROW, "orders.toml")["shpo"]
    assert (found.since, found.to, found.ends) == (date(2015, 3, 8), None, ())
    assert (found.shortest_months, found.longest_months, found.further_order) == (None, None, False)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (ROW.replace("breach_months", "months"), r"order 1 \(kind shpo\): unknown key “months”"),
        (ROW.replace("breach_months = 60", ""), r"order 1 \(kind shpo\): breach_months is missing"),
        (
            ROW.replace('"holds"', '"keeps"'),
            r"order 1 \(kind shpo\): effect is 'keeps'. Allowed: holds, none, on-breach",
        ),
        (ROW.replace('"shpo"', '"asbo"'), r"order 1 \(kind asbo\): kind is 'asbo'"),
        (ROW.replace('"verified"', '"sure"'), r"order 1 \(kind shpo\): status is 'sure'"),
        (ROW + ROW, "order shpo: it is there twice"),
        (
            ROW.replace("60", '"five"'),
            r"orders\.toml: order 1 \(kind shpo\): breach_months is 'five'. It must be a whole number",
        ),
        ("[[order", "orders.toml is not TOML"),
    ],
)
def test_a_file_that_cannot_be_is_refused_by_its_row(text: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        parse(text, "orders.toml")


@pytest.mark.parametrize("jurisdiction", ["england-and-wales", "scotland", "northern-ireland"])
def test_every_order_names_its_breach_and_the_most_it_may_bring(jurisdiction: str) -> None:
    for rule in rule_set(jurisdiction).orders.values():
        assert rule.breach
        assert rule.breach_months == 60
        assert rule.source
        assert (rule.effect == "scheme") <= bool(rule.scheme)


def test_the_lengths_that_the_acts_set() -> None:
    orders = rule_set().orders
    assert (orders["shpo"].shortest_months, orders["shpo"].further_order) == (60, True)
    assert (orders["sro"].shortest_months, orders["sro"].travel_ban_longest_months) == (24, 60)
    assert (orders["voo"].shortest_months, orders["voo"].longest_months) == (24, 60)
    assert not rule_set("scotland").orders["shpo"].further_order
