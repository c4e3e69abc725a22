"""A request is one transaction in its user's name: all of it happens, or none."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse
from django.test import RequestFactory

from cairn.access.middleware import RequestTransaction
from cairn.accounts.models import User
from cairn.errors import NotAllowed
from cairn.ledger.models import Entry
from cairn.ledger.request_context import current_request
from cairn.ledger.services import enter
from tests.factories.access import make_user
from tests.factories.operations import OVERVIEW_OPENED

pytestmark = pytest.mark.django_db(transaction=True)


def _request(user: User | AnonymousUser) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = user
    return request


def _entries(user: User) -> int:
    def count(request: HttpRequest) -> HttpResponse:
        return HttpResponse(str(Entry.objects.count()))

    return int(RequestTransaction(count)(_request(user)).content)


def test_the_request_acts_in_its_users_name_and_its_entries_name_the_request() -> None:
    officer = make_user()
    requests: list[str] = []

    def look(request: HttpRequest) -> HttpResponse:
        entry = enter(officer, OVERVIEW_OPENED)
        requests.append(entry.request)
        return HttpResponse()

    RequestTransaction(look)(_request(officer))
    assert _entries(officer) == 1
    assert len(requests[0]) == 36
    assert current_request.get() == ""


def test_nobody_signed_in_is_nobody_bound() -> None:
    def look(request: HttpRequest) -> HttpResponse:
        with connection.cursor() as cursor:
            cursor.execute("SELECT cairn_user_id()")
            return HttpResponse(str(cursor.fetchone()[0]))

    assert RequestTransaction(look)(_request(AnonymousUser())).content == b"None"


@pytest.mark.parametrize(
    ("error", "kept"),
    [(RuntimeError(), 0), (NotAllowed("no"), 1), (Http404(), 1)],
    ids=["bug", "refusal", "404"],
)
def test_an_unexpected_error_undoes_everything_and_a_refusal_keeps_what_was_logged(
    error: Exception, kept: int
) -> None:
    officer = make_user()

    def act(request: HttpRequest) -> HttpResponse:
        enter(officer, OVERVIEW_OPENED)
        middleware.process_exception(request, error)
        return HttpResponse(status=404)

    middleware = RequestTransaction(act)
    middleware(_request(officer))
    assert _entries(officer) == kept
