"""The synthetic register's history: told in its time, and never rewritten where people are real."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connections, models

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import SyntheticMark, User
from cairn.clock.as_known.times import by_the_end_of
from cairn.dates import today
from cairn.demo.load import load
from cairn.demo.past import date_the_past
from cairn.errors import Conflict
from cairn.ledger.history.as_known import as_known, tracked_models
from cairn.plan.models import Action
from cairn.record.models import Address, Nominal

pytestmark = pytest.mark.django_db(databases=["default", "owner"], transaction=True)


def _rows(model: type[models.Model]) -> list[tuple[object, ...]]:
    names = [field.attname for field in model._meta.concrete_fields if field.name != "image"]
    return sorted(map(tuple, model._default_manager.values_list(*names)), key=str)


def test_known_now_is_the_register_and_known_last_year_is_less_of_it() -> None:
    load(nominals=60, seed=3)
    date_the_past()
    with acting_as(User.objects.get(username="supervisor")):
        present = {model: _rows(model) for model, _ in tracked_models()}
        with as_known(datetime.now(UTC)):
            assert {model: _rows(model) for model, _ in tracked_models()} == present
        last_year = by_the_end_of(today() - timedelta(days=365))
        with as_known(last_year):
            assert 0 < Nominal.objects.count() < len(present[Nominal])
            assert Address.objects.filter(ends=None).count() > 0
            assert not Address.objects.filter(ends__gt=last_year.date()).exists()
        states = set()
        for weeks in range(1, 20):
            with as_known(by_the_end_of(today() - timedelta(weeks=weeks))):
                states |= set(Action.objects.values_list("state", flat=True))
                assert not Action.objects.filter(completed_on__gt=today() - timedelta(weeks=weeks)).exists()
        assert {"proposed", "accepted", "completed"} <= states


def test_history_is_never_touched_where_no_mark_says_that_everybody_is_invented() -> None:
    load(nominals=2, seed=3, as_at=date(2026, 3, 17))
    SyntheticMark.objects.using("owner").all().delete()
    with pytest.raises(Conflict, match="not marked as synthetic"):
        date_the_past()
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT min(pgh_created_at) FROM record_namehistory")
        (first,) = cursor.fetchone()
    assert first > datetime.now(UTC) - timedelta(minutes=5)
