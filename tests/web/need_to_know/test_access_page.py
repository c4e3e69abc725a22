"""Who has access: why one sees the record, what is shared, restricted and offered, and the deeds on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from cairn.access.break_glass.models import BreakGlass
from cairn.access.models import Partnership
from cairn.access.requests.models import AccessRequest
from cairn.access.restricted.models import RestrictedFact
from cairn.access.transfers.models import Transfer
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import in_words, today
from cairn.record.addresses.models import Address
from cairn.record.addresses.queries import addresses_of
from cairn.record.addresses.services import record_address
from cairn.supervision.visits.services import record_visit
from tests.factories.access import make_agency, make_user
from tests.web.conftest import Case, say_why
from tests.web.entries.test_entries import boxes
from tests.web.need_to_know.conftest import EMERGENCY, MOVED, Deciders

SignIn = Callable[[User], Client]
WHY = "The landlord told us and must not be known"


def at(case: Case, page: str = "") -> str:
    return f"/people/{case.nominal.pk}/access/{page}"


@pytest.fixture
def home(case: Case) -> Address:
    with acting_as(case.officer):
        record_address(
            case.officer, nominal_id=case.nominal.pk, kind="home", lines="4 Old Row", starts=today()
        )
        return addresses_of(case.nominal.pk)[0]


def test_the_owner_is_told_why_and_what(case: Case, as_user: SignIn) -> None:
    page = as_user(case.officer).get(at(case)).content.decode()
    assert f"{case.police.name} owns this record, and you act in it as offender manager." in page
    assert "Bank accounts and cards" in page
    assert "Requests of the person to see the record" in page.split("You do not read:")[1]


def test_a_partner_is_told_for_what_and_which_facts_it_does_not_read(case: Case, as_user: SignIn) -> None:
    page = as_user(case.partner).get(at(case)).content.decode()
    assert f"{case.housing.name} works with this person as a partner" in page
    assert "Housing under the plan" in page
    reads, not_read = page.split("You read:")[1].split("You do not read:")
    assert "Risk assessments" in reads
    assert "Convictions, cautions and sentences" in not_read
    assert "Bank accounts and cards" in not_read
    for deed in ("Share with another agency", "Restrict", "Offer this record", "End<"):
        assert deed not in page


def test_an_auditor_opens_no_record(case: Case, as_user: SignIn) -> None:
    page = as_user(make_user(Role.AUDITOR, agency=case.police)).get(at(case))
    assert page.status_code == 403
    assert "does not open people&#39;s records" in page.content.decode()


def test_whoever_opened_it_in_an_emergency_reads_until_when(
    case: Case, opening: BreakGlass, as_user: SignIn
) -> None:
    page = as_user(case.stranger).get(at(case)).content.decode()
    assert "You opened this record in an emergency." in page
    assert f"/people/{case.nominal.pk}/ask/" in page
    assert "Share with another agency" not in page


def test_the_supervisor_sees_openings_requests_and_offers_and_the_officer_no_openings(
    case: Case,
    people: Deciders,
    opening: BreakGlass,
    asked: AccessRequest,
    offered: Transfer,
    as_user: SignIn,
) -> None:
    page = as_user(people.supervisor).get(at(case)).content.decode()
    for address in (
        f"/access/emergencies/{opening.pk}/",
        f"/access/requests/{asked.pk}/",
        f"/access/offers/{offered.pk}/",
    ):
        assert address in page
    assert EMERGENCY in page
    assert EMERGENCY not in as_user(case.officer).get(at(case)).content.decode()


def test_another_agency_is_brought_in_and_its_access_ended(case: Case, as_user: SignIn) -> None:
    health = make_agency()
    make_user(Role.PARTNER, agency=health)
    client = as_user(case.coordinator)
    asked = client.get(at(case, "share/")).content.decode()
    assert health.name in asked
    assert "Every partner reads who the person is, who manages them;" in asked
    assert "No more than every partner." in asked.split("Work and benefits")[1]
    typed = {
        "agency": str(health.pk),
        "purpose_kind": "treatment",
        "purpose": "Treatment at the clinic",
        **boxes("until", today() + timedelta(days=30)),
    }
    page = client.post(at(case, "share/"), typed, follow=True).content.decode()
    assert "Treatment at the clinic" in page
    assert health.name in page
    with acting_as(case.coordinator):
        row = Partnership.objects.get(agency=health)
    ended = client.post(at(case, f"partners/{row.pk}/end/"), boxes("until", today()), follow=True)
    assert f"{health.name} sees this record until {in_words(today())}, and not after." in (
        ended.content.decode()
    )


def test_the_owner_cannot_leave_its_record(case: Case, as_user: SignIn) -> None:
    with acting_as(case.officer):
        row = Partnership.objects.get(agency=case.police)
    page = as_user(case.officer).post(at(case, f"partners/{row.pk}/end/"), boxes("until", today()))
    assert "a record always has an owner" in page.content.decode()


def test_a_record_is_restricted_to_those_named_and_opened_again(
    case: Case, people: Deciders, as_user: SignIn
) -> None:
    client = as_user(people.supervisor)
    asked = client.get(at(case, "restrict/")).content.decode()
    # Whoever manages the person is named unless somebody takes them off.
    mine = asked.split(f'value="{case.officer.pk}"')[1].split(">")[0]
    assert "checked" in mine
    typed = {"ground": "police-employee", "why": "A serving officer here", "readers": [str(case.officer.pk)]}
    assert client.post(at(case, "restrict/"), typed).status_code == 302
    say_why(client, case.nominal)
    page = client.get(at(case)).content.decode()
    assert "A serving officer here" in page
    assert page.count("Restricted record") == 1
    assert "the reason holds for 30 minutes" in page
    assert case.officer.name in page
    assert as_user(case.coordinator).get(at(case)).status_code == 404
    assert as_user(case.partner).get(at(case)).status_code == 404

    client.post(at(case, "readers/"), {"user": str(case.coordinator.pk)})
    named = as_user(case.coordinator)
    assert named.get(at(case)).status_code == 302
    say_why(named, case.nominal)
    assert named.get(at(case)).status_code == 200
    client.post(at(case, f"readers/{case.coordinator.pk}/remove/"))
    assert as_user(case.coordinator).get(at(case)).status_code == 404
    last = client.post(at(case, f"readers/{people.supervisor.pk}/remove/")).content.decode()
    assert "A supervisor of your agency must stay named." in last

    client.post(at(case, "lift/"), {"why": "They left the force in the summer"})
    assert as_user(case.coordinator).get(at(case)).status_code == 200


def test_only_a_supervisor_restricts_a_record(case: Case, as_user: SignIn) -> None:
    typed = {"ground": "other", "why": "Because I would like to", "readers": []}
    answer = as_user(case.officer).post(at(case, "restrict/"), typed)
    assert answer.status_code == 403
    assert "Only the agency that owns the record does this, in these roles: supervisor." in (
        answer.content.decode()
    )


def test_a_fact_is_kept_from_a_partner_who_is_told_that_it_is(
    case: Case, home: Address, as_user: SignIn
) -> None:
    client = as_user(case.officer)
    address = at(case, f"facts/record_address/{home.pk}/")
    assert address in client.get(at(case, "facts/")).content.decode()
    assert "4 Old Row" in client.get(address).content.decode()
    typed = {"category": "source", "why": WHY, "roles": ["offender-manager"], "shown": "yes"}
    page = client.post(address, typed, follow=True).content.decode()
    assert WHY in page
    told = as_user(case.partner).get(at(case)).content.decode()
    assert "Address: withheld from you. It would show who told us." in told
    assert case.police.name in told.split("withheld from you")[1]
    assert "landlord" not in told
    assert "4 Old Row" not in as_user(case.partner).get(f"/people/{case.nominal.pk}/").content.decode()

    with acting_as(case.officer):
        fact = RestrictedFact.objects.get()
    client.post(at(case, f"facts/{fact.pk}/lift/"))
    assert "4 Old Row" in as_user(case.partner).get(f"/people/{case.nominal.pk}/").content.decode()


def test_what_says_the_same_is_offered_and_kept_back_in_the_same_act(
    case: Case, home: Address, as_user: SignIn
) -> None:
    with acting_as(case.officer):
        seen = record_visit(
            case.officer,
            nominal_id=case.nominal.pk,
            visited_on=today(),
            outcome="seen",
            observations="He moved his things to 4  old ROW.",
        )
        record_visit(case.officer, nominal_id=case.nominal.pk, visited_on=today(), outcome="no-reply")
    client, address = as_user(case.officer), at(case, f"facts/record_address/{home.pk}/")
    page = client.get(address).content.decode()
    assert page.count('name="also"') == 1
    typed = {"category": "source", "why": WHY, "roles": ["offender-manager"], "shown": "yes"}
    client.post(address, {**typed, "also": [str(seen.pk)]})
    with acting_as(case.officer):
        assert set(RestrictedFact.objects.values_list("kept_in", "row_id")) == {
            ("record_address", home.pk),
            ("supervision_visit", seen.pk),
        }


def test_a_fact_may_be_kept_back_without_a_word(case: Case, home: Address, as_user: SignIn) -> None:
    typed = {"category": "source", "why": WHY, "roles": ["offender-manager"], "shown": "no"}
    as_user(case.officer).post(at(case, f"facts/record_address/{home.pk}/"), typed)
    assert "withheld" not in as_user(case.partner).get(at(case)).content.decode()


def test_a_partner_that_is_named_still_reads_the_fact(case: Case, home: Address, as_user: SignIn) -> None:
    typed = {
        "category": "victim",
        "why": WHY,
        "roles": ["offender-manager", "partner-practitioner"],
        "agencies": [str(case.housing.pk)],
        "shown": "yes",
    }
    as_user(case.officer).post(at(case, f"facts/record_address/{home.pk}/"), typed)
    assert "4 Old Row" in as_user(case.partner).get(f"/people/{case.nominal.pk}/").content.decode()


def test_a_fact_of_somebody_else_is_not_found(case: Case, home: Address, as_user: SignIn) -> None:
    client = as_user(case.officer)
    for wrong in (f"facts/record_address/{case.nominal.pk}/", f"facts/access_user/{home.pk}/"):
        assert client.get(at(case, wrong)).status_code == 404


def test_a_record_is_offered_and_the_offer_withdrawn(case: Case, people: Deciders, as_user: SignIn) -> None:
    client = as_user(people.supervisor)
    typed = {"to_agency": str(people.stranger.agency_id), "why": MOVED}
    page = client.post(at(case, "offer/"), typed, follow=True).content.decode()
    assert f"Offered to {people.stranger.agency.name}, until" in page
    assert "Offer this record to another agency" not in page
    with acting_as(people.supervisor):
        made = Transfer.objects.get()
    assert as_user(people.their_supervisor).get(f"/people/{case.nominal.pk}/").status_code == 200
    client.post(at(case, f"offers/{made.pk}/withdraw/"), {"why": "They are coming back after all"})
    assert as_user(people.their_supervisor).get(f"/people/{case.nominal.pk}/").status_code == 404
    again = client.get(at(case, f"offers/{made.pk}/withdraw/"))
    assert again.status_code == 409


def test_an_agency_in_which_nobody_can_take_it_over_is_refused(
    case: Case, people: Deciders, as_user: SignIn
) -> None:
    typed = {"to_agency": str(case.housing.pk), "why": MOVED}
    page = as_user(people.supervisor).post(at(case, "offer/"), typed).content.decode()
    assert "has no supervisor, so nobody there can take the record over" in page
