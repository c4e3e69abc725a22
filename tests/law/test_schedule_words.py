"""A row of Schedule 3 in words."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from cairn.law.schedule_3.conditions import Condition
from cairn.law.schedule_3.schedule_file import Limbs, Paragraph, Requires
from cairn.law.schedule_words import condition_in_words

VICTIM = Condition("victim_under", 18)
PRISON = Condition("imprisonment")
YEAR = Condition("imprisonment_months_at_least", 12)


def row(
    under_18: Limbs, otherwise: Limbs, requires: Requires | None = None, before: date | None = None
) -> Paragraph:
    return Paragraph(
        para="1",
        offences=("X",),
        title="x",
        status="verified",
        requires=requires or Requires(),
        under_18=under_18,
        otherwise=otherwise,
        always_before=before,
    )


@pytest.mark.parametrize(
    ("paragraph", "words"),
    [
        (row(None, None), "Every conviction, finding or caution."),
        (row((YEAR,), (YEAR,)), "Only if sentenced to at least 12 months' imprisonment."),
        (
            row((YEAR,), (VICTIM, PRISON)),
            (
                "Offender under 18 at the offence: only if sentenced to at least 12 months' imprisonment. "
                "Otherwise: only if the victim was under 18 or sentenced to imprisonment."
            ),
        ),
        (
            row(None, None, Requires(offender_at_least=20, victim_under=18)),
            (
                "Every conviction, finding or caution, and then only where the offender was 20 or over "
                "and the victim was under 18."
            ),
        ),
        (
            row((YEAR,), None, Requires(shown_under=16), date(2004, 5, 1)),
            (
                "Every conviction, finding or caution before 1 May 2004, and then only where the picture shows "
                "somebody under 16. After that: Offender under 18 at the offence: only if sentenced to at least "
                "12 months' imprisonment, and then only where the picture shows somebody under 16. Otherwise: "
                "every conviction, finding or caution, and then only where the picture shows somebody under 16."
            ),
        ),
    ],
)
def test_a_condition_in_words(paragraph: Paragraph, words: str) -> None:
    assert condition_in_words(paragraph) == words


def test_a_row_says_what_else_it_needs_and_what_days_it_reaches() -> None:
    requires = Requires(sexual_gratification=True, not_all_willing=True)
    paragraph = msgspec.structs.replace(
        row(None, None, requires), since=date(2019, 4, 12), until=date(2026, 6, 28)
    )
    assert condition_in_words(paragraph) == (
        "Every conviction, finding or caution, and then only where it was done for sexual gratification and "
        "somebody involved was under 16 or unwilling. Only what was decided from 12 April 2019 to 28 June 2026."
    )


def test_where_a_caution_never_registers_the_words_leave_it_out() -> None:
    assert condition_in_words(row(None, None), cautions=False) == "Every conviction or finding."
