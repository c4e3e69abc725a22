"""Facts written as rows come back as the same facts, for one person and for the whole register."""

from __future__ import annotations

import contextlib
import uuid
from datetime import date, datetime, timedelta
from typing import Any, get_args

import msgspec
import psycopg
import pytest
from django.db import connection, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.errors import NotFound
from cairn.law import facts as law
from cairn.record import facts as mapper
from cairn.record.facts import person_facts, read_facts
from cairn.record.models import Address, Name
from tests.factories.access import make_user
from tests.factories.facts import Rows

pytestmark = pytest.mark.django_db

BORN = date(1980, 1, 1)
days = st.dates(date(2004, 5, 1), date(2025, 12, 31))
keys = st.uuids(version=4).map(str)
small = st.integers(0, 30)
ages = st.none() | st.integers(0, 100)
points = st.none() | st.sampled_from(["LHR", "Dover"])
# Daytime: an hour that happens once, and exists, on every day of the year.
moments = st.builds(
    lambda day, minutes: datetime(day.year, day.month, day.day, 8) + timedelta(minutes=minutes),
    days,
    st.integers(0, 700),
)
terms = st.builds(law.Term, years=small, months=small, weeks=small, days=small) | st.just(law.Term(life=True))
terms = terms.filter(lambda term: term != law.Term())


@st.composite
def orders(draw: st.DrawFn) -> law.Order:
    made = draw(days)
    later = st.none() | st.dates(made, made + timedelta(days=4000))
    until = draw(later)
    return law.Order(
        id=draw(keys),
        of=draw(st.sampled_from(get_args(law.OrderKind))),
        date=made,
        served=draw(later),
        in_force=draw(later),
        until=until,
        further_order=until is None,
        ended_on=draw(later),
        travel_ban=draw(st.booleans()),
    )


@st.composite
def convictions(draw: st.DrawFn, ordered: list[law.Order]) -> list[law.Conviction]:
    found: list[law.Conviction] = []
    for _ in range(draw(st.integers(0, 3))):
        kind = draw(st.sampled_from(["conviction", "caution", "finding"]))
        on = draw(days)
        earlier = [conviction.id for conviction in found]
        found.append(
            law.Conviction(
                id=draw(keys),
                kind=kind,
                date=on,
                offence=draw(
                    st.sampled_from(["SOA 2003 s.9", "SOA 2003 s.1 (attempt)", "Theft Act 1968 s.1"])
                ),
                finding_of=draw(st.sampled_from(["disability", "ngri"])) if kind == "finding" else None,
                offence_date=draw(st.none() | st.dates(BORN, on)),
                victim_age=draw(ages),
                shown_age=draw(ages),
                intended_victim_age=draw(ages),
                sexual_gratification=draw(st.sampled_from([None, True, False])),
                order=draw(st.none() | st.sampled_from([one.id for one in ordered])) if ordered else None,
                disposals=() if kind == "caution" else tuple(draw(st.lists(disposals(earlier), max_size=2))),
                quashed_on=draw(st.none() | st.dates(on, date(2026, 1, 1))),
            )
        )
    return found


@st.composite
def disposals(draw: st.DrawFn, earlier: list[Any]) -> law.Disposal:
    other = draw(st.none() | st.sampled_from(earlier)) if earlier else None
    overlaps = other is not None and draw(st.booleans())
    return law.Disposal(
        id=draw(keys),
        kind=draw(st.sampled_from(["imprisonment", "extended", "hospital-order", "fine", "other"])),
        term=draw(st.none() | terms),
        extension=draw(st.none() | st.builds(law.Term, months=st.integers(1, 96))),
        restriction=draw(st.booleans()),
        consecutive_to=None if overlaps else other,
        overlap=law.Overlap(with_id=other, term=law.Term(months=draw(small), days=draw(small)))
        if overlaps
        else None,
        date=draw(st.none() | days),
    )


@st.composite
def notifications(draw: st.DrawFn, trips: list[str]) -> law.Notification:
    of = draw(st.sampled_from(["initial", "change", "periodic", *(["travel", "return"] if trips else [])]))
    at = draw(moments)
    travels = of in ("travel", "return")
    return law.Notification(
        id=draw(keys),
        date=at.date(),
        of=of,
        about=draw(st.sampled_from(trips if travels else ["name", "home-address"]))
        if travels or of == "change"
        else None,
        expected=draw(st.none() | days) if of == "change" else None,
        at=at,
        return_date=draw(st.none() | days) if travels else None,
        return_point=draw(points) if travels else None,
    )


