"""What comes after a conviction: the sentence, an appeal, the trial that follows a finding."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.clock.explaining.queries import case_summary_of
from cairn.clock.worklist.queries import worklist
from cairn.dates import in_words, today
from cairn.record.convictions.models import Conviction, Disposal
from cairn.record.convictions.services import NewDisposal, add_disposal, record_conviction
from tests.factories.access import make_user
from tests.factories.record import make_person
from tests.web.wizard.visitor import Visitor

pytestmark = pytest.mark.django_db
SignIn = Callable[[User], Client]
CONVICTED = today() - timedelta(days=30)
SENTENCED = today() - timedelta(days=2)


def typed(name: str, day: date) -> dict[str, str]:
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}


@pytest.fixture
def officer() -> User:
    return make_user()


def convicted(officer: User, *, outcome: str = "conviction", offence: str = "SOA 2003 s.3") -> Conviction:
    with acting_as(officer):
        nominal = make_person(officer, officer=officer)
        return record_conviction(
            officer,
            nominal_id=nominal.pk,
            outcome=outcome,
            on=CONVICTED,
            offence=offence,
            victim_age=30,
            disposals=[],
        )


def test_until_sentence_is_passed_it_is_undecided_and_then_it_is_not(officer: User, as_user: SignIn) -> None:
    conviction = convicted(officer)
    path = f"/people/{conviction.nominal_id}/conviction/{conviction.pk}/sentence/"
    with acting_as(officer):
        kept = case_summary_of(conviction.nominal_id)
        assert kept is not None
        assert (kept.undecided, kept.needs) == (True, ["sentence"])
        assert [row.what for row in worklist(officer, scope="mine").rows if row.kind == "find-out"] == [
            "Find out the sentence"
        ]
    client = as_user(officer)
    assert f'href="{path}"' in client.get("/").content.decode()
    missing = client.post(path, {"kind": "imprisonment", "months": "12"}).content.decode()
    assert "Enter the date sentenced" in missing
    sentence = {"kind": "imprisonment", "months": "12", **typed("passed_on", SENTENCED)}
    unasked = client.post(path, sentence).content.decode()
    assert "Select whether they were taken into custody or hospital, or not known" in unasked
    led = client.post(path, {**sentence, "held": "yes"})
    with acting_as(officer):
        passed = Disposal.objects.get()
        assert passed.held == "not-known", "nobody has said yet since when"
    assert led["Location"] == f"/people/{conviction.nominal_id}/sentence/{passed.pk}/held/"
    client.post(led["Location"], {"where": "custody", **typed("began", SENTENCED)})
    with acting_as(officer):
        passed.refresh_from_db()
        assert passed.held == "yes"
        kept = case_summary_of(conviction.nominal_id)
        assert kept is not None
        # It is the sentence that lists the offence (Sch.3 para.18): he is bound from that day.
        assert (kept.registrable, kept.undecided, kept.since) == (True, False, SENTENCED)


def test_a_quashed_conviction_registers_nobody_and_takes_no_sentence(officer: User, as_user: SignIn) -> None:
    conviction = convicted(officer, offence="SOA 2003 s.1")
    client, path = as_user(officer), f"/people/{conviction.nominal_id}/conviction/{conviction.pk}/"
    done = client.post(f"{path}quashed/", typed("on", SENTENCED), follow=True).content.decode()
    assert "It stays on the record and counts no more" in done
    with acting_as(officer):
        kept = case_summary_of(conviction.nominal_id)
        assert kept is not None
        assert (kept.registrable, kept.undecided) == (False, False)
    assert client.get(f"{path}sentence/").status_code == 409


def test_only_a_finding_of_disability_is_followed_by_a_trial(officer: User, as_user: SignIn) -> None:
    client = as_user(officer)
    other = convicted(officer)
    assert client.get(f"/people/{other.nominal_id}/conviction/{other.pk}/trial/").status_code == 409
    finding = convicted(officer, outcome="finding-disability", offence="SOA 2003 s.1")
    path = f"/people/{finding.nominal_id}/conviction/{finding.pk}/trial/"
    assert "Select how the trial ended" in client.post(path, typed("on", SENTENCED)).content.decode()
    client.post(path, {"outcome": "acquitted", **typed("on", SENTENCED)})
    with acting_as(officer):
        finding.refresh_from_db()
    assert (finding.trial_concluded_on, finding.trial_outcome) == (SENTENCED, "acquitted")
    assert client.get(path).status_code == 409


FIVE_YEARS = {"kind": "suspended-imprisonment", "years": "5"}
ASKED = "Suspended imprisonment of 5 years: on {day} the law allowed at most"


def box_of(page: str) -> tuple[str, str]:
    """The name and the value of the box that lets a term stand."""
    found = re.search(r'name="([^"]*sure)" type="checkbox" value="([^"]+)"', page)
    assert found, "no box that lets it stand"
    return found[1], found[2]


def test_a_later_sentence_above_what_the_law_allowed_is_asked_about_and_kept_if_the_order_says_so(
    officer: User, as_user: SignIn
) -> None:
    conviction = convicted(officer)
    client = as_user(officer)
    path = f"/people/{conviction.nominal_id}/conviction/{conviction.pk}/sentence/"
    sent = {**FIVE_YEARS, **typed("passed_on", SENTENCED)}
    page = client.post(path, sent).content.decode()
    assert ASKED.format(day=in_words(SENTENCED)) in page
    assert 'href="#id_years"' in page
    with acting_as(officer):
        assert not Disposal.objects.exists()
    name, value = box_of(page)
    longer = client.post(path, {**sent, "years": "6", name: value}).content.decode()
    assert "Suspended imprisonment of 6 years" in longer, "another term is asked about anew"
    client.post(path, {**sent, name: value})
    with acting_as(officer):
        assert Disposal.objects.get().years == 5


def test_a_correction_to_such_a_term_is_asked_about_and_one_that_leaves_it_is_not(
    officer: User, as_user: SignIn
) -> None:
    conviction = convicted(officer)
    with acting_as(officer):
        new = NewDisposal(kind="suspended-imprisonment", years=1)
        sentence = add_disposal(officer, conviction_id=conviction.pk, disposal=new)
    path = f"/people/{conviction.nominal_id}/facts/sentences/{sentence.pk}/correct/"
    visitor = Visitor(as_user(officer)).go(path).type(years="5", amendment_why="Misread")
    visitor.choose("amendment_ground", "typing").press("Save the correction")
    assert ASKED.format(day=in_words(CONVICTED)) in visitor.html
    visitor.choose(*box_of(visitor.html)).press("Save the correction")
    with acting_as(officer):
        sentence.refresh_from_db()
        assert sentence.years == 5
    again = Visitor(as_user(officer)).go(path).type(months="1", years="5", amendment_why="Misread")
    again.choose("amendment_ground", "typing").press("Save the correction")
    assert "Suspended imprisonment of 5 years 1 month" in again.html
    other = (
        Visitor(as_user(officer))
        .go(path)
        .type_day("passed_on", f"{CONVICTED.day} {CONVICTED.month} {CONVICTED.year}")
    )
    other.type(amendment_why="Day").choose("amendment_ground", "typing").press("Save the correction")
    assert "the law allowed" not in other.html


def test_a_conviction_with_such_a_term_is_asked_about_at_the_sentence(officer: User, as_user: SignIn) -> None:
    with acting_as(officer):
        nominal = make_person(officer, officer=officer)
    path, client = f"/people/{nominal.pk}/conviction/", as_user(officer)
    sent = {"outcome": "conviction", "offence": "SOA 2003 s.1", **typed("on", CONVICTED)}
    sent |= {"sentences-TOTAL_FORMS": "1", "sentences-INITIAL_FORMS": "0"}
    sent |= {f"sentences-0-{name}": value for name, value in FIVE_YEARS.items()}
    page = client.post(path, sent).content.decode()
    assert ASKED.format(day=in_words(CONVICTED)) in page
    name, value = box_of(page)
    assert name == "sentences-0-sure"
    client.post(path, {**sent, name: value})
    with acting_as(officer):
        assert Disposal.objects.get().years == 5
