"""What the clock keeps of one person, and the reasons, for those who may see them."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind
from cairn.accounts.roles import Role
from cairn.clock.explaining.queries import case_summary_of, duties_failed, duties_of, explain
from cairn.clock.models import CaseSummary
from cairn.dates import today
from cairn.errors import NotAllowed, NotFound
from tests.clock.test_services import make_registered
from tests.factories.access import make_agency, make_user
from tests.factories.clock import kept_from
from tests.factories.plan import make_partner

pytestmark = pytest.mark.django_db


def test_a_summary_is_seen_by_those_who_work_with_the_person() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_registered(officer)
        summary = case_summary_of(nominal.pk)
        assert summary is not None
        assert summary.registrable
    with acting_as(make_user()):
        assert case_summary_of(nominal.pk) is None
        assert duties_of(nominal.pk) == []


def test_reasons_are_for_the_owner_of_the_record() -> None:
    housing = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HOUSING))
    with acting_as(make_user()) as officer:
        nominal = make_registered(officer)
        make_partner(officer, nominal, housing.agency)
        answer = explain(nominal.pk)
        assert answer.registration.registrable
        assert answer.registration.reasons
        assert not explain(nominal.pk, as_at=date(2020, 1, 1)).registration.registrable
        with pytest.raises(NotFound):
            explain(uuid.uuid4())
    with acting_as(housing), pytest.raises(NotAllowed):
        explain(nominal.pk)
    with acting_as(make_user()), pytest.raises(NotFound):
        explain(nominal.pk)


def test_that_a_run_could_not_make_somebody_s_duties_is_told_to_those_who_work_with_them() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_registered(officer)
        assert not duties_failed(nominal.pk)
    kept_from(nominal.pk, today() - timedelta(days=1))
    with acting_as(officer):
        assert duties_failed(nominal.pk)
        summary = case_summary_of(nominal.pk)
        assert summary is not None
        assert (summary.kept, summary.kept_as_at) == (True, today() - timedelta(days=1))
    with acting_as(make_user()):
        assert not duties_failed(nominal.pk)


@pytest.mark.parametrize(
    ("changes", "redacted", "of_day"),
    [(1, False, None), (None, False, None), (0, False, -1), (-2, False, -3), (None, True, -5), (1, True, -5)],
)
def test_what_was_made_earlier_is_right_until_it_changes_by_itself(
    changes: int | None, redacted: bool, of_day: int | None
) -> None:
    day = today()
    summary = CaseSummary(
        redacted=redacted, changes_on=None if changes is None else day + timedelta(days=changes)
    )
    summary.clock_day = day - timedelta(days=5)
    wanted = None if of_day is None else day + timedelta(days=of_day)
    assert summary.duties_of_day(day) == wanted
    assert summary.duties_of_day(summary.clock_day) is None
