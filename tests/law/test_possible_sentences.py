"""The shortest and the longest that each sentence may have been, and what one of unknown kind may have been."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.law.facts import Conviction, Disposal, DisposalKind, Term
from cairn.law.possible_sentences import any_sentence, discharges, lacks_length, longest, shortest, supervised

CONVICTED = Conviction(date=date(2024, 3, 1), offence="SOA 2003 s.9")


@pytest.mark.parametrize(
    ("kind", "on", "term"),
    [
        ("suspended-imprisonment", date(2026, 3, 21), Term(years=2)),
        ("suspended-imprisonment", date(2026, 3, 22), Term(years=3)),
        ("dto", date(2024, 3, 1), Term(years=2)),
        ("community-order", date(2024, 3, 1), Term(years=3)),
        ("conditional-discharge", date(2024, 3, 1), Term(years=3)),
        ("imprisonment", date(2024, 3, 1), Term(life=True)),
    ],
)
def test_the_longest(kind: DisposalKind, on: date, term: Term) -> None:
    assert longest(Disposal(kind=kind, date=on), CONVICTED) == term


def test_supervision_in_scotland_is_of_six_months_at_least_and_need_not_be() -> None:
    payback = Disposal(kind="community-payback-order")
    assert (shortest(payback, CONVICTED), supervised(payback, CONVICTED)) == (Term(), Term(months=6))
    prison = Disposal(kind="imprisonment")
    assert shortest(prison, CONVICTED) == supervised(prison, CONVICTED) == Term(days=1)


def test_only_a_sentence_without_a_length_may_have_been_an_absolute_discharge() -> None:
    def kinds(term: Term | None) -> set[str]:
        disposals = (Disposal(kind="unknown", term=term),)
        return {
            one.kind
            for one in discharges(
                Conviction(date=CONVICTED.date, offence=CONVICTED.offence, disposals=disposals)
            )
        }

    assert kinds(None) == {"conditional-discharge", "absolute-discharge"}
    assert kinds(Term(months=6)) == {"conditional-discharge"}


def test_what_lacks_a_length() -> None:
    assert lacks_length(Disposal(kind="imprisonment"))
    assert lacks_length(Disposal(kind="extended", term=Term(months=12)))
    assert not lacks_length(Disposal(kind="ipp"))
    assert not lacks_length(Disposal(kind="fine"))


def test_any_sentence_meets_every_condition() -> None:
    kinds = {one.kind for one in any_sentence()}
    assert kinds == {"hospital-order", "imprisonment", "community-order"}
