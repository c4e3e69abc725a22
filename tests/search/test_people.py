"""Finding people whose names, numbers and days are not quite what was typed."""

from __future__ import annotations

import uuid
from datetime import date

import psycopg
import pytest
from django.db import connection

from cairn.access.models import Relation
from cairn.access.partnerships.services import end_partnership, open_partnership
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind, User
from cairn.accounts.roles import Role
from cairn.errors import BadInput, NotAllowed
from cairn.ledger.models import Entry
from cairn.record.identity.models import NameKind
from cairn.record.identity.services import NewIdentifier, add_name
from cairn.search.people import find
from cairn.search.query import born_on
from tests.factories.access import make_agency, make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db

OTHERS = ["Walter Brandt", "Ines Okafor", "Priya Raman", "Tom Ashdown", "Lucy Ferris", "Omar Haddad"]


def register(officer: User, forenames: str, surname: str, **facts: object) -> uuid.UUID:
    """One person among others."""
    for other in OTHERS:
        make_person(officer, forenames=other.split()[0], surname=other.split()[1])
    return make_person(officer, forenames=forenames, surname=surname, **facts).pk


@pytest.mark.parametrize(
    ("forenames", "surname", "typed"),
    [
        ("John", "Smith", "john smyth"),
        ("John", "Smith", "Smith, John"),
        ("John", "Smith", "J Smith"),
        ("John", "Smith", "smiht"),
        ("John", "Smith", "John Paul Smith"),
        ("Catherine", "Smith", "Kathryn Smyth"),
        ("Catherine Anne", "Smith", "Kathryn Jane Smyth"),
        ("Mary", "Smith-Jones", "mary smith jones"),
        ("Mary", "Smith-Jones", "Jones"),
        ("Mary", "Smith", "Mary Smith-Jones"),
        ("Sean", "O'Brien", "Shaun OBrien"),
        ("Sean", "O’Brien", "sean o'brien"),
        ("Sean", "O'Brien", "O Brien"),
        ("Sean", "O Brien", "obrien"),
        ("Fergus", "Mac Donald", "MacDonald"),
        ("Fergus", "Macdonald", "mac donald"),
        ("John", "Sminth", "Smith"),
        ("Fergus", "MacDonald", "mcdonald"),
        ("José", "Núñez", "jose nunez"),
        ("Łukasz", "Wójcik", "lukasz wojcik"),
        ("Mohammed", "Hussain", "Muhamad Husein"),
        ("Stephen", "Clarke", "Steven Clark"),
        ("Zoë", "Li", "zoe li"),
        ("Юрий", "Петров", "петров"),
    ],
)
def test_a_name_is_found_however_it_is_spelled(forenames: str, surname: str, typed: str) -> None:
    with acting_as(make_user()) as officer:
        wanted = register(officer, forenames, surname)
        found = find(officer, text=typed)
    assert [person.nominal_id for person in found] == [wanted]
    assert found[0].name == f"{forenames} {surname}"
    assert 0 < found[0].score <= 1


def test_the_reason_says_which_name_matched_and_how() -> None:
    with acting_as(make_user()) as officer:
        wanted = register(officer, "Catherine", "Smith")
        add_name(officer, nominal_id=wanted, kind=NameKind.ALIAS, forenames="Rose", surname="Thorne")
        same = find(officer, text="thorne rose")[0]
        heard = find(officer, text="Rose Thorn")[0]
        seen = find(officer, text="Catherine Smikh")[0]
    assert (same.name, same.matched_name) == ("Catherine Smith", "Rose Thorne")
    assert same.why == "alias is Rose Thorne"
    assert heard.why == "sounds like alias Rose Thorne"
    assert seen.why == "spelled like legal name Catherine Smith"


def test_the_best_comes_first_and_each_person_once() -> None:
    with acting_as(make_user()) as officer:
        exact = register(officer, "John", "Smith")
        add_name(officer, nominal_id=exact, kind=NameKind.ALIAS, forenames="Johnny", surname="Smith")
        near = make_person(officer, forenames="Jon", surname="Smythe").pk
        found = find(officer, text="John Smith")
    assert [person.nominal_id for person in found] == [exact, near]
    assert found[0].score > found[1].score
    assert found[0].score == 1


def test_the_date_of_birth_puts_the_right_namesake_first_and_hides_nobody() -> None:
    with acting_as(make_user()) as officer:
        days = [date(1980, 5, 1), date(1980, 1, 5), date(1981, 1, 1), date(1950, 1, 1)]
        wanted = [make_person(officer, forenames="Al", surname="Mason", date_of_birth=day).pk for day in days]
        found = find(officer, text="al mason", date_of_birth=date(1980, 5, 1))
        by_year = find(officer, text="mason 1950")
    assert [person.nominal_id for person in found] == wanted
    assert [person.why.split("; ")[1] for person in found] == [
        "born on that day",
        "born on that day with day and month exchanged",
        "born on another day",
        "born on another day",
    ]
    assert by_year[0].nominal_id == wanted[3]
    assert by_year[0].why.endswith("born in that year")