def spans(draw: st.DrawFn, values: Any) -> list[tuple[Any, Any]]:
    """Periods apart from each other; the last may be open."""
    marks = sorted(draw(st.lists(values, max_size=6, unique=True)))
    return list(zip(marks[::2], [*marks[1::2], None], strict=False))


@st.composite
def people(draw: st.DrawFn) -> law.Person:
    ordered = draw(st.lists(orders(), max_size=3))
    found = draw(convictions(ordered))
    trials = tuple(
        law.TrialConcluded(
            id=one.id, date=draw(st.dates(one.date, date(2026, 1, 1))), outcome="acquitted", finding=one.id
        )
        for one in found
        if one.finding_of == "disability" and draw(st.booleans())
    )
    first = min((one.date for one in (*found, *ordered)), default=None)
    homes = draw(st.lists(days, max_size=4, unique=True))
    split = draw(st.integers(0, len(homes)))
    travel = []
    for _ in range(draw(st.integers(0, 2))):
        departs = draw(days)
        back = st.none() | st.dates(departs, departs + timedelta(days=99))
        travel.append(
            law.Travel(
                id=draw(keys),
                departs=departs,
                known=draw(st.dates(BORN, departs)),
                returns=draw(back),
                return_point=draw(points),
                cancelled_on=draw(st.none() | st.dates(BORN, departs)),
            )
        )
    return law.Person(
        born=BORN,
        died=draw(st.none() | days),
        convictions=tuple(found),
        trials=trials,
        notifications=tuple(
            draw(st.lists(notifications([trip.id for trip in travel if trip.id]), max_size=4))
        ),
        away=tuple(
            law.Away(id=draw(keys), kind=kind, start=start, end=end)
            for kind in ("custody", "hospital", "abroad")
            for start, end in spans(draw, days)
        ),
        addresses=tuple(law.HomeAddress(id=draw(keys), date=day) for day in homes[:split]),
        no_fixed_abode=tuple(law.NoFixedAbode(id=draw(keys), date=day) for day in homes[split:]),
        names=tuple(
            law.NameUsed(id=draw(keys), date=first + timedelta(days=gap))
            for gap in draw(st.lists(st.integers(1, 900), max_size=2))
        )
        if first
        else (),
        stays=tuple(law.Stay(id=draw(keys), at="Room 2", start=a, end=b) for a, b in spans(draw, days)),
        households=tuple(
            law.ChildHousehold(id=draw(keys), at="Flat 3", start=a, end=b) for a, b in spans(draw, moments)
        ),
        travel=tuple(travel),
        orders=tuple(ordered),
    )


def in_order(person: law.Person) -> dict[str, Any]:
    """A person's facts with every tuple in one order, for comparing."""
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(person))
    for value in plain.values():
        if isinstance(value, list):
            value.sort(key=lambda fact: fact["id"])
    for conviction in plain["convictions"]:
        conviction["disposals"] = sorted(conviction["disposals"], key=lambda fact: fact["id"])
    return plain


def raw() -> psycopg.Connection[Any]:
    """The connection under Django's, inside the test's transaction and in its user's name."""
    return connection.connection


def test_facts_written_as_rows_come_back_as_the_same_facts() -> None:
    user = make_user()

    @settings(max_examples=60, deadline=None)
    @given(people())
    def there_and_back(person: law.Person) -> None:
        # Undone after each example: a simpler example uses the same ids.
        with contextlib.suppress(Undone), transaction.atomic(), acting_as(user):
            nominal_id = Rows(user, person).write()
            read = dict(read_facts(raw(), only=[nominal_id]))
            assert in_order(read[nominal_id]) == in_order(person)
            assert in_order(person_facts(nominal_id)) == in_order(person)
            raise Undone

    there_and_back()


class Undone(Exception):
    """Nothing is wrong; what was written goes."""


def plain_person(user: User, **facts: Any) -> uuid.UUID:
    return Rows(user, law.Person(born=BORN, **facts)).write()


