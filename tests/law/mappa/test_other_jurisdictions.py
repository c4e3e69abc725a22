"""Scotland and Northern Ireland."""

from __future__ import annotations

from datetime import date

import msgspec

from cairn.law.answers import Registration
from cairn.law.facts import NORTHERN_IRELAND, SCOTLAND, Disposal, Person
from cairn.law.mappa import category
from cairn.law.mappa.other_jurisdictions import NONE_IN_SCOTLAND, PPANI
from tests.law.mappa.lives import WOUNDING, prison, somebody

ON = date(2025, 3, 3)
REGISTERED = Registration(registrable=True, since=date(2018, 9, 3))
NOT = Registration(registrable=False)


def resident(person: Person, jurisdiction: str) -> Person:
    return msgspec.structs.replace(person, jurisdiction=jurisdiction)


def test_in_scotland_registration_is_category_1_under_its_own_act() -> None:
    answer = category(resident(somebody("SOA 2003 s.9", prison(24)), SCOTLAND), ON, REGISTERED)
    assert answer.number == 1
    assert answer.citation == "Management of Offenders etc. (Scotland) Act 2005 s.10(1)(a)"


def test_in_scotland_a_restricted_patient_comes_in_and_the_number_is_said_to_be_local() -> None:
    restricted = Disposal(kind="hospital-order", restriction=True)
    answer = category(resident(somebody("Assault", restricted), SCOTLAND), ON, NOT)
    assert (answer.number, answer.verified) == (2, False)
    assert "restricted patient" in answer.reason
    unrestricted = resident(somebody("Assault", Disposal(kind="hospital-order")), SCOTLAND)
    assert category(unrestricted, ON, NOT) == NONE_IN_SCOTLAND


def test_a_long_sentence_for_violence_is_no_way_into_scottish_mappa() -> None:
    answer = category(resident(somebody(WOUNDING, prison(60)), SCOTLAND), ON, NOT)
    assert answer == NONE_IN_SCOTLAND
    assert "no category 4" in answer.reason


def test_northern_ireland_answers_that_ppani_applies_and_needs_no_registration() -> None:
    answer = category(resident(somebody("SOA 2003 s.9", prison(24)), NORTHERN_IRELAND), ON)
    assert answer == PPANI
    assert answer.number is None
    assert "PPANI" in answer.reason
