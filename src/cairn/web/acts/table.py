"""Every act on a person that one form records: its page, who may, and the service it calls."""

from __future__ import annotations

from uuid import UUID

from cairn.accounts.models import User
from cairn.accounts.roles import CASE_MANAGERS, PLAN_MAKERS, RECORD_KEEPERS
from cairn.plan.level.services import set_level
from cairn.record.addresses.services import record_address
from cairn.record.custody.services import record_release, record_time_away
from cairn.record.identity.models import Identifier, IdentifierStatus
from cairn.record.identity.services import add_identifier, add_name, add_photograph
from cairn.record.orders.queries import order_doubts
from cairn.record.orders.services import end_order, record_order
from cairn.supervision.risk.services import set_risk_level
from cairn.supervision.visits.services import record_visit
from cairn.web.acts.disclosure import DISCLOSURES
from cairn.web.acts.page import ActPage, Said, Typed
from cairn.web.subjects.addresses import AddressForm
from cairn.web.subjects.identifiers import IdentifierForm
from cairn.web.subjects.levels import LevelForm
from cairn.web.subjects.names import NameForm
from cairn.web.subjects.orders import OrderEndForm, OrderForm
from cairn.web.subjects.photographs import PhotographForm
from cairn.web.subjects.risk import RiskForm
from cairn.web.subjects.times_away import ReleaseForm, TimeAwayForm
from cairn.web.subjects.visits import VisitForm


def _risk(user: User, nominal_id: UUID, typed: Typed) -> Said:
    made = set_risk_level(user, nominal_id=nominal_id, **typed)
    return Said(f"Risk level set: {made.get_level_display().lower()}.")


def _visit(user: User, nominal_id: UUID, typed: Typed) -> Said:
    made = record_visit(user, nominal_id=nominal_id, **typed)
    return Said(f"Visit recorded: {made.get_outcome_display().lower()}.")


def _level(user: User, nominal_id: UUID, typed: Typed) -> Said:
    made = set_level(user, nominal_id=nominal_id, **typed)
    return Said(f"MAPPA level {made.level} recorded.")


def _time_away(user: User, nominal_id: UUID, typed: Typed) -> Said:
    record_time_away(user, nominal_id=nominal_id, **typed)
    return Said("Time away recorded. The duties it stops or starts have been worked out again.")


def _release(user: User, time_away_id: UUID, typed: Typed) -> Said:
    record_release(user, time_away_id=time_away_id, **typed)
    return Said("Recorded. The duties that it starts have been worked out again.")


def _order(user: User, nominal_id: UUID, typed: Typed) -> Said:
    doubts = order_doubts(record_order(user, nominal_id=nominal_id, **typed))
    if doubts:
        return Said(f"Order recorded as typed. Check it: {'; '.join(doubts)}.", warning=True)
    return Said("Order recorded. The registration has been worked out again.")


def _end_order(user: User, order_id: UUID, typed: Typed) -> Said:
    end_order(user, order_id=order_id, **typed)
    return Said("Recorded. The registration has been worked out again.")


def _address(user: User, nominal_id: UUID, typed: Typed) -> Said:
    record_address(user, nominal_id=nominal_id, **typed)
    return Said("Address recorded.")


def _name(user: User, nominal_id: UUID, typed: Typed) -> Said:
    add_name(user, nominal_id=nominal_id, **typed)
    return Said("Name recorded.")


def _identifier(user: User, nominal_id: UUID, typed: Typed) -> Said:
    made: Identifier = add_identifier(user, nominal_id=nominal_id, **typed)
    if made.status in (IdentifierStatus.VALID, IdentifierStatus.FORMAT_ONLY):
        return Said(f"{made.get_kind_display()} recorded.")
    warning = made.get_status_display().lower()
    return Said(f"{made.get_kind_display()} recorded as typed. Check it: {warning}.", warning=True)


def _photograph(user: User, nominal_id: UUID, typed: Typed) -> Said:
    image = typed["image"].read()
    add_photograph(user, nominal_id=nominal_id, taken_on=typed["taken_on"], image=image)
    return Said("Photograph added.")


ACTS: tuple[ActPage, ...] = (
    ActPage(
        "record_visit",
        "visit",
        "Record a visit",
        "Record visit",
        VisitForm,
        CASE_MANAGERS,
        _visit,
        day="visited_on",
    ),
    ActPage(
        "set_risk",
        "risk",
        "Set the risk level",
        "Set risk level",
        RiskForm,
        CASE_MANAGERS,
        _risk,
        day="set_on",
        intro="The level is your judgement. Cairn never works it out.",
    ),
    ActPage(
        "set_level",
        "level",
        "Set the MAPPA level",
        "Set level",
        LevelForm,
        PLAN_MAKERS,
        _level,
        day="set_on",
    ),
    ActPage(
        "record_address",
        "address",
        "Record an address",
        "Record address",
        AddressForm,
        RECORD_KEEPERS,
        _address,
        intro="If the person is telling you of a change they must notify, record a notification instead.",
    ),
    ActPage(
        "record_time_away",
        "custody",
        "Record custody, hospital or time abroad",
        "Record time away",
        TimeAwayForm,
        RECORD_KEEPERS,
        _time_away,
    ),
    ActPage(
        "record_order",
        "order",
        "Record an order",
        "Record order",
        OrderForm,
        RECORD_KEEPERS,
        _order,
        intro="An order of a court, such as an SHPO. One that the law would not allow is kept, with a warning.",
    ),
    ActPage(
        "add_name",
        "name",
        "Add a name",
        "Add name",
        NameForm,
        RECORD_KEEPERS,
        _name,
    ),
    ActPage(
        "add_identifier",
        "identifier",
        "Add an identifier",
        "Add identifier",
        IdentifierForm,
        RECORD_KEEPERS,
        _identifier,
    ),
    ActPage(
        "add_photograph",
        "photograph/add",
        "Add a photograph",
        "Add photograph",
        PhotographForm,
        RECORD_KEEPERS,
        _photograph,
        day="taken_on",
    ),
    *DISCLOSURES,
)

RELEASE = ActPage(
    "record_release",
    "",
    "Record release, discharge or return",
    "Record",
    ReleaseForm,
    RECORD_KEEPERS,
    _release,
)

END_ORDER = ActPage(
    "end_order",
    "",
    "Record that an order ended",
    "Record",
    OrderEndForm,
    RECORD_KEEPERS,
    _end_order,
    intro="Discharged by a court, or ended by another order. An order that runs out on its last day ends by itself.",
)