def test_the_first_home_on_record_is_no_change_and_the_next_is() -> None:
    with acting_as(make_user()) as user:
        nominal_id = plain_person(user)
        Address.objects.filter(nominal_id=nominal_id).update(starts=date(2020, 1, 1), ends=date(2021, 1, 1))
        assert person_facts(nominal_id).addresses == ()
        second = Address.objects.create(
            nominal_id=nominal_id, kind="home", lines="2 High Street", starts=date(2021, 1, 1)
        )
        assert person_facts(nominal_id).addresses == (
            law.HomeAddress(id=str(second.pk), date=date(2021, 1, 1)),
        )


def test_a_home_after_no_fixed_abode_is_a_change() -> None:
    with acting_as(make_user()) as user:
        nominal_id = plain_person(user)
        Address.objects.filter(nominal_id=nominal_id).update(kind="no-fixed-abode", ends=date(2021, 1, 1))
        Address.objects.create(
            nominal_id=nominal_id, kind="home", lines="2 High Street", starts=date(2021, 1, 1)
        )
        found = person_facts(nominal_id)
    assert [fact.date for fact in found.addresses] == [date(2021, 1, 1)]
    assert [fact.date for fact in found.no_fixed_abode] == [BORN]


def test_a_name_from_before_the_conviction_or_the_first_known_is_no_change() -> None:
    conviction = law.Conviction(date=date(2015, 3, 1), offence="SOA 2003 s.9")
    with acting_as(make_user()) as user:
        nominal_id = plain_person(user, convictions=(conviction,))
        for used_from in (date(2010, 1, 1), date(2015, 3, 1), date(2015, 3, 2)):
            Name.objects.create(nominal_id=nominal_id, kind="alias", surname="Other", used_from=used_from)
        assert [fact.date for fact in person_facts(nominal_id).names] == [date(2015, 3, 2)]
        only = plain_person(user, convictions=(conviction,))
        Name.objects.filter(nominal_id=only).update(used_from=date(2016, 1, 1))
        assert person_facts(only).names == ()


def test_a_name_taken_up_after_an_order_is_a_change_though_there_was_no_conviction() -> None:
    order = law.Order(of="sro", date=date(2020, 3, 1), until=date(2022, 2, 28))
    with acting_as(make_user()) as user:
        nominal_id = plain_person(user, orders=(order,))
        for used_from in (date(2020, 3, 1), date(2020, 3, 2)):
            Name.objects.create(nominal_id=nominal_id, kind="alias", surname="Other", used_from=used_from)
        assert [fact.date for fact in person_facts(nominal_id).names] == [date(2020, 3, 2)]


def test_a_person_of_another_agency_is_as_if_absent() -> None:
    with acting_as(make_user()) as user:
        nominal_id = plain_person(user)
    with acting_as(make_user()):
        with pytest.raises(NotFound) as unseen:
            person_facts(nominal_id)
        with pytest.raises(NotFound) as absent:
            person_facts(uuid.uuid4())
        assert unseen.value.message == absent.value.message
        assert list(read_facts(raw(), only=[nominal_id])) == []


def test_the_register_is_read_in_order_and_in_ranges_whatever_the_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(mapper, "_PAGE", 3)
    with acting_as(make_user()) as user:
        ids = sorted(plain_person(user) for _ in range(8))
        assert [nominal_id for nominal_id, _ in read_facts(raw())] == ids
        assert [nominal_id for nominal_id, _ in read_facts(raw(), between=(ids[1], ids[6]))] == ids[1:7]
        assert [nominal_id for nominal_id, _ in read_facts(raw(), only=[ids[7], ids[0], uuid.uuid4()])] == [
            ids[0],
            ids[7],
        ]
        assert [found for found, _ in read_facts(raw(), only=ids, between=(ids[2], ids[3]))] == ids[2:4]
        between_two: list[uuid.UUID] = []
        for nominal_id, _ in read_facts(raw()):
            assert Name.objects.filter(nominal_id=nominal_id).count() == 1  # the connection is free
            between_two.append(nominal_id)
        assert between_two == ids


def test_one_person_is_read_in_one_statement(django_assert_num_queries: Any) -> None:
    with acting_as(make_user()) as user:
        nominal_id = plain_person(user)
        with django_assert_num_queries(1):
            person_facts(nominal_id)
