from __future__ import annotations

from datetime import date, datetime

import pytest

from cairn.law.facts import ChildHousehold, ChildHouseholdLeft, Person, PrescribedMatter
from cairn.law.part2.prescribed import households, households_left, matters
from tests.law.facts_for_tests import registered, seen

DAY = date(2019, 12, 31)


def stayed(start: datetime, end: datetime | None, at: str | None = "h") -> ChildHousehold:
    return ChildHousehold(id="s", at=at, start=start, end=end)


def nights(person: Person) -> list[date]:
    return [trigger.day for trigger in households(seen(person, DAY))]


def test_twelve_real_hours_without_a_break() -> None:
    start = datetime(2019, 7, 6, 18)
    assert nights(registered(households=(stayed(start, datetime(2019, 7, 7, 6)),))) == [date(2019, 7, 7)]
    assert nights(registered(households=(stayed(start, datetime(2019, 7, 7, 5, 59)),))) == []
    assert nights(registered(households=(stayed(start, None),))) == [date(2019, 7, 7)]


def test_the_night_on_which_the_clocks_change() -> None:
    back = stayed(datetime(2019, 10, 26, 18), datetime(2019, 10, 27, 5))
    on = stayed(datetime(2019, 3, 30, 18), datetime(2019, 3, 31, 6))
    assert (nights(registered(households=(back,))), nights(registered(households=(on,)))) == (
        [date(2019, 10, 27)],
        [],
    )


def test_a_household_without_a_name_is_told_each_time() -> None:
    visits = tuple(
        stayed(datetime(2019, month, 6, 18), datetime(2019, month, 8, 18), None) for month in (5, 6)
    )
    assert len(nights(registered(households=visits))) == 2


def test_leaving_counts_where_it_was_notified_or_had_to_be() -> None:
    left = ChildHouseholdLeft(at="h", date=date(2019, 7, 20))

    def told(*stays: ChildHousehold) -> int:
        person = registered(households=stays, households_left=(left,))
        return len(list(households_left(seen(person, DAY))))

    assert told() == 1
    assert told(stayed(datetime(2019, 7, 6, 18), datetime(2019, 7, 20, 10))) == 1
    assert told(stayed(datetime(2019, 7, 6, 18), datetime(2019, 7, 6, 20))) == 0
    short, later = (
        stayed(datetime(2019, 7, 6, 18), datetime(2019, 7, 6, 20)),
        stayed(datetime(2019, 7, 21, 18), None),
    )
    assert (told(later), told(short, later)) == (1, 0)  # a stay that began later says nothing of this one


@pytest.mark.parametrize(
    ("kind", "of", "words"),
    [
        ("bank-account", "opened", "Opened a bank or credit card account"),
        ("card", "altered", "A notified card was altered or renewed"),
        ("identity-document", "gone", "No longer holds a passport or other identity document"),
    ],
)
def test_a_matter_is_told_in_words_with_its_regulation(kind: str, of: str, words: str) -> None:
    person = registered(prescribed=(PrescribedMatter(id="m", kind=kind, of=of, date=date(2019, 5, 1)),))
    (trigger,) = matters(seen(person, DAY))
    assert (trigger.words, trigger.day, trigger.subject) == (words, date(2019, 5, 1), "m")
    assert "SI 2012/1876" in trigger.provision
    assert trigger.reads == ((kind, date(2019, 5, 1)),)


def test_each_jurisdiction_prescribes_its_own() -> None:
    document = PrescribedMatter(kind="identity-document", of="obtained", date=date(2019, 5, 1))
    card = PrescribedMatter(kind="card", of="obtained", date=date(2019, 5, 1))
    person = registered(prescribed=(document, card))
    found = {
        where: [trigger.of for trigger in matters(seen(person, DAY, where))]
        for where in ("england-and-wales", "scotland", "northern-ireland")
    }
    assert found == {
        "england-and-wales": ["identity-document", "card"],
        "scotland": ["card"],
        "northern-ireland": ["identity-document", "card"],
    }


def test_an_altered_document_and_what_came_before_the_regulations_are_not_told() -> None:
    altered = PrescribedMatter(kind="identity-document", of="altered", date=date(2019, 5, 1))
    early = PrescribedMatter(kind="card", of="obtained", date=date(2012, 8, 12))
    assert list(matters(seen(registered(prescribed=(altered, early)), DAY))) == []
