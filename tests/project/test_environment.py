"""Settings: few, typed, documented, and loud when wrong."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from cairn.project.environment import Environment

DOCUMENT = Path(__file__).parents[2] / "docs" / "operators" / "settings.md"


@pytest.mark.parametrize("name", Environment.model_fields)
def test_every_setting_has_its_line(name: str) -> None:
    field = Environment.model_fields[name]
    variable = str(field.validation_alias or f"CAIRN_{name.upper()}")
    assert f"| `{variable}` |" in DOCUMENT.read_text()


@pytest.mark.parametrize(
    ("variable", "value"),
    [("CAIRN_IDLE_MINUTES", "999"), ("CAIRN_HTTPS", "perhaps"), ("CAIRN_SESSION_HOURS", "soon")],
)
def test_a_wrong_value_stops_the_start_and_says_which(variable: str, value: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "cairn.cli.main", "migrate"],
        env={**os.environ, variable: value},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert variable in run.stderr
    assert value in run.stderr
    assert "Traceback" not in run.stderr


def test_a_check_says_which_file_is_missing() -> None:
    run = subprocess.run(
        [sys.executable, "-m", "cairn.cli.main", "check"],
        env={**os.environ, "CAIRN_BREACHED_PASSWORDS": "/nowhere/list"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "CAIRN_BREACHED_PASSWORDS: /nowhere/list cannot be read" in run.stderr
    assert "Traceback" not in run.stderr


def test_the_signing_key_is_made_once_and_kept_for_its_owner_only(tmp_path: Path) -> None:
    environment = Environment(home=tmp_path / "home", secret_key="")
    key = environment.signing_key()
    assert len(key) > 40
    assert Environment(home=tmp_path / "home", secret_key="").signing_key() == key
    assert (tmp_path / "home" / "secret-key").stat().st_mode & 0o077 == 0
