"""A record changes hands: the pack says all that is owed, and nothing is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from cairn.access.models import Partnership, Relation
from cairn.access.restricted.models import RestrictedFact
from cairn.access.restricted.services import name_reader, restrict_fact, restrict_record
from cairn.access.transfers.models import Transfer
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.clock.explaining.queries import duties_of
from cairn.clock.models import Duty
from cairn.dates import today
from cairn.plan.actions.queries import actions_of
from cairn.plan.actions.services import add_action, agree_plan
from cairn.plan.level.services import decide_level
from cairn.record.addresses.queries import addresses_of
from cairn.record.addresses.services import record_address
from cairn.record.allocation.queries import current_allocation
from cairn.record.allocation.services import take_over
from cairn.record.models import Draft
from cairn.record.notifications.services import NewMatter, record_notification
from cairn.record.orders.services import record_order
from cairn.supervision.risk.services import set_risk_level
from tests.factories.access import make_user
from tests.web.conftest import Case, say_why
from tests.web.need_to_know.conftest import MOVED, Deciders

SignIn = Callable[[User], Client]
Owed = set[tuple[str, str, str, object, object, str]]


@pytest.fixture
def full(case: Case, people: Deciders) -> Case:
    """The case with a risk level, a MAPPA level, a plan in which two agencies owe actions, an order and a draft."""
    officer, who, day = case.officer, case.nominal.pk, today()
    with acting_as(officer):
        record_address(
            officer, nominal_id=who, kind="home", lines="4 Old Row", starts=day - timedelta(days=90)
        )
        set_risk_level(
            officer, nominal_id=who, level="high", set_on=day - timedelta(days=30), reason="Contact offences"
        )
        decide_level(
            officer,
            nominal_id=who,
            level=2,
            set_on=day - timedelta(days=20),
            lead_agency=case.police,
            reason="Several agencies must act",
        )
        record_order(
            officer, nominal_id=who, kind="shpo", made_on=day - timedelta(days=400), further_order=True
        )
        plan = agree_plan(officer, nominal_id=who, agreed_on=day - timedelta(days=10), summary="")
        for agency, what in ((case.housing, "Find a supported flat"), (case.police, "Check the router")):
            add_action(
                officer,
                plan_id=plan.pk,
                pillar="monitoring-and-control",
                what=what,
                agency=agency,
                due_on=day + timedelta(days=14),
            )
        Draft.objects.create(author=officer, nominal_id=who, page="notify", typed={"word": "typed"})
    return case


def owed_as_seen_by(user: User, case: Case) -> Owed:
    """What is owed, whoever's: everything but the owner's own ids."""
    with acting_as(user):
        return {
            (row.basis, row.kind, row.what, row.due, row.arose, row.state)
            for row in duties_of(case.nominal.pk)
        }


def test_the_pack_says_what_the_receiving_side_must_know(
    full: Case, people: Deciders, offered: Transfer, as_user: SignIn
) -> None:
    listed = as_user(people.their_supervisor).get("/access/").content.decode()
    assert f"/access/offers/{offered.pk}/" in listed
    page = as_user(people.their_supervisor).get(f"/access/offers/{offered.pk}/").content.decode()
    for words in (
        MOVED,
        "Rowan Testcase",
        "Registrable",
        full.officer.name,
        "High, set",
        "Level 2, set",
        "Find a supported flat",
        full.housing.name,
        "Sexual harm prevention order",
        "Further order",
        "Housing under the plan",
        "1 entry being typed",
        "1 unfinished entry on this record will be lost",
        "Next visit",
    ):
        assert words in page, words
    for what in {row[2] for row in owed_as_seen_by(full.officer, full)}:
        assert what in page, what


def test_after_acceptance_nothing_is_lost(
    full: Case, people: Deciders, offered: Transfer, as_user: SignIn
) -> None:
    before = owed_as_seen_by(full.officer, full)
    with acting_as(full.officer):
        actions = {(row.what, row.agency_id, row.due_on) for row in actions_of(full.nominal.pk)}
    typed = {"officer": str(people.stranger.pk)}
    client = as_user(people.their_supervisor)
    answer = client.post(f"/access/offers/{offered.pk}/accept/", typed, follow=True)
    assert answer.redirect_chain == [(f"/people/{full.nominal.pk}/", 302)]
    assert f"{people.stranger.agency.name} owns this record from today." in answer.content.decode()

    assert owed_as_seen_by(people.stranger, full) == before
    assert len(before) > 2
    with acting_as(people.stranger):
        owners = set(Duty.objects.values_list("owner_id", flat=True))
        after = {(row.what, row.agency_id, row.due_on) for row in actions_of(full.nominal.pk)}
        allocation = current_allocation(full.nominal.pk)
        rows = list(Partnership.objects.filter(nominal_id=full.nominal.pk))
    assert owners == {people.stranger.agency_id}
    assert after == actions
    assert allocation is not None
    assert allocation.officer_id == people.stranger.pk

    day = today()
    former = [row for row in rows if row.agency_id == full.police.pk and row.current_on(day)]
    assert [row.relation for row in former] == [Relation.PARTNER]
    assert former[0].until == day + timedelta(days=28)
    assert [row.agency_id for row in rows if row.relation == Relation.OWNER and row.until is None] == [
        people.stranger.agency_id
    ]


def test_on_every_day_the_record_has_one_owner(full: Case, people: Deciders, offered: Transfer) -> None:
    with acting_as(people.their_supervisor):
        take_over(people.their_supervisor, transfer_id=offered.pk, officer=people.stranger)
        rows = list(Partnership.objects.filter(nominal_id=full.nominal.pk, relation=Relation.OWNER))
    first = min(row.starts for row in rows)
    for number in range((today() - first).days + 30):
        on = first + timedelta(days=number)
        assert sum(row.current_on(on) for row in rows) == 1, on


def test_an_offer_alone_changes_nothing(
    full: Case, people: Deciders, offered: Transfer, as_user: SignIn
) -> None:
    before = owed_as_seen_by(full.officer, full)
    as_user(people.their_supervisor).get(f"/access/offers/{offered.pk}/")
    assert owed_as_seen_by(full.officer, full) == before
    assert as_user(people.stranger).get(f"/people/{full.nominal.pk}/").status_code == 404


def test_who_looks_at_an_offered_record_is_sent_to_no_acknowledgement(
    full: Case, people: Deciders, offered: Transfer, as_user: SignIn
) -> None:
    with acting_as(full.officer):
        record_notification(
            full.officer,
            nominal_id=full.nominal.pk,
            given_at=timezone.now() - timedelta(minutes=5),
            station="Kendal police station",
            matters=[NewMatter(of="initial")],
            told={},
        )
    overview = f"/people/{full.nominal.pk}/"
    offered_to = as_user(people.their_supervisor).get(overview).content.decode()
    assert "taken by" in offered_to
    assert "Acknowledgement (PDF)" not in offered_to
    assert "Acknowledgement (PDF)" in as_user(full.officer).get(overview).content.decode()


def test_a_refusal_says_why_and_the_owner_stays(
    full: Case, people: Deciders, offered: Transfer, as_user: SignIn
) -> None:
    client = as_user(people.their_supervisor)
    typed = {"why": "They only stay here for a month, for work"}
    client.post(f"/access/offers/{offered.pk}/refuse/", typed)
    page = as_user(people.supervisor).get(f"/access/offers/{offered.pk}/").content.decode()
    assert "They only stay here for a month" in page
    assert client.get(f"/people/{full.nominal.pk}/").status_code == 404


def test_who_may_not_answer_is_not_asked_and_strangers_find_no_offer(
    full: Case, people: Deciders, offered: Transfer, as_user: SignIn
) -> None:
    address = f"/access/offers/{offered.pk}/"
    typed = {"officer": str(people.stranger.pk)}
    # Of the receiving agency, but no supervisor: told of the offer, and nothing of the person.
    assert as_user(people.stranger).post(f"{address}accept/", typed).status_code == 404
    page = as_user(people.stranger).get(address).content.decode()
    assert "What is handed over" not in page
    assert "Rowan" not in page
    # The owner reads what would be handed over, and does not answer.
    assert as_user(people.supervisor).post(f"{address}accept/", typed).status_code == 403
    page = as_user(people.supervisor).get(address).content.decode()
    assert "What is handed over" in page
    assert "Accept the record" not in page
    with acting_as(people.supervisor):
        assert Transfer.objects.get().outcome == ""
    for user in (full.partner, make_user(Role.SUPERVISOR)):
        assert as_user(user).get(address).status_code == 404


def test_what_the_former_owner_kept_back_is_not_lost_to_the_new_one(
    full: Case, people: Deciders, offered: Transfer, as_user: SignIn
) -> None:
    with acting_as(full.officer):
        address = addresses_of(full.nominal.pk)[0]
        restrict_fact(
            full.officer,
            nominal_id=full.nominal.pk,
            kept_in="record_address",
            row_id=address.pk,
            category="source",
            why="The landlord told us and must not be known",
            roles=["supervisor"],
        )
    pack = as_user(people.their_supervisor).get(f"/access/offers/{offered.pk}/").content.decode()
    assert "Address: withheld (it would show who told us)" in pack
    assert "landlord" not in pack
    typed = {"officer": str(people.stranger.pk)}
    as_user(people.their_supervisor).post(f"/access/offers/{offered.pk}/accept/", typed)
    with acting_as(people.their_supervisor):
        assert [row.pk for row in addresses_of(full.nominal.pk)] == [address.pk]
        fact = RestrictedFact.objects.get()
    lifted = as_user(people.their_supervisor).post(f"/people/{full.nominal.pk}/access/facts/{fact.pk}/lift/")
    assert lifted.status_code == 302
    with acting_as(people.stranger):
        assert [row.pk for row in addresses_of(full.nominal.pk)] == [address.pk]


def test_a_restricted_record_goes_to_a_supervisor_who_was_named(
    full: Case, people: Deciders, as_user: SignIn
) -> None:
    who, ours = full.nominal.pk, as_user(people.supervisor)
    with acting_as(people.supervisor):
        restrict_record(
            people.supervisor,
            nominal_id=who,
            ground="police-employee",
            why="A serving officer of this force",
            readers=[full.officer],
        )
    say_why(ours, full.nominal)
    ours.post(f"/people/{who}/access/offer/", {"to_agency": str(people.stranger.agency_id), "why": MOVED})
    theirs = as_user(people.their_supervisor)
    assert "Rowan" not in theirs.get("/access/").content.decode()
    named = ours.post(
        f"/people/{who}/access/readers/", {"user": str(people.their_supervisor.pk)}, follow=True
    )
    assert f"{people.their_supervisor.name} can now open this record." in named.content.decode()
    page = theirs.get("/access/").content.decode()
    assert "Rowan Testcase" in page
    with acting_as(people.supervisor):
        offer = Transfer.objects.get()
    typed = {"officer": str(people.their_supervisor.pk)}
    assert theirs.post(f"/access/offers/{offer.pk}/accept/", typed).status_code == 302
    say_why(theirs, full.nominal)
    assert theirs.get(f"/people/{who}/").status_code == 200
    with acting_as(people.their_supervisor):
        name_reader(people.their_supervisor, nominal_id=who, user=people.stranger)
    reader = as_user(people.stranger)
    say_why(reader, full.nominal)
    assert reader.get(f"/people/{who}/").status_code == 200
