"""Invented identity numbers: used once, mostly right, some wrong as legacy data is."""

from __future__ import annotations

from collections import Counter
from datetime import date

from cairn.demo.chance import Chance
from cairn.demo.people.numbers import Number, numbers
from cairn.record.identity.identifiers import check, tidied
from cairn.record.identity.models import IdentifierKind, IdentifierStatus

AS_AT = date(2026, 3, 17)


def _made(people: int) -> list[Number]:
    return [
        number
        for index in range(people)
        for number in numbers(
            Chance(3, index), index, first_seen=date(2006 + index % 20, 5, 1), imprisoned=index % 2 == 0
        )
    ]


def test_no_two_people_share_a_number_in_its_canonical_form() -> None:
    canonical = Counter((n.kind, check(n.kind, tidied(n.raw), as_at=AS_AT).canonical) for n in _made(20_000))
    assert canonical.most_common(1)[0][1] == 1


def test_all_but_a_few_pnc_ids_have_the_right_check_letter_and_some_are_wrong_or_lack_it() -> None:
    made = [n for n in _made(4_000) if n.kind is IdentifierKind.PNC]
    statuses = Counter(check(n.kind, tidied(n.raw), as_at=AS_AT).status for n in made)
    assert statuses[IdentifierStatus.VALID] / len(made) > 0.93
    assert 0.02 < statuses[IdentifierStatus.CHECK_FAILED] / len(made) < 0.045
    assert 0 < statuses[IdentifierStatus.MALFORMED] / len(made) < 0.02


def test_every_other_number_is_in_its_usual_form() -> None:
    for number in _made(2_000):
        if number.kind is not IdentifierKind.PNC:
            status = check(number.kind, tidied(number.raw), as_at=AS_AT).status
            assert status in (IdentifierStatus.VALID, IdentifierStatus.FORMAT_ONLY), number


def test_some_people_have_no_pnc_id() -> None:
    assert sum(n.kind is IdentifierKind.PNC for n in _made(2_000)) < 2_000
