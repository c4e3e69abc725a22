"""The plan's objection to disposing of a record that MAPPA still needs."""

from __future__ import annotations

from cairn.errors import Conflict
from cairn.plan.actions.models import UNFINISHED, Action
from cairn.plan.eligibility import category_of
from cairn.plan.level.models import ManagementLevel
from cairn.record.retention.obstacles import DisposalConsidered


def object_while_managed(considered: DisposalConsidered) -> None:
    """
    Raises
        Conflict: MAPPA applies to the person, or it is undecided whether it does; it manages them at level 2 or 3, or agencies still owe actions.
    """
    about = {"nominal_id": considered.nominal_id}
    category = category_of(considered.person, considered.as_at)
    if category.number:
        raise Conflict(f"MAPPA applies to the person (category {category.number}). The record is kept.")
    if category.undecided:
        raise Conflict(
            f"Whether MAPPA applies to the person: {category.reason} The record is kept meanwhile."
        )
    levels = ManagementLevel.objects.using(considered.using).filter(**about)
    level = levels.order_by("-set_on", "-recorded_at").first()
    if level and level.level > 1:
        raise Conflict(f"The person is managed at MAPPA level {level.level}. Record that this ended first.")
    owed = Action.objects.using(considered.using).filter(**about, state__in=UNFINISHED)
    if owed.exists():
        raise Conflict("Actions of the plan are still to be done. Complete or withdraw them first.")
