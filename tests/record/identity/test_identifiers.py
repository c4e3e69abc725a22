"""Every vector of identifiers.yaml, which says where each comes from."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cairn.record.identity.identifiers import Checked, check, check_letter, tidied
from cairn.record.identity.models import IdentifierStatus

DATA = yaml.safe_load((Path(__file__).parent / "identifiers.yaml").read_text())
KINDS = {"pnc": "pnc", "cro": "cro", "noms_number": "noms", "crn": "crn", "nino": "nino", "uprn": "uprn"}
GOOD = {IdentifierStatus.VALID, IdentifierStatus.FORMAT_ONLY}
DAY = date(2026, 11, 23)


def vectors(part: str) -> list:
    return [
        pytest.param(KINDS[section], vector, id=f"{section}:{vector['value']}")
        for section in KINDS
        for vector in DATA[section].get(part, [])
    ]


def checked(kind: str, value: str) -> Checked:
    return check(kind, value, as_at=DAY)


@pytest.mark.parametrize(("kind", "vector"), vectors("valid"))
def test_a_right_number_is_right_and_has_its_canonical_form(kind: str, vector: dict) -> None:
    found = checked(kind, vector["value"])
    assert found.status == (
        IdentifierStatus.VALID if kind in {"pnc", "cro"} else IdentifierStatus.FORMAT_ONLY
    )
    assert found.warning is None
    assert found.canonical == str(vector.get("canonical", vector.get("integer", vector["value"])))


@pytest.mark.parametrize(("kind", "vector"), vectors("invalid"))
def test_a_wrong_number_warns_and_blocks_nothing(kind: str, vector: dict) -> None:
    found = checked(kind, vector["value"])
    assert found.status not in GOOD
    assert found.warning


def test_a_wrong_check_letter_is_told_from_a_wrong_form() -> None:
    for section in ("pnc", "cro"):
        for vector in DATA[section]["invalid"]:
            expected = vector["reason"].startswith("wrong check letter") or "never used" in vector["reason"]
            found = checked(KINDS[section], vector["value"])
            if expected:
                assert found.status == IdentifierStatus.CHECK_FAILED, vector


@pytest.mark.parametrize(("kind", "vector"), vectors("suites_disagree"))
def test_where_the_published_rules_disagree_either_is_enough(kind: str, vector: dict) -> None:
    found = checked(kind, vector["value"])
    assert found.status == IdentifierStatus.VALID
    if kind == "cro":
        assert found.warning
        assert "SF variant" in found.warning


@pytest.mark.parametrize("vector", DATA["pnc"]["equality"], ids=lambda v: f"{v['a']}~{v['b']}")
def test_spellings_of_one_pnc_id_are_one(vector: dict) -> None:
    same = checked("pnc", vector["a"]).canonical == checked("pnc", vector["b"]).canonical
    assert same is vector["same"]


@pytest.mark.parametrize("vector", DATA["pnc"]["other_normalisation"], ids=lambda v: v["value"])
def test_another_services_canonical_form_is_the_same_number_to_us(vector: dict) -> None:
    ours = checked("pnc", vector["value"]).canonical
    assert checked("pnc", vector["canonical_prisoner_search"]).canonical == ours


def test_no_part_of_the_vectors_is_left_untested() -> None:
    assert set(DATA) == {"meta", "sources", *KINDS}
    for section in KINDS:
        parts = {part for part, value in DATA[section].items() if isinstance(value, list)}
        assert parts <= {"valid", "invalid", "suites_disagree", "equality", "other_normalisation"}
    assert DATA["meta"]["check_alphabet"] == "".join(check_letter(str(n)) for n in range(23))


@pytest.mark.parametrize(
    ("value", "canonical"),
    [("26/9999999", "2026"), ("27/9999999", "1927")],
)
def test_two_digits_up_to_this_year_are_of_this_century(value: str, canonical: str) -> None:
    letter = check_letter(value.replace("/", ""))
    assert checked("pnc", value + letter).canonical == f"{canonical}/9999999{letter}"


def test_one_small_file_number_in_two_spellings_is_one() -> None:
    assert checked("cro", "SF88/1234H").canonical == checked("cro", "SF88/01234H").canonical


@given(year=st.integers(0, 99), serial=st.integers(0, 9_999_999))
def test_one_wrong_letter_is_always_noticed(year: int, serial: int) -> None:
    letter = check_letter(f"{year:02}{serial:07}")
    for other in "ZABCDEFGHJKLMNPQRTUVWXY":
        found = checked("pnc", f"{year:02}/{serial:07}{other}")
        assert (found.status == IdentifierStatus.VALID) is (other == letter)


@given(st.text(max_size=40))
def test_any_text_can_be_checked(text: str) -> None:
    for kind in KINDS.values():
        found = checked(kind, tidied(text))
        assert (found.warning is None) or found.warning.strip()
        assert " " not in found.canonical
