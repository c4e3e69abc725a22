"""Recording visits."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.errors import BadInput, NotAllowed, NotFound
from cairn.ledger.models import Entry
from cairn.supervision.visits.services import record_visit
from tests.factories.access import make_user
from tests.factories.record import make_person
from tests.factories.supervision import make_visit

pytestmark = pytest.mark.django_db
DAY = date(2026, 1, 6)


def test_a_visit_is_kept_as_it_went() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        visit = record_visit(
            officer,
            nominal_id=nominal.pk,
            visited_on=DAY,
            outcome="no-reply",
            announced=True,
            observations=" Curtains drawn ",
        )
        assert (visit.visited_on, visit.visited_by, visit.outcome) == (DAY, officer, "no-reply")
        assert (visit.announced, visit.observations) == (True, "Curtains drawn")
        assert Entry.objects.get(what="visit").detail == {"visit": str(visit.pk)}


@pytest.mark.parametrize(
    ("visited_on", "outcome", "field"),
    [
        (date(2100, 1, 1), "seen", "visited_on"),
        (date(1950, 1, 1), "seen", "visited_on"),
        (DAY, "friendly", "outcome"),
        (DAY, "refused", "entry_sought"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(visited_on: date, outcome: str, field: str) -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        with pytest.raises(BadInput) as refusal:
            make_visit(officer, nominal, visited_on=visited_on, outcome=outcome)
        assert refusal.value.field == field


@pytest.mark.parametrize(("outcome", "kept"), [("refused", "yes"), ("no-reply", "yes"), ("seen", "")])
def test_that_entry_was_sought_is_kept_where_they_were_not_let_in(outcome: str, kept: str) -> None:
    with acting_as(make_user()) as officer:
        visit = record_visit(
            officer,
            nominal_id=make_person(officer).pk,
            visited_on=DAY,
            outcome=outcome,
            entry_sought="yes",
        )
        assert visit.entry_sought == kept


def test_only_case_managers_of_the_owner_record_visits() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
    for user, refusal in (
        (make_user(Role.RECORDS, agency=officer.agency), NotAllowed),
        (make_user(), NotFound),
    ):
        with acting_as(user), pytest.raises(refusal):
            make_visit(user, nominal)
