"""`cairn mail`, as an operator types it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connections
from pytest_django.fixtures import Settings
from typer.testing import CliRunner

from cairn.cli.main import app
from tests.accounts.messages.mailroom import send_by
from tests.accounts.messages.test_sending import told

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner"])


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["mail", *words], catch_exceptions=False)
    return result.exit_code, result.output


def test_what_waits_is_said_and_sent_and_counted(settings: Settings, tmp_path: Path) -> None:
    send_by(settings, None)
    told()
    told("")
    code, said = run("status")
    assert (code, "waiting: 2 (the oldest since" in said) == (0, True)
    assert "CAIRN_MAIL is not set: nothing is sent." in said
    send_by(settings, f"file://{tmp_path}")
    assert run("send") == (0, "1 sent, 0 failed, 0 made because a review is late.\n")
    code, said = run("status")
    assert code == 0
    for line in ("waiting: 0\n", "sent: 1\n", "without an address, or suspended: 1\n"):
        assert line in said


def test_a_failure_is_an_exit_code_for_whoever_watches(settings: Settings) -> None:
    send_by(settings, "smtp://127.0.0.1:9")
    told()
    code, said = run("send")
    assert code == 1
    assert said.endswith("0 sent, 1 failed, 0 made because a review is late.\n")
    code, said = run("status")
    assert (code, "last failures: ConnectionRefusedError" in said) == (1, True)
    with connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE access_message SET outcome = 'given-up', failure = ''")
    assert run("status")[0] == 1
