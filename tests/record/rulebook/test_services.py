"""Deciding which rules the register applies: who may, what is refused, what is kept."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import DatabaseError, connection, transaction

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind
from cairn.accounts.roles import Role
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.ledger.models import Entry
from cairn.record.rulebook.models import RuleSwitch
from cairn.record.rulebook.queries import current_book
from cairn.record.rulebook.services import withdraw_switch
from tests.factories.access import make_agency, make_user
from tests.factories.acts import refused_at
from tests.factories.law import FROM, NEW_NAMES, switch

pytestmark = pytest.mark.django_db
ENGLAND_AND_WALES = "england-and-wales"


def test_a_supervisor_switches_a_rule_on_and_the_ledger_says_who_why_and_from_when() -> None:
    with acting_as(make_user(Role.SUPERVISOR)) as supervisor:
        row = switch(supervisor, reason="  Commenced by\tSI 2026/900 ")
        entry = Entry.objects.get(what="rule switched on")
    assert (row.rule, row.since, row.value, row.decided_by) == (NEW_NAMES, FROM, None, supervisor)
    assert (entry.act, entry.actor_id, entry.nominal_id) == ("alteration", supervisor.pk, None)
    assert entry.why == row.reason == "Commenced by SI 2026/900"
    assert entry.detail == {
        "switch": row.pk,
        "rule": NEW_NAMES,
        "jurisdiction": ENGLAND_AND_WALES,
        "since": "2027-01-01",
    }


def test_a_figure_is_changed_with_its_value() -> None:
    with acting_as(make_user(Role.SUPERVISOR)) as supervisor:
        row = switch(supervisor, rule="figure/periodic-months", value=6)
        entry = Entry.objects.get(what="rule switched on")
    assert (row.value, entry.detail["value"]) == (6, 6)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SUPERVISOR])
def test_nobody_but_a_supervisor_decides(role: Role) -> None:
    with (
        acting_as(make_user(role)) as user,
        pytest.raises(NotAllowed, match="A supervisor of a police agency"),
    ):
        switch(user)


def test_a_supervisor_of_another_agency_does_not_decide() -> None:
    user = make_user(Role.SUPERVISOR, agency=make_agency(AgencyKind.PROBATION))
    with acting_as(user), pytest.raises(NotAllowed):
        switch(user)


@pytest.mark.parametrize(
    ("asked", "told", "field"),
    [
        ({"rule": "no-such-rule"}, "Rules that are off in england-and-wales: ", "rule"),
        ({"rule": "schedule-3/999"}, "no paragraph 999", "rule"),
        ({"rule": "figure/periodic-months"}, "Figures: ", "rule"),
        ({"rule": "figure/no-such", "value": 3}, "Figures: ", "rule"),
        ({"jurisdiction": "atlantis"}, "Jurisdictions with rules: ", "jurisdiction"),
        ({"value": 3}, "takes no value", "value"),
        ({"reason": " "}, "Enter why", "reason"),
    ],
)
def test_what_cannot_be_switched_says_what_can(asked: dict[str, object], told: str, field: str) -> None:
    with acting_as(make_user(Role.SUPERVISOR)) as supervisor, pytest.raises(BadInput) as refusal:
        switch(supervisor, **asked)
    assert told in refusal.value.message
    assert refusal.value.field == field
    assert not RuleSwitch.objects.exists()


def test_a_rule_is_switched_on_once_and_a_figure_once_a_day() -> None:
    with acting_as(make_user(Role.SUPERVISOR)) as supervisor:
        switch(supervisor)
        with pytest.raises(Conflict) as refusal:
            switch(supervisor, since=date(2028, 1, 1))
        assert refused_at(refusal.value) == ("Conflict", "rule")
        switch(supervisor, rule="figure/periodic-months", value=6)
        switch(supervisor, rule="figure/periodic-months", value=9, since=date(2028, 1, 1))
        with pytest.raises(Conflict):
            switch(supervisor, rule="figure/periodic-months", value=3)


def test_a_decision_is_withdrawn_by_another_and_both_are_kept() -> None:
    with acting_as(make_user(Role.SUPERVISOR)) as supervisor:
        first = switch(supervisor)
        second = withdraw_switch(user=supervisor, rule=NEW_NAMES, since=FROM, reason="Commenced later")
        assert second.withdraws == first
        assert current_book().switches == ()
        assert RuleSwitch.objects.count() == 2
        assert Entry.objects.filter(what="rule switch withdrawn", why="Commenced later").count() == 1
        switch(supervisor, since=date(2027, 3, 1))
        assert [one.since for one in current_book().switches] == [date(2027, 3, 1)]


def test_what_was_not_decided_cannot_be_withdrawn() -> None:
    with acting_as(make_user(Role.SUPERVISOR)) as supervisor:
        with pytest.raises(NotFound):
            withdraw_switch(user=supervisor, rule=NEW_NAMES, since=FROM, reason="A slip")
        switch(supervisor)
        withdraw_switch(user=supervisor, rule=NEW_NAMES, since=FROM, reason="A slip")
        with pytest.raises(NotFound):
            withdraw_switch(user=supervisor, rule=NEW_NAMES, since=FROM, reason="Again")


def test_an_officer_withdraws_nothing() -> None:
    with acting_as(make_user(Role.SUPERVISOR)) as supervisor:
        switch(supervisor)
    with acting_as(make_user(agency=supervisor.agency)) as officer, pytest.raises(NotAllowed):
        withdraw_switch(user=officer, rule=NEW_NAMES, since=FROM, reason="I disagree")


def test_the_database_changes_no_decision_and_takes_none_in_anothers_name() -> None:
    with acting_as(make_user(Role.SUPERVISOR)) as supervisor:
        switch(supervisor)
        for statement in (
            "UPDATE record_ruleswitch SET since = '2020-01-01'",
            "DELETE FROM record_ruleswitch",
        ):
            with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
                _execute(statement)
    with acting_as(make_user(Role.SUPERVISOR)), pytest.raises(DatabaseError, match="row-level security"):
        RuleSwitch.objects.create(
            rule=NEW_NAMES, jurisdiction=ENGLAND_AND_WALES, since=FROM, reason="Forged", decided_by=supervisor
        )


def _execute(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
