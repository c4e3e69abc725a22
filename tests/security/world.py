"""One person with a row in every guarded table, owned by one agency: something to leak."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from unittest.mock import patch

from allauth.mfa.models import Authenticator

from cairn.access.models import (
    AccessRequest,
    BreakGlass,
    NamedReader,
    Partnership,
    Relation,
    RestrictedFact,
    RestrictedNominal,
    Transfer,
)
from cairn.access.recomputing import recomputing
from cairn.access.restricted.repeats import note_repeats
from cairn.accounts.database_user import acting_as
from cairn.accounts.messages.services import tell_holder
from cairn.accounts.models import Agency, AgencyKind, Happening, MessageKind, User
from cairn.accounts.roles import Role
from cairn.accounts.sign_in.services import note
from cairn.clock.models import CaseSummary, Duty
from cairn.ledger.services import enter
from cairn.plan.models import Action, ActionMessage, ManagementLevel, Plan
from cairn.record.drafts.models import SentForm
from cairn.record.models import (
    AccessItem,
    Address,
    Allocation,
    Amendment,
    Clarification,
    Conviction,
    CourtOrder,
    Death,
    Disclosure,
    Disposal,
    Draft,
    FinancialDetail,
    HouseholdStay,
    Identifier,
    LegalHold,
    Name,
    Nominal,
    Notification,
    NotifiedMatter,
    Photograph,
    RetentionReview,
    RuleSwitch,
    Stay,
    SubjectRequest,
    TimeAway,
    Trip,
)
from cairn.subjects.registry import subjects
from cairn.supervision.models import RiskAssessment, Visit
from tests.factories.access import make_agency, make_user
from tests.factories.clock import kept_from
from tests.factories.examples import MAKERS
from tests.factories.operations import OVERVIEW_OPENED

DAY = date(2024, 3, 4)
MOMENT = datetime(2024, 3, 4, 10, tzinfo=UTC)


# Every planted word, and the kind of fact that it is: who reads that kind, says the matrix of need-to-know.
CANARIES = {
    "Featherstone": "identity",
    "79/163001B": "identifiers",
    "1979/0163001B": "identifiers",
    "1 CANARY Row": "addresses",
    "2 CANARY Row": "notifications",
    "3 CANARY Row": "notifications",
    "CANARY station": "notifications",
    "CANARY Islands": "notifications",
    "CANARY bank": "financial",
    "CANARY prohibitions": "orders",
    "CANARY court": "convictions",
    "CANARY prison": "custody",
    "CANARY reason": "risk",
    "CANARY visit": "visits",
    # Why a visit was put right is for those who read visits.
    "CANARY mistake": "visits",
    "CANARY level": "plan",
    "CANARY plan": "plan",
    "CANARY recipient": "disclosures",
    "CANARY told": "disclosures",
    "CANARY need": "retention",
    "CANARY inquiry": "retention",
    "CANARY request": "subject-access",
    "CANARY question": "subject-access",
    "CANARY item": "subject-access",
}
# Read by the agency that owes the action, whatever it works for; by all who work with the person; by the owner
# alone; and by whoever typed it.
ACTION, PURPOSE, OWNERS, ASKERS, DRAFT = (
    "CANARY action",
    "CANARY purpose",
    ("CANARY duty", "CANARY restriction"),
    ("CANARY emergency", "CANARY asking"),
    "CANARY draft",
)


@dataclass(frozen=True)
class World:
    """
    The owner's officer and supervisor, a partner's practitioner, the person they work with, and an officer of
    another force who asked for access and once opened the record in an emergency that is over.
    """

    officer: User
    partner: User
    nominal: Nominal
    action: Action
    notification: Notification
    supervisor: User
    asker: User
    subject_request: SubjectRequest


def _partnerships(officer: User, partner: Agency) -> uuid.UUID:
    nominal_id = uuid.uuid4()
    for agency, relation in ((officer.agency, Relation.OWNER), (partner, Relation.PARTNER)):
        Partnership.objects.create(
            nominal_id=nominal_id, agency=agency, relation=relation, purpose="CANARY purpose", starts=DAY
        )
    return nominal_id


def _record(nominal: Nominal, officer: User, pnc: str) -> Notification:
    Name.objects.create(nominal=nominal, kind="legal", forenames="Canary", surname="Featherstone", shown=True)
    # Only heard of: it ends nothing. Nobody is named as its reporter, so that whoever may confirms it.
    Death.objects.create(nominal=nominal, died_on=DAY, source="family", told_by="CANARY cousin")
    Identifier.objects.create(nominal=nominal, kind="pnc", raw="79/163001B", canonical=pnc, status="valid")
    Photograph.objects.create(
        nominal=nominal,
        taken_on=DAY,
        image=b"CANARY",
        media_type="image/png",
        sha256=sha256(b"CANARY").hexdigest(),
    )
    FinancialDetail.objects.create(nominal=nominal, kind="bank-account", institution="CANARY bank")
    CourtOrder.objects.create(
        nominal=nominal, kind="shpo", made_on=DAY, further_order=True, terms="CANARY prohibitions"
    )
    Disclosure.objects.create(
        nominal=nominal,
        told_at=MOMENT,
        told_by=officer,
        recipient="CANARY recipient",
        recipient_kind="public-authority",
        what="CANARY told",
        why="CANARY told",
        power="policing-purpose",
        subject_told=True,
    )
    conviction = Conviction.objects.create(
        nominal=nominal, outcome="conviction", on=DAY, offence="SOA 2003 s.9", court="CANARY court"
    )
    Disposal.objects.create(nominal=nominal, conviction=conviction, kind="imprisonment", months=30)
    TimeAway.objects.create(nominal=nominal, kind="custody", began=DAY, ended=DAY, place="CANARY prison")
    Address.objects.create(nominal=nominal, kind="home", lines="1 CANARY Row", starts=DAY)
    Stay.objects.create(nominal=nominal, premises="2 CANARY Row", first_day=DAY, last_day=DAY)
    HouseholdStay.objects.create(nominal=nominal, premises="3 CANARY Row", arrived=MOMENT)
    trip = Trip.objects.create(nominal=nominal, known_on=DAY, departs_on=DAY, first_country="CANARY Islands")
    Allocation.objects.create(nominal=nominal, officer=officer, team=officer.team, starts=DAY)
    notification = Notification.objects.create(
        nominal=nominal, given_at=MOMENT, given_on=DAY, station="CANARY station", received_by=officer
    )
    NotifiedMatter.objects.create(nominal=nominal, notification=notification, of="travel", trip=trip)
    note_repeats(notification, nominal_id=nominal.pk, repeats=[("record_trip", trip.pk)])
    Draft.objects.create(author=officer, nominal_id=nominal.pk, page="notify", typed={"word": "CANARY draft"})
    return notification


def _plan(nominal: Nominal, officer: User, partner: Agency) -> Action:
    RiskAssessment.objects.create(
        nominal=nominal, level="high", set_on=DAY, set_by=officer, reason="CANARY reason"
    )
    visit = Visit.objects.create(
        nominal=nominal, visited_on=DAY, visited_by=officer, outcome="seen", observations="CANARY visit"
    )
    Amendment.objects.create(
        nominal=nominal,
        kind="correction",
        kept_in="supervision_visit",
        row_id=visit.pk,
        fields=["observations"],
        ground="typing",
        why="CANARY mistake",
        by=officer,
    )
    ManagementLevel.objects.create(
        nominal=nominal,
        level=2,
        set_on=DAY,
        set_by=officer,
        lead_agency=officer.agency,
        reason="CANARY level",
    )
    plan = Plan.objects.create(nominal=nominal, agreed_on=DAY, agreed_by=officer, summary="CANARY plan")
    action = Action.objects.create(
        nominal=nominal,
        plan=plan,
        pillar="supervision",
        what="CANARY action",
        agency=partner,
        agreed_on=DAY,
        due_on=DAY,
    )
    # Read by whoever reads the action: what its agency asks about it.
    ActionMessage.objects.create(
        nominal=nominal,
        action=action,
        agency=partner,
        kind="question",
        text="What does CANARY action mean?",
        said_by=officer,
        said_on=DAY,
    )
    return action


def _keeping(nominal: Nominal, agency: Agency) -> SubjectRequest:
    """A review that kept the record, a hold, and a request to see it: by those who decide such things."""
    with acting_as(make_user(Role.RECORDS, agency=agency)) as records:
        RetentionReview.objects.create(
            nominal=nominal,
            rule="group-1 from 1900-01-01",
            reviewed_on=DAY,
            reviewed_by=records,
            decision="retain",
            reason="CANARY need",
            next_due_on=date(2100, 1, 1),
        )
        LegalHold.objects.create(nominal=nominal, reason="CANARY inquiry", set_on=DAY, set_by=records)
        request = SubjectRequest.objects.create(
            nominal=nominal, received_on=DAY, channel="letter", asks="CANARY request", recorded_by=records
        )
        Clarification.objects.create(
            nominal=nominal, request=request, asked_on=DAY, asked="CANARY question", answered_on=DAY
        )
        AccessItem.objects.create(
            nominal=nominal, request=request, place=1, kind="record_name", title="CANARY item", content=[]
        )
    return request


def _switch(officer: User) -> None:
    """A decision about the law, not about anybody; far enough ahead to change no answer here."""
    with acting_as(make_user(Role.SUPERVISOR, agency=officer.agency)) as supervisor:
        RuleSwitch.objects.create(
            rule="notice-of-a-new-name",
            jurisdiction="england-and-wales",
            since=date(2100, 1, 1),
            reason="In force by then",
            decided_by=supervisor,
        )


def _layers(nominal: Nominal, officer: User, supervisor: User, asker: User) -> None:
    """Restrictions lifted, an offer withdrawn, an emergency over: rows to leak that open and close nothing."""
    why = "CANARY restriction"
    with acting_as(supervisor):
        NamedReader.objects.create(
            nominal_id=nominal.pk, user=supervisor, named_by=supervisor, ended_at=MOMENT
        )
        RestrictedNominal.objects.create(
            nominal_id=nominal.pk, ground="other", why=why, set_by=supervisor, lifted_at=MOMENT
        )
        RestrictedFact.objects.create(
            nominal_id=nominal.pk,
            kept_in="record_address",
            row_id=Address.objects.values_list("pk", flat=True).get(nominal=nominal),
            category="source",
            why=why,
            roles=["supervisor"],
            agencies=[supervisor.agency_id],
            set_by=supervisor,
            lifted_at=MOMENT,
        )
        offer = Transfer.objects.create(
            nominal_id=nominal.pk,
            from_agency=supervisor.agency,
            to_agency=asker.agency,
            why=why,
            offered_by=supervisor,
            lapses_on=DAY,
            overlap_days=28,
        )
        offer.outcome, offer.decided_by = "withdrawn", supervisor
        offer.save(update_fields=["outcome", "decided_by"])
    with acting_as(asker):
        BreakGlass.objects.create(
            nominal_id=nominal.pk,
            user=asker,
            agency=asker.agency,
            why="CANARY emergency",
            opened_at=MOMENT,
            until=MOMENT + timedelta(hours=4),
            review_by=MOMENT + timedelta(hours=24),
        )
        AccessRequest.objects.create(
            nominal_id=nominal.pk,
            agency=asker.agency,
            owner=officer.agency,
            asked_by=asker,
            purpose_kind="custody",
            why="CANARY asking",
            days=30,
        )


def _the_rest(nominal: Nominal, supervisor: User) -> None:
    """
    A row of every subject that has none by now, as its example makes it: one that was added since.

    Nothing is worked out from it: the duties are planted.
    """
    with acting_as(supervisor), patch("cairn.record.writing.announce"):
        for subject in subjects():
            rows = subject.model._default_manager.filter(**{subject.nominal: nominal.pk})
            if not rows.exists():
                MAKERS[subject.key](supervisor, nominal.pk)


def make_world(pnc: str = "1979/0163001B") -> World:
    """
    Through the models, not the services: every table must have its row, whatever the services do.

    A second world in the same database needs another PNC ID.
    """
    officer = make_user()
    partner = make_user(Role.PARTNER, agency=make_agency(AgencyKind.HOUSING))
    with acting_as(officer):
        nominal = Nominal.objects.create(
            id=_partnerships(officer, partner.agency), date_of_birth=date(1980, 5, 1)
        )
        notification = _record(nominal, officer, pnc)
        action = _plan(nominal, officer, partner.agency)
        with recomputing(nominal.pk):
            common = {"nominal_id": nominal.pk, "agency_id": officer.agency_id}
            CaseSummary.objects.create(**common, registrable=True)
            Duty.objects.create(
                **common,
                owner_id=officer.agency_id,
                basis="statute",
                kind="periodic",
                state="open",
                arose=DAY,
                what="CANARY duty",
                why="CANARY duty",
                owed_by="offender",
            )
        enter(officer, OVERVIEW_OPENED, nominal_id=nominal.pk)
        note(Happening.SIGNED_IN, officer)
        tell_holder(officer.pk, MessageKind.PASSWORD)
        Authenticator.objects.create(user=officer, type="totp", data={"secret": "the officer's own"})
    _switch(officer)
    supervisor = make_user(Role.SUPERVISOR, agency=officer.agency)
    asker = make_user()
    _layers(nominal, officer, supervisor, asker)
    kept_from(nominal.pk, DAY)
    with acting_as(officer):
        SentForm.objects.create(token=uuid.uuid4(), user=officer)
    subject_request = _keeping(nominal, officer.agency)
    _the_rest(nominal, supervisor)
    return World(officer, partner, nominal, action, notification, supervisor, asker, subject_request)
