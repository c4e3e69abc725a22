"""The bulk path makes the rows that the services make when people type in the same life."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Model

from cairn.access.models import Partnership
from cairn.access.partnerships.services import open_partnership
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.demo.agencies import Unit, make_unit
from cairn.demo.lives.life import Life
from cairn.demo.lives.whole import live
from cairn.plan.actions import services as actions
from cairn.plan.actions.models import Action, ActionState, Plan
from cairn.plan.level.models import ManagementLevel
from cairn.plan.level.services import set_level
from cairn.record.addresses.services import record_address, record_household_stay, record_stay
from cairn.record.allocation.services import allocate
from cairn.record.convictions.disposals import NewDisposal
from cairn.record.convictions.services import record_conviction
from cairn.record.custody.services import record_time_away
from cairn.record.identity.services import NewIdentifier, add_name, add_person
from cairn.record.models import (
    Address,
    Allocation,
    Conviction,
    CourtOrder,
    Disposal,
    HouseholdStay,
    Identifier,
    Name,
    Nominal,
    Notification,
    NotifiedMatter,
    Stay,
    TimeAway,
    Trip,
)
from cairn.record.notifications.services import NewMatter, record_notification
from cairn.record.orders.services import end_order, record_order
from cairn.record.travel.services import record_trip
from cairn.supervision.risk.models import RiskAssessment
from cairn.supervision.risk.services import set_risk_level
from cairn.supervision.visits.models import Visit
from cairn.supervision.visits.services import record_visit
from tests.factories.access import as_operator

pytestmark = pytest.mark.django_db
AS_AT = date(2025, 3, 18)
COMPARED: tuple[type[Model], ...] = (
    Nominal, Name, Identifier, CourtOrder, Conviction, Disposal, TimeAway, Address, Stay, HouseholdStay, Trip, Notification,
    NotifiedMatter, Allocation, RiskAssessment, Visit, ManagementLevel, Plan, Action, Partnership,
)  # fmt: skip
# When it was typed, which row it hangs on, and what only a page brings about.
_OWN = {
    "id", "nominal_id", "added_at", "recorded_at", "conviction_id", "notification_id", "trip_id", "plan_id",
    "consecutive_to_id", "order_id", "acknowledged_at", "opened_by_id", "used_until", "told",
}  # fmt: skip


# A page names the team of whoever opens the record; here that is the records officer, who has none.
_OPENED = frozenset({"team_id"})


def _plain(rows: Sequence[Model]) -> list[str]:
    return sorted(
        str(
            [
                (f.attname, _text(getattr(row, f.attname)))
                for f in row._meta.concrete_fields
                if f.attname not in _OWN | (_OPENED if isinstance(row, Partnership) else frozenset())
            ]
        )
        for row in rows
    )


def _text(value: Any) -> str:
    return value.astimezone().isoformat() if hasattr(value, "astimezone") else str(value)


def _rows(life: Life, model: type[Any], order: str) -> list[Any]:
    return sorted(life.rows[model], key=lambda row: getattr(row, order))


class Typist:
    """Types one life in, act by act."""

    def __init__(self, life: Life, unit: Unit) -> None:
        self.life, self.unit = life, unit
        self.ids: dict[UUID, UUID] = {}
        self.users = {user.pk: user for user in unit.users}
        self.nominal_id = self._person()

    def _person(self) -> UUID:
        nominal = self.life.rows[Nominal][0]
        name = next(row for row in self.life.rows[Name] if row.kind == "legal" and not row.used_from)
        keeper = self.unit.staff["records"]
        given = [NewIdentifier(row.kind, row.raw, row.source) for row in self.life.rows[Identifier]]
        with acting_as(keeper):
            made = add_person(
                keeper, forenames=name.forenames, surname=name.surname, date_of_birth=nominal.date_of_birth,
                sex=nominal.sex, identifiers=given, purpose="Notification requirements", today=self.life.relevant,
            )  # fmt: skip
            Name.objects.filter(nominal_id=made.pk).update(source=name.source)
            for other in self.life.rows[Name]:
                if other is not name:
                    add_name(
                        keeper, nominal_id=made.pk, kind=other.kind, forenames=other.forenames,
                        surname=other.surname, source=other.source, used_from=other.used_from, shown=other.shown,
                    )  # fmt: skip
        return made.pk

    def record(self) -> None:
        keeper, nominal = self.unit.staff["records"], self.nominal_id
        with acting_as(keeper):
            for row in self.life.rows[CourtOrder]:
                facts = _facts(row, "kind made_on until further_order court terms")
                self.ids[row.id] = record_order(keeper, nominal_id=nominal, today=AS_AT, **facts).pk
                if row.ended_on:
                    end_order(
                        keeper, order_id=self.ids[row.id], today=AS_AT, **_facts(row, "ended_on ended_how")
                    )
            for row in self.life.rows[Conviction]:
                made = record_conviction(
                    keeper, nominal_id=nominal, disposals=self._disposals(row), today=AS_AT,
                    order_id=self.ids.get(row.order_id),
                    **_facts(row, "outcome on offence offence_date victim_age shown_age intended_victim_age court"),
                )  # fmt: skip
                self.ids[row.id] = made.pk
            for row in _rows(self.life, TimeAway, "began"):
                record_time_away(
                    keeper, nominal_id=nominal, today=AS_AT, **_facts(row, "kind began ended place")
                )
            for row in _rows(self.life, Address, "starts"):
                facts = _facts(row, "kind lines postcode uprn starts child")
                record_address(keeper, nominal_id=nominal, today=AS_AT, **facts)
            for row in self.life.rows[Stay]:
                record_stay(
                    keeper, nominal_id=nominal, today=AS_AT, **_facts(row, "premises first_day last_day")
                )
            for row in self.life.rows[HouseholdStay]:
                record_household_stay(
                    keeper, nominal_id=nominal, today=AS_AT, **_facts(row, "premises arrived left")
                )
            for row in self.life.rows[Trip]:
                facts = _facts(row, "known_on departs_on returns_on first_country arrival_point return_point")
                self.ids[row.id] = record_trip(keeper, nominal_id=nominal, today=AS_AT, **facts).pk
            for row in _rows(self.life, Allocation, "starts"):
                allocate(keeper, nominal_id=nominal, officer=self.users[row.officer_id], starts=row.starts)

    def _disposals(self, conviction: Conviction) -> list[NewDisposal]:
        facts = "kind life years months weeks days extension_months restriction passed_on"
        return [
            NewDisposal(**_facts(row, facts), consecutive_to=self.ids.get(row.consecutive_to_id))
            for row in self.life.rows[Disposal]
            if row.conviction_id == conviction.id
        ]

    def notify(self) -> None:
        for row in _rows(self.life, Notification, "given_at"):
            taker = self.users[row.received_by_id]
            matters = [
                NewMatter(
                    **_facts(matter, "of about return_on return_point"), trip_id=self.ids.get(matter.trip_id)
                )
                for matter in self.life.rows[NotifiedMatter]
                if matter.notification_id == row.id
            ]
            with acting_as(taker):
                record_notification(
                    taker, nominal_id=self.nominal_id, matters=matters, told={}, today=AS_AT,
                    **_facts(row, "given_at station fingerprints_taken photograph_taken"),
                )  # fmt: skip

    def manage(self) -> None:
        officer, coordinator = self.life.officer, self.unit.staff["coordinator"]
        with acting_as(officer):
            for row in _rows(self.life, RiskAssessment, "set_on"):
                facts = _facts(row, "level set_on reason")
                set_risk_level(officer, nominal_id=self.nominal_id, today=AS_AT, **facts)
            for row in _rows(self.life, Visit, "visited_on"):
                facts = _facts(row, "visited_on outcome announced observations")
                record_visit(officer, nominal_id=self.nominal_id, today=AS_AT, **facts)
        with acting_as(coordinator):
            for row in self.life.rows[ManagementLevel]:
                set_level(
                    coordinator, nominal_id=self.nominal_id, lead_agency=self.unit.police, today=AS_AT,
                    **_facts(row, "level set_on reason"),
                )  # fmt: skip

    def plan(self) -> None:
        officer = self.life.officer
        agencies = {agency.pk: agency for agency in self.unit.agencies}
        for row in self.life.rows[Plan]:
            chief = self.users[row.agreed_by_id]
            with acting_as(chief):
                plan = actions.agree_plan(
                    chief, nominal_id=self.nominal_id, today=AS_AT, **_facts(row, "agreed_on summary")
                )
            with acting_as(officer):
                for partner in self.life.rows[Partnership]:
                    if partner.relation == "partner":
                        open_partnership(
                            officer, nominal_id=self.nominal_id, agency=agencies[partner.agency_id],
                            **_facts(partner, "relation purpose purpose_kind starts"),
                        )  # fmt: skip
            for action in self.life.rows[Action]:
                with acting_as(officer):
                    made = actions.add_action(
                        officer, plan_id=plan.pk, agency=agencies[action.agency_id], today=AS_AT,
                        **_facts(action, "pillar what due_on agreed_on"),
                    )  # fmt: skip
                self._act(made.pk, action)

    def _act(self, made: UUID, action: Action) -> None:
        if action.state == ActionState.WITHDRAWN:
            with acting_as(self.life.officer):
                actions.withdraw_action(self.life.officer, action_id=made, reason=action.outcome, today=AS_AT)
        if action.accepted_by_id:
            by = self.users[action.accepted_by_id]
            with acting_as(by):
                actions.accept_action(by, action_id=made, on=action.accepted_on)
                if action.completed_on:
                    actions.complete_action(
                        by, action_id=made, outcome=action.outcome, on=action.completed_on
                    )


def _facts(row: Model, names: str) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names.split()}


# A plan at level 2; consecutive terms; a journey ahead; sentenced after conviction; in hospital; a caution;
# no fixed abode; young; an order for exposure; a violent offence; breach of a sexual risk order.
@pytest.mark.parametrize("index", [2, 19, 20, 8, 12, 14, 4, 9, 6, 23, 29])
def test_a_life_loaded_in_bulk_has_the_rows_that_typing_it_in_gives(index: int) -> None:
    unit = make_unit(seed=5, nominals=30, as_at=AS_AT)
    with as_operator():
        for row in [*unit.agencies, *unit.every_team, *unit.users]:
            row.save(force_insert=True)
    life = live(seed=5, index=index, as_at=AS_AT, unit=unit)
    typist = Typist(life, unit)
    typist.record()
    typist.notify()
    typist.manage()
    typist.plan()
    owner: User = unit.staff["supervisor"]
    with acting_as(owner):
        for model in COMPARED:
            key = "pk" if model is Nominal else "nominal_id"
            typed = list(model._default_manager.filter(**{key: typist.nominal_id}))
            assert _plain(typed) == _plain(life.rows[model]), model.__name__
    assert sum(len(life.rows[model]) for model in COMPARED) > 8
