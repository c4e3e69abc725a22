"""Loading the synthetic register: the same each time, whole or not at all, and never beside real people."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connections

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import SyntheticMark, User
from cairn.demo import load as loading
from cairn.demo.load import Loaded, load
from cairn.demo.mark import wipe
from cairn.errors import BadInput, Conflict
from cairn.record.models import Name, Nominal

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
AS_AT = date(2026, 3, 17)


def _load(nominals: int = 40, seed: int = 7) -> Loaded:
    return load(nominals=nominals, seed=seed, as_at=AS_AT)


def _everything() -> dict[str, list[tuple[object, ...]]]:
    held = {}
    with connections["owner"].cursor() as cursor:
        for model in loading._order():
            table = model._meta.db_table
            columns = "act, actor_id, nominal_id, what" if table == "ledger_entry" else "*"
            cursor.execute(
                f"SELECT {columns} FROM {table} ORDER BY {'nominal_id' if 'act' in columns else 'id'}"
            )
            held[table] = cursor.fetchall()
    return held


def test_the_same_seed_number_and_day_give_the_same_rows_ids_included() -> None:
    _load()
    first = _everything()
    wipe()
    _load()
    assert _everything() == first
    assert sum(len(rows) for rows in first.values()) > 800


def test_another_seed_gives_other_people() -> None:
    _load(seed=7)
    first = {row[0] for row in _everything()["record_nominal"]}
    wipe()
    _load(seed=8)
    assert first.isdisjoint(row[0] for row in _everything()["record_nominal"])


def test_every_row_has_its_past_written_by_the_database_in_the_records_officers_name() -> None:
    made = _load()
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(*) FILTER (WHERE pgh_label = 'insert' AND pgh_by = %s) FROM record_addresshistory",
            [made.unit.staff["records"].pk],
        )
        kept = cursor.fetchone()
        cursor.execute("SELECT count(*) FROM record_address")
        (rows,) = cursor.fetchone()
    assert kept == (rows, rows)


def test_the_tables_bind_their_owner_again_when_it_is_done() -> None:
    _load(3)
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relname = ANY(%s) AND relrowsecurity AND NOT relforcerowsecurity",
            [[model._meta.db_table for model in loading._order()]],
        )
        assert cursor.fetchone() == (0,)


def test_progress_is_told_as_people_go_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "_AT_ONCE", 10)
    told: list[int] = []
    load(nominals=25, seed=1, as_at=AS_AT, progress=told.append)
    assert told == [10, 20, 25]


def test_people_are_the_same_however_many_are_made_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    _load(30)
    first = _everything()
    wipe()
    monkeypatch.setattr(loading, "_AT_ONCE", 7)
    _load(30)
    assert _everything() == first


def test_it_does_not_load_twice_or_beside_anything() -> None:
    _load(3)
    with pytest.raises(Conflict, match="3 people"):
        _load(3)
    assert Nominal.objects.using("owner").count() == 3


def test_it_does_not_load_beside_a_real_person_and_leaves_no_mark() -> None:
    Nominal.objects.using("owner").create(date_of_birth=date(1980, 5, 1))
    with pytest.raises(Conflict, match="1 people and 0 agencies"):
        _load(3)
    assert not SyntheticMark.objects.using("owner").exists()


@pytest.mark.parametrize("nominals", [0, -1, 1_000_001])
def test_a_number_of_people_that_cannot_be_is_refused(nominals: int) -> None:
    with pytest.raises(BadInput) as refused:
        _load(nominals)
    assert refused.value.field == "nominals"


@pytest.mark.django_db(databases=["default", "owner"], transaction=True)
def test_a_partner_sees_only_those_with_whom_it_works_and_the_analyst_nobody() -> None:
    _load(60)
    seen = {}
    for username in ("officer", "housing", "analyst"):
        user = User.objects.get(username=username)
        with acting_as(user):
            seen[username] = Nominal.objects.count()
            assert Name.objects.filter(shown=True).count() == seen[username]
    assert seen["officer"] == 60
    assert 0 < seen["housing"] < 30
    assert seen["analyst"] == 0
