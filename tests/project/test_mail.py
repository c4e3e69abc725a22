"""CAIRN_MAIL: what each address means, and that a wrong one stops the start without saying its password."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from cairn.project.environment import Environment
from cairn.project.mail import MailUrl, mail_settings

SITE = {"mail_from": "cairn@force.example", "address": "https://cairn.force.example"}
PARSE = TypeAdapter(MailUrl)


@pytest.mark.parametrize(
    ("url", "host", "port", "tls", "ssl"),
    [
        ("smtp+tls://relay.example", "relay.example", 587, True, False),
        ("smtp+tls://relay.example:2587", "relay.example", 2587, True, False),
        ("smtps://relay.example", "relay.example", 465, False, True),
        ("smtp://localhost", "localhost", 25, False, False),
        ("smtp://[::1]:2525", "::1", 2525, False, False),
    ],
)
def test_a_server_is_reached_as_its_address_says(
    url: str, host: str, port: int, *, tls: bool, ssl: bool
) -> None:
    made = mail_settings(PARSE.validate_python(url), "cairn@force.example")
    assert (made["EMAIL_HOST"], made["EMAIL_PORT"]) == (host, port)
    assert (made["EMAIL_USE_TLS"], made["EMAIL_USE_SSL"]) == (tls, ssl)
    assert made["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    assert made["DEFAULT_FROM_EMAIL"] == "cairn@force.example"


def test_a_name_and_a_password_are_decoded() -> None:
    made = mail_settings(PARSE.validate_python("smtps://a%20user:p%40ss@relay.example"), "")
    assert (made["EMAIL_HOST_USER"], made["EMAIL_HOST_PASSWORD"]) == ("a user", "p@ss")


def test_without_a_server_mail_goes_nowhere() -> None:
    assert mail_settings(None, "") == {"EMAIL_BACKEND": "django.core.mail.backends.dummy.EmailBackend"}


@pytest.mark.parametrize(
    "url", ["relay.example", "ftp://relay.example", "smtp+tls://", "smtp://relay.example", "file://"]
)
def test_what_is_no_mail_server_is_refused(url: str) -> None:
    with pytest.raises(ValidationError):
        PARSE.validate_python(url)


@pytest.mark.parametrize("missing", SITE)
def test_a_server_comes_with_a_sender_and_the_sites_address(missing: str) -> None:
    given: dict[str, Any] = {name: value for name, value in SITE.items() if name != missing}
    with pytest.raises(ValidationError, match="set it together with CAIRN_MAIL"):
        Environment(mail="smtps://relay.example", **given)
    assert Environment(**given).mail is None


def test_a_wrong_address_stops_the_start_and_its_password_is_not_said() -> None:
    for command in (["-m", "cairn.cli.main", "migrate"], ["-c", "import cairn.project.settings"]):
        run = subprocess.run(
            [sys.executable, *command],
            env={**os.environ, "CAIRN_MAIL": "smtp://relay:hunter2hunter2@relay.example"},
            capture_output=True,
            text=True,
            check=False,
        )
        assert run.returncode == 1
        assert "on this machine only" in run.stderr
        assert "hunter2" not in run.stderr + run.stdout
