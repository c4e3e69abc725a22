"""A time-out, a lost connection, the back button, another user at the counter: no typed word is lost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import time_machine
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.sign_in.services import end_sessions
from cairn.record.drafts.models import Draft
from cairn.record.notifications.models import Notification
from tests.factories.access import change_user, make_user
from tests.web.conftest import Case
from tests.web.wizard.visitor import Visitor

AsUser = Callable[[User], Client]


def page(case: Case, slug: str = "what") -> str:
    return reverse("notify_step", args=[case.nominal.pk, slug])


def typed_by(user: User) -> dict[str, dict[str, list[str]]]:
    with acting_as(user):
        draft = Draft.objects.filter(author=user).first()
        return draft.typed if draft else {}


def test_words_sent_after_the_session_ran_out_are_there_after_signing_in(case: Case, as_user: AsUser) -> None:
    client = as_user(case.officer)
    visitor = Visitor(client).go(page(case)).type(station="Kendal")
    client.logout()
    answer = client.post(page(case), visitor.sent("Continue"))
    assert (answer.status_code, answer.url) == (302, f"/sign-in/?next={page(case).replace('/', '%2F')}")
    assert typed_by(case.officer)["what"]["station"] == ["Kendal"]
    assert ("station", "Kendal") in Visitor(as_user(case.officer)).go(page(case)).form.values


def test_a_session_older_than_the_operators_limit_loses_no_word(case: Case, as_user: AsUser) -> None:
    client = as_user(case.officer)
    with time_machine.travel(timezone.now(), tick=False) as clock:
        visitor = Visitor(client).go(page(case)).type(station="Kendal").choose("matters", "initial")
        for _ in range(22):  # a day's shift and more, never idle for half an hour
            clock.shift(timedelta(minutes=29))
            answer = client.post(page(case), visitor.sent("Continue"))
            assert answer.status_code == 302
            if answer.url.startswith("/sign-in/"):
                break
        assert answer.url.startswith("/sign-in/")
    assert typed_by(case.officer)["what"]["station"] == ["Kendal"]


def test_a_page_without_our_note_or_a_day_old_saves_nothing(case: Case, as_user: AsUser) -> None:
    client = as_user(case.officer)
    old = Visitor(client).go(page(case)).type(station="Kendal").sent("Continue")
    with time_machine.travel(timezone.now() + timedelta(hours=25)):
        assert client.post(page(case), old).status_code == 403
    assert client.post(page(case), {**old, "page_note": "made up"}).status_code == 403
    assert Client().post(page(case), {"station": "Kendal"}).status_code == 403
    assert typed_by(case.officer) == {}


def test_a_note_for_one_person_is_good_for_no_other(case: Case, as_user: AsUser) -> None:
    client = as_user(case.officer)
    sent = Visitor(client).go(page(case)).sent("Continue")
    elsewhere = reverse("notify_step", args=["00000000-0000-4000-8000-000000000000", "what"])
    assert client.post(elsewhere, sent).status_code == 403


def test_somebody_else_at_the_counter_does_not_get_or_send_my_words(case: Case, as_user: AsUser) -> None:
    client = as_user(case.officer)
    visitor = Visitor(client).go(page(case)).type(station="Kendal")
    colleague = make_user(agency=case.police)
    client.logout()
    client.force_login(colleague, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post(page(case), visitor.sent("Continue")).status_code == 403
    assert typed_by(case.officer)["what"]["station"] == ["Kendal"]
    assert typed_by(colleague) == {}


def test_the_back_button_finds_the_page_as_it_was(case: Case, as_user: AsUser) -> None:
    visitor = (
        Visitor(as_user(case.officer)).go(page(case)).type(station="Kendal").choose("matters", "periodic")
    )
    visitor.press()
    assert visitor.url == page(case, "held")
    response = visitor.client.get(page(case))
    assert response["Cache-Control"] == "no-store"
    visitor.go(page(case))
    assert ("station", "Kendal") in visitor.form.values
    assert ("matters", "periodic") in visitor.form.values
    assert "govuk-error-message" not in visitor.html


def test_typing_is_saved_while_it_is_typed(case: Case, as_user: AsUser) -> None:
    client = as_user(case.officer)
    visitor = Visitor(client).go(page(case)).type(station="Ken")
    answer = client.post(visitor.form.autosave, visitor.sent("Continue"))
    assert answer.json() == {"saved": f"{timezone.localtime():%H:%M}", "signedIn": True}
    assert typed_by(case.officer)["what"]["station"] == ["Ken"]
    visitor.go(page(case))
    assert ("station", "Ken") in visitor.form.values
    assert "govuk-error-message" not in visitor.html, "half a page is not called wrong"


def test_typing_is_saved_after_the_session_ran_out(case: Case, as_user: AsUser) -> None:
    client = as_user(case.officer)
    visitor = Visitor(client).go(page(case)).type(station="Kendal")
    client.logout()
    answer = client.post(visitor.form.autosave, visitor.sent("Continue"))
    assert answer.json()["signedIn"] is False
    assert typed_by(case.officer)["what"]["station"] == ["Kendal"]


def test_signing_out_voids_the_page_until_its_author_is_in_again(case: Case, as_user: AsUser) -> None:
    client = as_user(case.officer)
    visitor = Visitor(client).go(page(case)).type(station="Kendal")
    assert client.post("/sign-out/").status_code == 302
    sent = visitor.sent("Continue")
    assert client.post(visitor.form.autosave, sent).status_code == 403
    answer = client.post(page(case), sent)
    assert answer.status_code == 403
    assert "You have signed out since you opened this page" in answer.content.decode()
    colleague = as_user(make_user(agency=case.police))
    assert colleague.post(visitor.form.autosave, sent).status_code == 403
    assert typed_by(case.officer) == {}
    again = as_user(case.officer)
    assert again.post(visitor.form.autosave, sent).json()["signedIn"] is True
    assert again.post(page(case), sent).status_code in {200, 302}
    assert typed_by(case.officer)["what"]["station"] == ["Kendal"]


def test_sessions_ended_by_an_administrator_void_their_pages(case: Case) -> None:
    change_user(case.officer, password=make_password("seven-copper-lanterns-9"))
    client = Client()
    signed_in = client.post(
        "/sign-in/", {"login": case.officer.username, "password": "seven-copper-lanterns-9"}
    )
    assert signed_in.status_code == 302
    visitor = Visitor(client).go(page(case)).type(station="Kendal")
    with acting_as(case.officer):
        assert end_sessions(case.officer) == 1
    assert client.post(visitor.form.autosave, visitor.sent("Continue")).status_code == 403
    assert typed_by(case.officer) == {}


def test_saving_without_our_note_is_refused(case: Case) -> None:
    save = reverse("keep_typed") + "?step=what"
    answer = Client().post(save, {"station": "Kendal"})
    assert (answer.status_code, answer.json()["saved"]) == (403, None)


def test_somebody_who_has_left_saves_nothing(case: Case, as_user: AsUser) -> None:
    client = as_user(case.officer)
    visitor = Visitor(client).go(page(case)).type(station="Kendal")
    change_user(case.officer, is_active=False)
    assert client.post(visitor.form.autosave, visitor.sent("Continue")).status_code == 403


def test_a_save_that_comes_after_the_page_was_sent_leaves_it_finished(case: Case, as_user: AsUser) -> None:
    client = as_user(case.officer)
    visitor = Visitor(client).go(page(case)).type(station="Kendal").choose("matters", "periodic")
    late, words = visitor.form.autosave, visitor.sent("Continue")
    visitor.press()
    client.post(late, words)
    assert typed_by(case.officer)["what"]["done"] == ["yes"]


def test_coming_back_offers_what_was_left_and_discards_it_on_request(case: Case, as_user: AsUser) -> None:
    start = reverse("notify", args=[case.nominal.pk])
    visitor = (
        Visitor(as_user(case.officer)).go(page(case)).type(station="Kendal").choose("matters", "periodic")
    )
    visitor.press().go(start)
    assert "You have an unfinished notification" in visitor.html
    assert f'href="{page(case, "held")}"' in visitor.html
    visitor.press("Discard it and start again")
    assert typed_by(case.officer) == {}
    assert ("station", "Kendal") not in visitor.form.values
    with acting_as(case.officer):
        assert not Notification.objects.exists()
