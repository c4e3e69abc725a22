"""What was owed on a past day as known: for one, for many, and in whose list."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.clock.as_known.queries import known_projection, known_projections, known_worklist
from cairn.clock.as_known.times import AsKnown, by_the_end_of
from cairn.clock.models import CaseSummary
from cairn.dates import today
from cairn.errors import BadInput
from cairn.law.rulebook import proposals
from cairn.record.allocation.services import allocate
from cairn.record.rulebook.queries import current_book
from cairn.record.rulebook.services import switch_rule, withdraw_switch
from tests.factories.access import make_user
from tests.factories.acts import convict
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db(transaction=True)


def test_known_now_it_is_the_standing_that_the_clock_keeps() -> None:
    with acting_as(make_user()) as officer:
        people = [make_person(officer, officer=officer) for _ in range(3)]
        for nominal in people[:2]:
            convict(officer, nominal.pk)
    with acting_as(officer):
        found = known_projections([one.pk for one in people], AsKnown(today(), datetime.now(UTC)))
        kept = {row.nominal_id: row for row in CaseSummary.objects.all()}
        assert len(found) == 3
        for one in found:
            row = kept[one.summary.nominal_id]
            known = one.summary._asdict() | {"needs": list(one.summary.needs)}
            assert known == {name: getattr(row, name) for name in one.summary._fields}


def test_nobody_is_known_to_a_stranger() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer, officer=officer)
    with acting_as(make_user()):
        assert known_projection(nominal.pk, AsKnown(today(), datetime.now(UTC))) is None


def test_a_person_handed_over_since_is_in_the_list_of_who_had_them_then() -> None:
    first = make_user()
    second = make_user(agency=first.agency, team=first.team)
    with acting_as(first):
        nominal = make_person(first, officer=first, today=date(2026, 1, 5))
        convict(first, nominal.pk)
    with acting_as(first):
        allocate(first, nominal_id=nominal.pk, officer=second, starts=date(2026, 3, 2))
    with acting_as(first):
        for day, holder, other in (
            (date(2026, 2, 2), first, second),
            (date(2026, 3, 2), second, first),
        ):
            moment = AsKnown(day, datetime.now(UTC))
            assert {row.nominal_id for row in known_worklist(holder, scope="mine", moment=moment)} == {
                nominal.pk
            }
            assert known_worklist(other, scope="mine", moment=moment) == []
            assert known_worklist(first, scope="team", moment=moment)


def test_a_whole_force_s_list_is_the_operator_s() -> None:
    with acting_as(make_user()) as officer, pytest.raises(BadInput, match="cairn clock as-known"):
        known_worklist(officer, scope="force", moment=AsKnown(today(), by_the_end_of(today())))


def test_rules_are_those_decided_by_the_moment() -> None:
    rule = next(one for one in proposals() if one.worked_out and one.jurisdiction == "england-and-wales")
    with acting_as(make_user(Role.SUPERVISOR)) as supervisor:
        pass
    moments = [datetime.now(UTC)]
    with acting_as(supervisor):
        switch_rule(user=supervisor, rule=rule.rule, since=date(2026, 1, 1), reason="Pilot")
    moments.append(datetime.now(UTC))
    with acting_as(supervisor):
        withdraw_switch(user=supervisor, rule=rule.rule, since=date(2026, 1, 1), reason="Over")
    moments.append(datetime.now(UTC))
    with acting_as(supervisor):
        assert [len(current_book(moment).switches) for moment in moments] == [0, 1, 0]
