"""Passwords that somebody who knows the person and the place would try, and passwords that stand."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from cairn.accounts.models import User
from cairn.accounts.password_rules.local_words import load
from cairn.errors import BadInput
from tests.factories.access import change_user, make_agency, make_team, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def avery() -> User:
    agency = make_agency(name="Northmoor Police")
    make_team(agency, "Beckfoot MOSOVO")
    user = make_user(agency=agency)
    change_user(user, name="Avery Quill", username="avery.quill", email="quillwort@north.test")
    return user


@pytest.mark.parametrize(
    "password",
    [
        "Northmoor Police 1",
        "NorthmoorPolice2026!",
        "N0rthm00r P0l1ce 99",
        "northmoorpolice-1829",
        "beckfoot beckfoot 7",
        "cairn-mosovo-team-1",
        "Avery.Quill.1984",
        "quillwort quillwort",
        "Police Officer 1829",
        "Public Protection Unit",
    ],
)
def test_words_of_the_place_and_the_person_make_no_password(avery: User, password: str) -> None:
    with pytest.raises(ValidationError, match=r"words that belong to this place or to you|too similar"):
        validate_password(password, avery)


@pytest.mark.parametrize(
    "password",
    [
        "passwordpassword",
        "12345678901234",
        "qwertyuiop[]asdfgh",
        "Winter2025Winter2025",
        "iloveyouforever1",
        "aaaaaaaaaaaaaaaaaaaa",
        "liverpoolliverpool",
        "qazwsxedcrfvtgb",
    ],
)
def test_what_is_long_and_guessed_soon_is_refused_with_what_to_do(password: str) -> None:
    with pytest.raises(ValidationError, match="Use three or four words"):
        validate_password(password, None)


@pytest.mark.parametrize(
    "password",
    ["seven-copper-lanterns-9", "cairns mark the path 7", "three blue kettles", "ɑ∂ƒ 鉄 tulpen vuurtoren"],
)
def test_words_that_have_nothing_to_do_with_it_are_taken(avery: User, password: str) -> None:
    validate_password(password, avery)


def test_a_file_of_words_that_cannot_be_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "words.toml"
    for text, said in (
        ('words = ["abcd"]\nleast_rest = 8\n', "least_guesses_log10"),
        ('words = ["North Moor"]\nleast_rest = 8\nleast_guesses_log10 = 10\n', "North Moor"),
        ("words = [", "words.toml"),
    ):
        file.write_text(text)
        with pytest.raises(BadInput, match=said):
            load(file)
