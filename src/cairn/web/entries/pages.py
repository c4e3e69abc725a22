"""The pages that add one fact to a person's record: each its form, who may, and the service it calls."""

from __future__ import annotations

from cairn.accounts.roles import CASE_MANAGERS, PLAN_MAKERS, RECORD_KEEPERS
from cairn.plan.level.models import ManagementLevel
from cairn.plan.level.services import set_level
from cairn.record.addresses.models import Address
from cairn.record.addresses.services import record_address
from cairn.record.custody.models import TimeAway
from cairn.record.custody.services import record_time_away
from cairn.record.identity.models import Identifier, IdentifierStatus, Name, Photograph
from cairn.record.identity.services import add_identifier, add_name, add_photograph
from cairn.record.orders.models import CourtOrder
from cairn.record.orders.queries import order_doubts
from cairn.record.orders.services import record_order
from cairn.supervision.risk.models import RiskAssessment
from cairn.supervision.risk.services import set_risk_level
from cairn.supervision.visits.models import Visit
from cairn.supervision.visits.services import record_visit
from cairn.web.actions.page import ActionPage, Done, Opened, Typed, asking
from cairn.web.actions.watching import of_person
from cairn.web.caseload.one_person import ALLOCATE
from cairn.web.entries.death import RECORD_DEATH
from cairn.web.entries.disclosure import DISCLOSURES
from cairn.web.plan.level_one import REVIEW
from cairn.web.subjects.addresses import AddressForm
from cairn.web.subjects.identifiers import IdentifierForm
from cairn.web.subjects.levels import LevelForm
from cairn.web.subjects.names import NameForm
from cairn.web.subjects.orders import OrderForm
from cairn.web.subjects.photographs import PhotographForm
from cairn.web.subjects.risk import RiskForm
from cairn.web.subjects.times_away import TimeAwayForm
from cairn.web.subjects.visits import VisitForm

_NEXT_VISIT = {"visit": "Next visit due"}


def _risk(opened: Opened, typed: Typed) -> Done:
    made = set_risk_level(opened.user, nominal_id=opened.nominal_id, **typed)
    return Done(f"Risk level set: {made.get_level_display().lower()}.", row=made)


def _visit(opened: Opened, typed: Typed) -> Done:
    made = record_visit(opened.user, nominal_id=opened.nominal_id, **typed)
    return Done(f"Visit recorded: {made.get_outcome_display().lower()}.", row=made)


def _level(opened: Opened, typed: Typed) -> Done:
    made = set_level(opened.user, nominal_id=opened.nominal_id, **typed)
    return Done(f"MAPPA level {made.level} recorded.", row=made)


def _time_away(opened: Opened, typed: Typed) -> Done:
    made = record_time_away(opened.user, nominal_id=opened.nominal_id, **typed)
    return Done("Time away recorded. What is due has been worked out again.", row=made)


def _order(opened: Opened, typed: Typed) -> Done:
    made = record_order(opened.user, nominal_id=opened.nominal_id, **typed)
    if doubts := order_doubts(made):
        return Done(f"Order recorded as typed. Check it: {'; '.join(doubts)}.", is_warning=True, row=made)
    return Done("Order recorded. The registration has been worked out again.", row=made)


def _address(opened: Opened, typed: Typed) -> Done:
    made = record_address(opened.user, nominal_id=opened.nominal_id, **typed)
    return Done("Address recorded.", row=made)


def _name(opened: Opened, typed: Typed) -> Done:
    made = add_name(opened.user, nominal_id=opened.nominal_id, **typed)
    return Done("Name recorded.", row=made)


def _identifier(opened: Opened, typed: Typed) -> Done:
    made: Identifier = add_identifier(opened.user, nominal_id=opened.nominal_id, **typed)
    if made.status in (IdentifierStatus.VALID, IdentifierStatus.FORMAT_ONLY):
        return Done(f"{made.get_kind_display()} recorded.", row=made)
    warning = made.get_status_display().lower()
    return Done(
        f"{made.get_kind_display()} recorded as typed. Check it: {warning}.", is_warning=True, row=made
    )


def _photograph(opened: Opened, typed: Typed) -> Done:
    image, day = typed["image"].read(), typed["taken_on"]
    made = add_photograph(opened.user, nominal_id=opened.nominal_id, taken_on=day, image=image)
    return Done("Photograph added.", row=made)


# The path of each page's address, and the page, in the order in which they are offered.
ENTRIES: tuple[tuple[str, ActionPage], ...] = (
    (
        "visit",
        ActionPage(
            name="record_visit",
            title="Record a visit",
            button="Record visit",
            form=asking(VisitForm, day="visited_on"),
            roles=CASE_MANAGERS,
            does=_visit,
            watches=of_person(Visit),
            next_due=_NEXT_VISIT,
        ),
    ),
    (
        "risk",
        ActionPage(
            name="set_risk",
            title="Set the risk level",
            button="Set risk level",
            form=asking(RiskForm, day="set_on"),
            roles=CASE_MANAGERS,
            does=_risk,
            watches=of_person(RiskAssessment),
            replaces=True,
            next_due={"risk-assessment": "Next assessment due"} | _NEXT_VISIT,
            intro=("The level is your judgement. Cairn never works it out.",),
        ),
    ),
    (
        "level",
        ActionPage(
            name="set_level",
            title="Set the MAPPA level",
            button="Set level",
            form=asking(LevelForm, day="set_on"),
            roles=PLAN_MAKERS,
            does=_level,
            watches=of_person(ManagementLevel),
            replaces=True,
        ),
    ),
    ("level-1-review", REVIEW),
    (
        "address",
        ActionPage(
            name="record_address",
            title="Record an address",
            button="Record address",
            form=asking(AddressForm),
            roles=RECORD_KEEPERS,
            does=_address,
            watches=of_person(Address),
            intro=(
                "If the person is telling you of a change they must notify, record a notification instead.",
            ),
        ),
    ),
    ("officer", ALLOCATE),
    ("death", RECORD_DEATH),
    (
        "custody",
        ActionPage(
            name="record_time_away",
            title="Record custody, hospital or time abroad",
            button="Record time away",
            form=asking(TimeAwayForm),
            roles=RECORD_KEEPERS,
            does=_time_away,
            watches=of_person(TimeAway),
        ),
    ),
    (
        "order",
        ActionPage(
            name="record_order",
            title="Record a court order",
            button="Record order",
            form=asking(OrderForm),
            roles=RECORD_KEEPERS,
            does=_order,
            watches=of_person(CourtOrder),
            intro=("Such as an SHPO. An order that the law would not allow is kept, with a warning.",),
        ),
    ),
    (
        "name",
        ActionPage(
            name="add_name",
            title="Add a name",
            button="Add name",
            form=asking(NameForm),
            roles=RECORD_KEEPERS,
            does=_name,
            watches=of_person(Name),
        ),
    ),
    (
        "identifier",
        ActionPage(
            name="add_identifier",
            title="Add an identifier",
            button="Add identifier",
            form=asking(IdentifierForm),
            roles=RECORD_KEEPERS,
            does=_identifier,
            watches=of_person(Identifier),
        ),
    ),
    (
        "photograph/add",
        ActionPage(
            name="add_photograph",
            title="Add a photograph",
            button="Add photograph",
            form=asking(PhotographForm, day="taken_on"),
            roles=RECORD_KEEPERS,
            does=_photograph,
            watches=of_person(Photograph),
        ),
    ),
    *DISCLOSURES,
)
