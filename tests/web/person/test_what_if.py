"""What if the sentence or the date were another: looked at, logged as a look, and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.test import Client

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.law.comparing import Comparison, RegimeChange, RegistrationChange, ReviewChange, Span
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act
from cairn.record.convictions.models import Conviction, Disposal
from cairn.web.person.what_if import others
from tests.web.conftest import Case
from tests.web.entries.test_entries import boxes

SignIn = Callable[[User], Client]


def page_of(case: Case) -> str:
    return f"/people/{case.nominal.pk}/what-if/"


def ask(case: Case, as_user: SignIn, **asked: str) -> str:
    with acting_as(case.officer):
        conviction = str(Conviction.objects.get().pk)
    response = as_user(case.officer).post(page_of(case), {"conviction": conviction, **asked})
    assert response.status_code == 200
    return response.content.decode()


def test_another_sentence_is_shown_beside_the_one_on_record(case: Case, as_user: SignIn) -> None:
    page = ask(case, as_user, sentence="imprisonment 3 years")
    assert "Registrable from 2 March 2020 to 1 March 2030." in page
    assert "Registrable from 2 March 2020, with no end date." in page
    assert "Imprisonment of 3 years, which is 30 months or more: indefinite." in page


def test_another_date_moves_the_duties_by_so_many_days(case: Case, as_user: SignIn) -> None:
    page = ask(case, as_user, **boxes("date", date(2020, 3, 5)))
    assert "Initial notification" in page
    assert "Begins 3 days later. Ends 3 days later" in page
    assert "Initial notification: why it would be so" in page


def test_nothing_is_saved_and_the_look_is_logged_without_what_was_typed(case: Case, as_user: SignIn) -> None:
    with acting_as(case.officer):
        before = list(Disposal.objects.values()), list(Conviction.objects.values())
    ask(case, as_user, sentence="imprisonment 3 years")
    with acting_as(case.officer):
        assert (list(Disposal.objects.values()), list(Conviction.objects.values())) == before
        entry = Entry.objects.filter(what="what-if page").latest("id")
    assert (entry.act, entry.nominal_id) == (Act.CONSULTATION, case.nominal.pk)
    assert entry.detail == {"sight": "own-caseload", "role": "offender-manager"}


def test_an_appeal_allowed_ends_the_registration(case: Case, as_user: SignIn) -> None:
    page = ask(case, as_user, **boxes("quashed_on", date(2020, 6, 1)))
    assert "Registrable from 2 March 2020 to 1 March 2030." in page
    assert "Not subject to notification requirements." in page


def test_a_review_and_a_sister_scheme_that_move_are_shown() -> None:
    comparison = Comparison(
        registration=RegistrationChange(
            change="same", before=Span(registrable=True), after=Span(registrable=True)
        ),
        review=ReviewChange(before=date(2030, 1, 2), after=date(2030, 1, 1)),
        regimes=(RegimeChange(regime="terrorism", change="starts", since_after=date(2020, 3, 2)),),
    )
    scheme, review = others(comparison)
    assert (scheme.before, scheme.after) == ("Not running", "From 2 March 2020, with no end date known")
    assert (review.after, review.moves) == ("From 1 January 2030", "1 day earlier")


def test_the_same_again_changes_nothing(case: Case, as_user: SignIn) -> None:
    assert "Nothing would change." in ask(case, as_user, sentence="imprisonment 2 years")


def test_what_cannot_be_asked_is_refused_at_its_field(case: Case, as_user: SignIn) -> None:
    assert "is not a sentence" in ask(case, as_user, sentence="a while")
    assert "before the offence" in ask(case, as_user, **boxes("date", date(2019, 1, 1)))
    assert "Say what would be otherwise" in ask(case, as_user)


def test_a_partner_whose_agency_does_not_own_the_record_is_refused(case: Case, as_user: SignIn) -> None:
    response = as_user(case.partner).get(page_of(case))
    assert response.status_code == 403
    assert "SOA 2003 s.9" not in response.content.decode()


def test_the_reasons_page_leads_here(case: Case, as_user: SignIn) -> None:
    reasons = as_user(case.officer).get(f"/people/{case.nominal.pk}/reasons/").content.decode()
    assert page_of(case) in reasons