@pytest.mark.parametrize("born", [date(1991, 7, 9), born_on(1991, 7), born_on(1991)])
def test_a_day_month_or_year_of_birth_alone_finds_those_born_then(born: object) -> None:
    with acting_as(make_user()) as officer:
        wanted = register(officer, "Ed", "Poe", date_of_birth=date(1991, 7, 9))
        found = find(officer, date_of_birth=born)
    assert [person.nominal_id for person in found] == [wanted]
    assert found[0].why.startswith("born ")


@pytest.mark.parametrize("typed", ["1979/0163001B", "79/163001b", "19790163001B", "1979 0163001 B"])
def test_a_number_is_found_in_any_spelling(typed: str) -> None:
    with acting_as(make_user()) as officer:
        wanted = register(officer, "Ed", "Poe", identifiers=[NewIdentifier("pnc", "1979/0163001B")])
        found = find(officer, text=typed)
    assert [person.nominal_id for person in found] == [wanted]
    assert (found[0].why, found[0].score) == ("PNC ID 1979/0163001B", 1)


def test_a_stranger_agency_finds_nobody_and_a_partner_whom_it_works_with() -> None:
    partner = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HOUSING))
    with acting_as(make_user()) as officer:
        shared, ended, kept = (
            make_person(officer, surname="Mason", identifiers=numbers).pk
            for numbers in ([NewIdentifier("pnc", "79/163001B")], [], [])
        )
        for nominal_id in (shared, ended):
            partnership = open_partnership(
                officer,
                nominal_id=nominal_id,
                agency=partner.agency,
                relation=Relation.PARTNER,
                purpose="risk management plan",
                starts=date(2020, 1, 1),
            )
        end_partnership(officer, partnership_id=partnership.pk, until=date(2021, 1, 1))
        assert len(find(officer, text="mason")) == 3
    with acting_as(partner):
        assert [person.nominal_id for person in find(partner, text="mason")] == [shared]
        # Partners see names, not numbers.
        assert find(partner, text="79/163001B") == []
    with acting_as(make_user()) as stranger:
        assert find(stranger, text="mason") == []
        assert find(stranger, text="79/163001B") == []
        assert find(stranger, date_of_birth=date(1980, 5, 1)) == []
    assert kept not in {shared, ended}


def test_nobody_bound_finds_nobody() -> None:
    with acting_as(make_user()) as officer:
        make_person(officer, surname="Mason")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cairn_find_names(ARRAY['mason'], NULL, NULL, NULL, 20)")
        assert cursor.fetchall() == []


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.AUDITOR, Role.ANALYST])
def test_roles_that_read_no_records_may_not_search(role: Role) -> None:
    with acting_as(make_user(role)) as user, pytest.raises(NotAllowed):
        find(user, text="mason")


def test_the_ledger_keeps_that_somebody_searched_and_never_what_was_typed() -> None:
    with acting_as(make_user()) as officer:
        mason = make_person(officer, surname="Mason")
        find(officer, text="mason 1980")
        entry = Entry.objects.filter(what="search").get()
    assert (entry.act, entry.nominal_id) == ("consultation", None)
    assert entry.detail == {"kind": "name and date of birth", "found": 1, "nominals": [str(mason.pk)]}


@pytest.mark.parametrize(
    "typed", ["'); DROP TABLE record_name; --", "a & b | !c:*", "\\", "%%", "((", "é" * 120]
)
def test_marks_that_mean_something_to_a_database_are_only_text(typed: str) -> None:
    with acting_as(make_user()) as officer:
        make_person(officer, surname="Mason")
        try:
            assert find(officer, text=typed) == []
        except BadInput as refusal:
            assert refusal.field == "text"  # noqa: PT017  either answer is right; neither is an error


def test_no_more_than_asked_for() -> None:
    with acting_as(make_user()) as officer:
        for _ in range(4):
            make_person(officer, forenames="Al", surname="Mason")
        assert len(find(officer, text="mason", limit=3)) == 3


@pytest.mark.django_db(transaction=True)
def test_the_name_indexes_are_what_search_reads(owner_url: str) -> None:
    """With 20,000 names, as the function asks: both indexes, and no reading of the whole table."""
    with psycopg.connect(owner_url) as owner:
        owner.execute(
            "INSERT INTO record_nominal (id, date_of_birth, sex, gender, added_at)"
            " SELECT gen_random_uuid(), date '1950-01-01' + i, 'male', '', now()"
            " FROM generate_series(1, 20000) i"
        )
        owner.execute(
            "INSERT INTO record_name (id, nominal_id, kind, forenames, surname, shown, source)"
            " SELECT gen_random_uuid(), id, 'legal', left(md5(id::text), 6), right(md5(id::text), 8), true, ''"
            " FROM record_nominal"
        )
        owner.commit()
        owner.autocommit = True
        owner.execute("VACUUM ANALYZE record_name")
        owner.execute("SET pg_trgm.word_similarity_threshold = 0.5")
        plan = owner.execute(
            "EXPLAIN SELECT id FROM record_name n"
            " WHERE 'JOHN SMITH' <% cairn_folded_name(n.forenames, n.surname)"
            " OR cairn_name_sounds(n.forenames, n.surname) @@ cairn_sound_query(ARRAY['john', 'smith'])"
        ).fetchall()
    text = "\n".join(line for (line,) in plan)
    assert "name_alike" in text
    assert "name_sounds" in text
    assert "Seq Scan" not in text
