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
    answer = errors.server_error(RequestFactory().post("/"))
    assert answer.status_code == 500
    assert "What you sent has not been saved" in answer.content.decode()


def test_a_form_that_was_open_too_long_is_told_so() -> None:
    answer = errors.csrf_failure(RequestFactory().post("/"), reason="CSRF cookie not set.")
    assert answer.status_code == 403
    assert "This page was open too long" in answer.content.decode()


_LONG = "He said that he had moved out in May,\nand that nobody had asked him."


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("/people/", "The page could not be shown. Nothing on the record has changed."),
        (
            "/notifications/7f3c/acknowledgement.pdf",
            "The file could not be made. Nothing on the record has changed.",
        ),
    ],
)
def test_a_read_or_a_download_that_fails_says_nothing_of_saving(address: str, told: str) -> None:
    page = errors.server_error(RequestFactory().get(address)).content.decode()
    assert told in page
    assert "saved" not in page.split("<main")[1]


@pytest.mark.parametrize(
    "error", [Conflict("The log cannot be read yet."), BadInput("Page 0 does not exist.")]
)
def test_a_read_that_is_refused_says_only_what_was_refused(error: CairnError) -> None:
    request = RequestFactory().get("/")
    request.session = {}
    page = errors.refused(request, error).content.decode().split("<main")[1]
    assert error.message in page
    for untrue in ("saved", "changed the record", "Somebody"):
        assert untrue not in page


@pytest.mark.parametrize(
    "error",
    [
        Conflict("Answered already."),
        BadInput("No."),
        NotAllowed("No."),
        NotFound("No."),
        TooMany("Wait.", wait=5),
    ],
)
def test_what_was_sent_and_refused_is_said_to_be_unsaved_and_its_words_are_there_to_copy(
    error: CairnError,
) -> None:
    request = RequestFactory().post(
        "/", {"observations": _LONG, "password": _LONG, "csrfmiddlewaretoken": "k" * 64}
    )
    request.session = {}
    page = errors.refused(request, error).content.decode()
    assert "not been saved" in page
    assert _LONG in page
    assert page.count("nobody had asked him") == 1
    assert "k" * 64 not in page


def test_a_failure_gives_back_the_words_that_were_sent_but_not_those_of_another_site() -> None:
    ours = RequestFactory().post("/", {"observations": _LONG}, headers={"sec-fetch-site": "same-origin"})
    assert _LONG in errors.server_error(ours).content.decode()
    theirs = RequestFactory().post("/", {"observations": _LONG}, headers={"sec-fetch-site": "cross-site"})
    assert _LONG not in errors.csrf_failure(theirs).content.decode()


def test_a_body_that_cannot_be_read_gives_the_page_all_the_same() -> None:
    broken = RequestFactory().generic("POST", "/", b"no boundary", content_type="multipart/form-data")
    assert errors.server_error(broken).status_code == 500
