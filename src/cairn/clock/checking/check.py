"""Asking the clock about a case, and comparing."""

from __future__ import annotations

from dataclasses import dataclass

from cairn.clock.checking.cases import ClockCase
from cairn.clock.checking.expectations import differences
from cairn.clock.projection.project import answered
from cairn.errors import BadInput
from cairn.law.cases.expectations import differences as law_differences
from cairn.law.rulebook import STATUTE_BOOK


@dataclass(frozen=True, slots=True)
class ClockResult:
    """How one case came out; `wrong` is empty where it passed, or waits for a rule that is not written yet."""

    case: ClockCase
    wrong: tuple[tuple[str, str], ...]
    provisions: tuple[str, ...]

    @property
    def passed(self) -> bool:
        """Whether every answer is as expected."""
        return not self.wrong and not self.case.waits_for


def check(case: ClockCase) -> ClockResult:
    """Ask every source, and compare. A case that waits for a rule is not asked about."""
    if case.waits_for:
        return ClockResult(case, (), ())
    try:
        of_case, owed, _ = answered(case.facts, as_at=case.as_at, book=STATUTE_BOOK)
    except BadInput as error:
        return ClockResult(case, (("an answer", error.message),), ())
    wrong = [
        *law_differences(case.expect_law, of_case.assessment),
        *differences(case.expect, owed, case.as_at),
    ]
    return ClockResult(case, tuple(wrong), tuple(dict.fromkeys(duty.provision for duty in owed)))
