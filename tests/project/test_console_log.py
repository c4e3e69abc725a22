"""The console log: in UTC, with request and user by their ids, and with nothing that names anybody."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from pytest_django.fixtures import Settings

from cairn.access.middleware import RequestTransaction
from cairn.accounts.models import User
from cairn.project.console_log import Json, Line
from tests.factories.access import make_user

pytestmark = pytest.mark.django_db


def _signed_in(user: User) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


class _Kept(logging.Handler):
    """What the console would show: formatted while the request is served."""

    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__()
        self.setFormatter(formatter)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def kept(settings: Settings) -> Iterator[_Kept]:
    settings.CAIRN = settings.CAIRN.model_copy(update={"demo": True})
    handler = _Kept(Json())
    logging.getLogger().addHandler(handler)
    yield handler
    logging.getLogger().removeHandler(handler)


def _record(message: str, *arguments: object, error: BaseException | None = None) -> logging.LogRecord:
    caught = (type(error), error, error.__traceback__) if error else None
    return logging.LogRecord("cairn.clock", logging.WARNING, __file__, 1, message, arguments, caught)


def test_an_event_is_one_json_object_with_time_in_utc_and_the_ids_of_request_and_user(kept: _Kept) -> None:
    user = make_user()
    _signed_in(user).get("/ledger/")
    (event,) = [json.loads(line) for line in kept.lines if "django.request" in line]
    assert event.pop("at").endswith("+00:00")
    assert len(event.pop("request")) == 36
    assert event == {
        "level": "WARNING",
        "logger": "django.request",
        "message": "Forbidden: ledger",
        "user": str(user.pk),
        "page": "ledger",
        "status": 403,
    }


def test_no_address_that_somebody_typed_and_no_name_of_staff_is_in_it(kept: _Kept) -> None:
    user = make_user()
    client = _signed_in(user)
    for address in ("/people/Rowan-Featherstone/", "/people/find/Featherstone?text=Featherstone", "/staff/"):
        client.get(address)
    shown = "\n".join(kept.lines)
    assert "no page of ours" in shown
    assert "Featherstone" not in shown
    assert user.name not in shown
    assert user.username not in shown


def test_an_errors_own_words_are_kept_only_where_they_speak_of_machines() -> None:
    def raised(error: Exception) -> Exception:
        try:
            raise error
        except type(error) as caught:
            return caught

    quoting = raised(IntegrityError("Key (surname)=(Featherstone) already exists"))
    shown = Json().format(_record("failed", error=quoting))
    assert "Featherstone" not in shown
    told = json.loads(shown)["error"]
    assert told["kind"] == "django.db.utils.IntegrityError"
    assert told["at"][-1].startswith("test_console_log.py:")
    away = raised(OperationalError("connection refused"))
    assert json.loads(Json().format(_record("failed", error=away)))["error"]["says"] == "connection refused"


def test_a_line_is_one_line_whatever_was_said() -> None:
    shown = Line().format(_record("duty %s\nforged 2026-01-01 ERROR", "7"))
    assert "\n" not in shown
    at, level, logger, *rest = shown.split(" ")
    assert datetime.fromisoformat(at).utcoffset() is not None
    assert (level, logger, rest[:2]) == ("WARNING", "cairn.clock", ["duty", "7"])
    assert len(Json().format(_record("a\nb")).splitlines()) == 1


def test_whose_request_it_was_is_gone_with_it() -> None:
    seen: list[str] = []

    def look(request: HttpRequest) -> HttpResponse:
        seen.append(Line().format(_record("x")))
        return HttpResponse()

    request = RequestFactory().get("/")
    request.user = user = make_user()
    RequestTransaction(look)(request)
    request.user = AnonymousUser()
    RequestTransaction(look)(request)
    assert f'user="{user.pk}"' in seen[0]
    assert "user=" not in seen[1]
    assert "request=" not in Line().format(_record("x"))


def test_the_setting_chooses_the_form() -> None:
    program = (
        "import os, django; os.environ['DJANGO_SETTINGS_MODULE'] = 'cairn.project.settings'; django.setup();"
        "import logging; logging.getLogger('cairn.test').warning('said')"
    )
    for form in ("json", "lines"):
        ran = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "CAIRN_LOG": form},
            capture_output=True,
            text=True,
            check=True,
        )
        said = ran.stderr.strip().splitlines()[-1]
        assert said.startswith("{") is (form == "json")
        assert "WARNING" in said
        if form == "json":
            assert json.loads(said)["message"] == "said"
