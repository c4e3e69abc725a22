"""Joining an agency's identity provider from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings
from typer.testing import CliRunner

from cairn.accounts.models import GroupRole, IdentityProvider
from cairn.cli.main import app

pytestmark = pytest.mark.django_db(databases=["default", "owner"])


def run(*words: str, typed: str = "") -> str:
    result = CliRunner().invoke(app, list(words), input=typed, catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.output


def test_joined_with_its_secret_in_a_file_and_its_groups(tmp_path: Path, settings: Settings) -> None:
    settings.CAIRN = settings.CAIRN.model_copy(update={"provider_secrets": tmp_path / "secrets"})
    run("agency", "add", "North police")
    told = ["--issuer", "https://sign-in.north.test", "--client-id", "cairn", "--required-amr", "mfa"]
    said = run("identity-provider", "add", "north", "--agency", "North police", *told, typed="hush hush\n")
    assert "/sign-in/with/north/back/" in said
    assert "hush" not in said
    kept = tmp_path / "secrets" / "north"
    assert kept.read_text() == "hush hush"
    assert kept.stat().st_mode & 0o777 == 0o600
    run("team", "add", "MOSOVO", "--agency", "North police")
    assert "is supervisor, rank 1" in run(
        "identity-provider", "group", "north", "cairn-supervisors", "--role", "supervisor", "--team", "mosovo"
    )
    provider = IdentityProvider.objects.using("owner").get()
    assert (provider.required_amr, provider.enabled) == ("mfa", True)
    assert GroupRole.objects.using("owner").get().provider_id == provider.pk
    run("identity-provider", "disable", "north")
    assert not IdentityProvider.objects.using("owner").get().enabled
