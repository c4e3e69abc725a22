"""Sentences with their values, in English and in Welsh."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from cairn.law.wording import Language, Value, catalogue, in_words, say

MONTHS = ["Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin", "Gorffennaf", "Awst", "Medi"]
MONTHS += ["Hydref", "Tachwedd", "Rhagfyr"]


@pytest.mark.parametrize(
    ("value", "language", "words"),
    [
        (date(2015, 3, 1), "en", "1 March 2015"),
        (date(2015, 12, 31), "en", "31 December 2015"),
        (datetime(2019, 7, 7, 12, 0), "en", "12:00 on 7 July 2019"),
        (date(2015, 3, 1), "cy", "1 Mawrth 2015"),
        (datetime(2019, 7, 7, 9, 5), "cy", "09:05 ar 7 Gorffennaf 2019"),
        (7, "en", "7"),
        ("a fine", "cy", "a fine"),
        (None, "en", "None"),
    ],
)
def test_a_value_in_words(value: Value, language: Language, words: str) -> None:
    assert in_words(value, language) == words


def test_every_month_has_its_name() -> None:
    assert [in_words(date(2020, month, 1), "cy") for month in range(1, 13)] == [
        f"1 {name} 2020" for name in MONTHS
    ]
    assert [in_words(date(2020, month, 1)).split()[1][:3] for month in range(1, 13)] == (
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    )


def test_a_sentence_that_is_translated_is_said_in_welsh_with_its_values() -> None:
    values = (("end", date(2028, 9, 2)),)
    assert say("so the last day is {end}", values) == "so the last day is 2 September 2028"
    assert say("so the last day is {end}", values, "cy") == "felly y diwrnod olaf yw 2 Medi 2028"


def test_a_sentence_without_a_translation_is_said_in_english() -> None:
    assert say("listed", (), "cy") == "listed"


def test_a_translation_keeps_every_value_of_its_sentence() -> None:
    for english, welsh in catalogue("cy").templates.items():
        assert sorted(_names(english)) == sorted(_names(welsh)), english


def _names(template: str) -> list[str]:
    return [part.split("}")[0] for part in template.split("{")[1:]]
