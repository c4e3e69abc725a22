"""Convictions as the court said them, and everything about them that cannot be."""

from __future__ import annotations

import uuid
from datetime import date
from typing import Any

import pytest

from cairn.access.models import Relation
from cairn.access.partnerships.services import open_partnership
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import AgencyKind, User
from cairn.accounts.roles import Role
from cairn.clock.models import CaseSummary
from cairn.errors import BadInput, CairnError, Conflict, NotAllowed, NotFound
from cairn.ledger.models import Entry
from cairn.record.convictions.models import Conviction, Disposal
from cairn.record.convictions.services import NewDisposal, add_disposal, conclude_trial, quash_conviction
from cairn.record.facts import person_facts
from tests.factories.access import make_agency, make_user
from tests.factories.acts import TODAY, convict, refused_at
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db


def test_a_conviction_is_kept_with_its_disposals_entered_once_and_heard_by_the_clock() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        conviction = convict(user, nominal.pk, offence="  SOA 2003   s.9 ", court="Crown Court")
        disposal = conviction.disposals.get()
        standing = CaseSummary.objects.get(nominal_id=nominal.pk)
    with acting_as(make_user(Role.AUDITOR, agency=user.agency)):
        entries = Entry.objects.filter(nominal_id=nominal.pk, what="conviction")
        assert [(entry.act, entry.detail) for entry in entries] == [
            ("collection", {"conviction": str(conviction.pk)})
        ]
    assert (conviction.offence, disposal.kind, disposal.months) == ("SOA 2003 s.9", "imprisonment", 30)
    assert standing.registrable


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"on": date(2024, 6, 2)}, "on"),
        ({"on": date(1979, 1, 1)}, "on"),
        ({"on": date(1990, 4, 30), "offence_date": None}, "on"),
        ({"offence_date": date(2015, 3, 3)}, "offence_date"),
        ({"offence_date": date(1970, 1, 1)}, "offence_date"),
        ({"outcome": "guilty"}, "outcome"),
        ({"offence": "  "}, "offence"),
        ({"offence": "x" * 121}, "offence"),
        ({"victim_age": -1}, "victim_age"),
        ({"shown_age": 200}, "shown_age"),
        ({"outcome": "caution"}, "disposals"),
        ({"disposals": [NewDisposal("imprisonment")]}, "months"),
        ({"disposals": [NewDisposal("suspended-imprisonment")]}, "months"),
        ({"disposals": [NewDisposal("conditional-discharge")]}, "months"),
        ({"disposals": [NewDisposal("imprisonment", months=-1)]}, "months"),
        ({"disposals": [NewDisposal("imprisonment", years=100)]}, "years"),
        ({"disposals": [NewDisposal("imprisonment", days=40_000)]}, "days"),
        ({"disposals": [NewDisposal("imprisonment", life=True, years=12)]}, "life"),
        ({"disposals": [NewDisposal("fine", life=True)]}, "life"),
        ({"disposals": [NewDisposal("extended", years=4)]}, "extension_months"),
        ({"disposals": [NewDisposal("fine", extension_months=4)]}, "extension_months"),
        ({"disposals": [NewDisposal("fine", restriction=True)]}, "restriction"),
        ({"disposals": [NewDisposal("stocks", months=1)]}, "disposals"),
        ({"disposals": [NewDisposal("fine", passed_on=date(2015, 3, 1))]}, "passed_on"),
        ({"disposals": [NewDisposal("fine", passed_on=date(2024, 6, 2))]}, "passed_on"),
        ({"disposals": [NewDisposal("imprisonment", months=1, overlap_months=1)]}, "overlaps"),
        ({"disposals": [NewDisposal("imprisonment", months=1, overlaps=uuid.uuid4())]}, "overlaps"),
        (
            {"disposals": [NewDisposal("imprisonment", months=1, consecutive_to=uuid.uuid4())]},
            "consecutive_to",
        ),
        ({"disposals": [NewDisposal("fine", consecutive_to=uuid.uuid4())]}, "consecutive_to"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_kept(
    wrong: dict[str, Any], field: str
) -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        with pytest.raises(BadInput) as refusal:
            convict(user, nominal.pk, **wrong)
        assert refusal.value.field == field
        assert not Conviction.objects.exists()
        assert not Disposal.objects.exists()


def test_a_term_follows_another_of_the_same_person_and_never_another_persons_or_in_a_ring() -> None:
    with acting_as(make_user()) as user:
        nominal, other = make_person(user), make_person(user)
        first, strange = convict(user, nominal.pk), convict(user, other.pk)
        follows = [NewDisposal("imprisonment", months=6, consecutive_to=first.pk)]
        second = convict(user, nominal.pk, disposals=follows)
        third = convict(
            user,
            nominal.pk,
            disposals=[NewDisposal("imprisonment", months=6, overlaps=second.pk, overlap_months=2)],
        )
        refusals: list[tuple[str, str | None]] = []
        for target in (strange.pk, first.pk, third.pk):
            with pytest.raises(CairnError) as refusal:
                add_disposal(
                    user,
                    conviction_id=first.pk,
                    disposal=NewDisposal("imprisonment", months=6, consecutive_to=target),
                    today=TODAY,
                )
            refusals.append(refused_at(refusal.value))
        facts = {one.id: one.disposals[0] for one in person_facts(nominal.pk).convictions}
    assert refusals == [("BadInput", "consecutive_to")] * 3
    assert facts[str(second.pk)].consecutive_to == str(first.pk)
    overlap = facts[str(third.pk)].overlap
    assert overlap is not None
    assert (overlap.with_id, overlap.term.months) == (str(second.pk), 2)


def test_a_sentence_passed_later_is_added_to_its_conviction() -> None:
    with acting_as(make_user()) as user:
        conviction = convict(user, make_person(user).pk, disposals=[])
        sentence = NewDisposal("detention", years=1, passed_on=date(2015, 5, 1))
        row = add_disposal(user, conviction_id=conviction.pk, disposal=sentence, today=TODAY)
        assert list(conviction.disposals.all()) == [row]


def test_a_quashed_conviction_stays_with_its_day_and_its_past_and_is_quashed_once() -> None:
    with acting_as(make_user()) as user:
        conviction = convict(user, make_person(user).pk)
        for wrong in (date(2015, 3, 1), date(2024, 6, 2)):
            with pytest.raises(BadInput) as refusal:
                quash_conviction(user, conviction_id=conviction.pk, on=wrong, today=TODAY)
            assert refusal.value.field == "on"
        quash_conviction(user, conviction_id=conviction.pk, on=date(2016, 1, 15), today=TODAY)
        with pytest.raises(Conflict):
            quash_conviction(user, conviction_id=conviction.pk, on=date(2016, 1, 16), today=TODAY)
        with pytest.raises(Conflict):
            add_disposal(user, conviction_id=conviction.pk, disposal=NewDisposal("fine"), today=TODAY)
        past = [row.quashed_on for row in conviction.past.order_by("pgh_id")]
        assert not CaseSummary.objects.get(nominal_id=conviction.nominal_id).registrable
    assert past == [None, date(2016, 1, 15)]


def test_only_a_finding_of_disability_is_followed_by_a_trial_and_once() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        plain = convict(user, nominal.pk)
        finding = convict(user, nominal.pk, outcome="finding-disability", disposals=[])
        refusals = []
        for conviction, on, outcome in (
            (plain, date(2018, 1, 1), "acquitted"),
            (finding, date(2015, 1, 1), "acquitted"),
            (finding, date(2024, 6, 2), "acquitted"),
            (finding, date(2018, 1, 1), "hung"),
        ):
            with pytest.raises(BadInput) as refusal:
                conclude_trial(user, conviction_id=conviction.pk, on=on, outcome=outcome, today=TODAY)
            refusals.append(refusal.value.field)
        conclude_trial(user, conviction_id=finding.pk, on=date(2018, 1, 1), outcome="acquitted", today=TODAY)
        with pytest.raises(Conflict):
            conclude_trial(
                user, conviction_id=finding.pk, on=date(2018, 1, 1), outcome="acquitted", today=TODAY
            )
        trials = person_facts(nominal.pk).trials
    assert refusals == ["outcome", "on", "on", "outcome"]
    assert [(trial.finding, trial.outcome) for trial in trials] == [(str(finding.pk), "acquitted")]


def test_a_partner_may_not_and_a_stranger_learns_nothing() -> None:
    def share(officer: User, nominal_id: uuid.UUID) -> User:
        partner = make_user(Role.PARTNER, agency=make_agency(AgencyKind.PROBATION))
        open_partnership(
            officer,
            nominal_id=nominal_id,
            agency=partner.agency,
            relation=Relation.PARTNER,
            purpose="risk management plan",
            starts=date(2020, 1, 1),
        )
        return partner

    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        conviction = convict(officer, nominal.pk)
        partner = share(officer, nominal.pk)
    with acting_as(partner), pytest.raises(NotAllowed):
        convict(partner, nominal.pk)
    with acting_as(make_user()) as stranger:
        with pytest.raises(NotFound) as unseen:
            convict(stranger, nominal.pk)
        with pytest.raises(NotFound) as absent:
            quash_conviction(stranger, conviction_id=conviction.pk, on=date(2016, 1, 1), today=TODAY)
    assert unseen.value.message == absent.value.message
