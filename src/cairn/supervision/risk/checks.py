"""What is asked of an assessment of risk whenever it is written; its reason is tidied."""

from __future__ import annotations

from datetime import date

from cairn.dates import in_words
from cairn.errors import BadInput
from cairn.record.field_checks import check_in_turn
from cairn.supervision.risk.models import RiskAssessment, RiskLevel


def check_assessment(row: RiskAssessment, today: date) -> None:
    """
    Raises
        BadInput: unknown level, a day in the future or before the last assessment, no reason.
    """
    if row.level not in RiskLevel.values:
        raise BadInput(
            f"'{row.level}' is not a level of risk. Choose {', '.join(RiskLevel.values)}.", field="level"
        )
    if row.set_on > today:
        raise BadInput(
            f"The level was set on {in_words(row.set_on)}, which is in the future.", field="set_on"
        )
    row.reason = row.reason.strip()
    if not row.reason:
        raise BadInput("Say why the person is at this level.", field="reason")
    others = RiskAssessment.objects.filter(nominal_id=row.nominal_id)
    check_in_turn(row, others, what="assessment")
