"""Time away: one of a kind at a time, never ending before it begins."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError

from cairn.accounts.database_user import acting_as
from cairn.errors import BadInput, CairnError, Conflict
from cairn.record.custody import services
from cairn.record.custody.models import TimeAway
from cairn.record.custody.services import record_release, record_time_away
from tests.factories.access import make_user
from tests.factories.acts import TODAY, refused_at
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def test_custody_is_recorded_and_its_release_known_in_advance() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        away = record_time_away(
            user,
            nominal_id=nominal.pk,
            kind="custody",
            began=date(2024, 1, 5),
            place=" HMP  Synthetic",
            today=TODAY,
        )
        record_release(user, time_away_id=away.pk, ended=date(2024, 9, 1), today=TODAY)
        record_release(user, time_away_id=away.pk, ended=date(2024, 8, 1), today=TODAY)
        away.refresh_from_db()
        assert (away.place, away.ended) == ("HMP Synthetic", date(2024, 8, 1))
        assert [row.ended for row in away.past.order_by("pgh_id")] == [
            None,
            date(2024, 9, 1),
            date(2024, 8, 1),
        ]


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"kind": "holiday"}, ("BadInput", "kind")),
        ({"began": date(2024, 6, 2)}, ("BadInput", "began")),
        ({"began": date(1970, 6, 2)}, ("BadInput", "began")),
        ({"ended": date(2022, 12, 31)}, ("BadInput", "ended")),
        ({"began": date(2019, 12, 1), "ended": date(2020, 1, 2)}, ("Conflict", "began")),
        ({"began": date(2020, 5, 1), "ended": date(2020, 5, 2)}, ("Conflict", "began")),
        ({"began": date(2018, 1, 1), "ended": None}, ("Conflict", "began")),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(facts: dict[str, Any], refusal: tuple[str, str]) -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        one: dict[str, Any] = {"nominal_id": nominal.pk, "kind": "custody", "today": TODAY}
        record_time_away(user, **one, began=date(2020, 1, 1), ended=date(2020, 6, 1))
        with pytest.raises(CairnError) as refused:
            record_time_away(user, **{**one, "began": date(2023, 1, 1), "ended": None, **facts})
        assert refused_at(refused.value) == refusal
        assert TimeAway.objects.count() == 1


def test_periods_of_other_kinds_may_overlap_and_the_day_of_release_may_begin_another() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        one: dict[str, Any] = {"nominal_id": nominal.pk, "today": TODAY}
        record_time_away(user, **one, kind="custody", began=date(2020, 1, 1), ended=date(2020, 6, 1))
        record_time_away(user, **one, kind="hospital", began=date(2020, 2, 1), ended=date(2020, 3, 1))
        record_time_away(user, **one, kind="custody", began=date(2020, 6, 1))
        assert TimeAway.objects.count() == 3


def test_a_release_before_reception_or_twice_is_refused() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        away = record_time_away(
            user, nominal_id=nominal.pk, kind="custody", began=date(2024, 1, 5), today=TODAY
        )
        with pytest.raises(BadInput) as early:
            record_release(user, time_away_id=away.pk, ended=date(2024, 1, 4), today=TODAY)
        record_release(user, time_away_id=away.pk, ended=date(2024, 2, 1), today=TODAY)
        with pytest.raises(Conflict) as twice:
            record_release(user, time_away_id=away.pk, ended=date(2024, 2, 2), today=TODAY)
    assert (early.value.field, twice.value.field) == ("ended", "ended")


def test_the_databases_own_guard_speaks_in_the_same_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "_check_free", lambda *_, **__: None)
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        one: dict[str, Any] = {"nominal_id": nominal.pk, "kind": "custody", "today": TODAY}
        record_time_away(user, **one, began=date(2020, 1, 1))
        with pytest.raises(Conflict) as refused:
            record_time_away(user, **one, began=date(2021, 1, 1))
        assert refused.value.field == "began"
        assert isinstance(refused.value.__cause__, IntegrityError)
        assert TimeAway.objects.count() == 1  # the transaction goes on
