"""The pages that say no."""

from __future__ import annotations

import pytest
from django.test import RequestFactory

from cairn.errors import BadInput, CairnError, Conflict, NotAllowed, NotFound, RuleRefused, TooMany
from cairn.web.base import errors


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (NotAllowed("Nominal 7f3c is not shared with your agency"), 403),
        (NotFound("There is no nominal 7f3c"), 404),
        (Conflict("Record 7f3c has moved on"), 409),
        (TooMany("Three searches in a second. Wait.", wait=5), 429),
        (BadInput("Page 0 does not exist; pages begin at 1"), 400),
        (RuleRefused("Not registrable", provision="SOA 2003 s.80"), 400),
    ],
)
def test_a_refusal_that_leaves_a_view_becomes_a_page_with_its_message(error: CairnError, status: int) -> None:
    request = RequestFactory().get("/")
    request.session = {}
    answer = errors.Refusals(lambda _: None).process_exception(request, error)
    assert answer is not None
    assert answer.status_code == status
    assert error.message in answer.content.decode()


def test_an_unexpected_error_is_not_dressed_as_a_refusal() -> None:
    request = RequestFactory().get("/")
    assert errors.Refusals(lambda _: None).process_exception(request, ValueError("x")) is None


def test_the_page_for_a_failure_asks_nothing_of_session_user_or_database() -> None:
    answer = errors.server_error(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "was not saved" in answer.content.decode()


def test_a_form_that_waited_too_long_is_told_so() -> None:
    answer = errors.csrf_failure(RequestFactory().post("/"), reason="CSRF cookie not set.")
    assert answer.status_code == 403
    assert "This page waited too long" in answer.content.decode()
