"""The operator's list of stolen passwords: searched without reading it whole, and loud when it is none."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from pytest_django.fixtures import Settings

from cairn.accounts.password_rules.breached import breached_list, check_list, is_listed
from cairn.errors import BadInput


def _hash(password: str) -> str:
    return hashlib.sha1(password.encode()).hexdigest().upper()


def _list(path: Path, passwords: Iterable[str], *, end: str = "\r\n") -> Path:
    lines = sorted(f"{_hash(word)}:{len(word) ** 3}" for word in passwords)
    path.write_bytes(end.join(lines).encode())
    return path


@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_every_listed_password_is_found_and_no_other(tmp_path: Path, end: str) -> None:
    listed = [f"stolen {number}" for number in range(2000)]
    path = _list(tmp_path / "list", listed, end=end)
    check_list(path)
    assert all(is_listed(word, path) for word in listed)
    assert not any(is_listed(f"kept {number}", path) for number in range(2000))


def test_one_line_and_a_last_line_without_end_are_found(tmp_path: Path) -> None:
    path = _list(tmp_path / "list", ["only one"])
    assert is_listed("only one", path)
    assert not is_listed("another", path)
    path.write_text(_hash("only one"))
    assert is_listed("only one", path)


def test_a_search_reads_a_few_lines_however_long_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = _list(tmp_path / "list", (str(number) for number in range(50_000)))
    read: list[int] = []
    opened = Path.open

    class Counted:
        def __init__(self, file):
            self.file = file

        def __enter__(self):
            return self

        def __exit__(self, *error):
            self.file.close()

        def __getattr__(self, name):
            return getattr(self.file, name)

        def readline(self, most):
            line = self.file.readline(most)
            read.append(len(line))
            return line

    monkeypatch.setattr(Path, "open", lambda self, mode: Counted(opened(self, mode)))
    assert is_listed("31415", path)
    assert len(read) < 80
    assert sum(read) < 5000


def test_a_missing_an_empty_a_mixed_up_and_a_foreign_file_are_said(
    tmp_path: Path, settings: Settings
) -> None:
    good = _list(tmp_path / "good", (str(number) for number in range(300)))
    lines = good.read_text().splitlines()
    for name, text, said in (
        ("empty", "", "is empty"),
        ("reversed", "\n".join(reversed(lines)), "not in order"),
        ("swapped", "\n".join([lines[200], *lines[:200], *lines[201:]]), "not in order"),
        ("prose", "these are no hashes\n" * 40, "no line 'SHA1:COUNT'"),
    ):
        (tmp_path / name).write_text(text)
        with pytest.raises(BadInput, match=said):
            check_list(tmp_path / name)
    settings.CAIRN = settings.CAIRN.model_copy(update={"breached_passwords": tmp_path / "nowhere"})
    (error,) = breached_list()
    assert "nowhere cannot be read: No such file" in str(error.msg)
    settings.CAIRN = settings.CAIRN.model_copy(update={"breached_passwords": good})
    assert breached_list() == []


def test_a_strong_password_that_is_out_is_refused_and_without_the_list_none_is_taken(
    tmp_path: Path, settings: Settings
) -> None:
    strong = "seven-copper-lanterns-9"
    validate_password(strong)
    path = _list(tmp_path / "list", [strong, "x"])
    settings.CAIRN = settings.CAIRN.model_copy(update={"breached_passwords": path})
    with pytest.raises(ValidationError, match="stolen ones"):
        validate_password(strong)
    validate_password("nine-copper-lanterns-7")
    path.unlink()
    with pytest.raises(ValidationError, match="none is taken"):
        validate_password("nine-copper-lanterns-7")
