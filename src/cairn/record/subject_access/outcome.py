"""Whether an answer fits what was decided about its parts."""

from __future__ import annotations

from cairn.errors import Conflict
from cairn.record.subject_access.models import ItemDecision, Outcome, SubjectRequest
from cairn.record.subject_access.queries import open_question


def check_outcome(request: SubjectRequest, outcome: str) -> None:
    """
    Raises
        Conflict: what is missing, or what does not fit.
    """
    if outcome == Outcome.RESTRICTED and not request.items.exclude(ground="").filter(silent=False).exists():
        raise Conflict(
            "The letter must say why (s.45(5)). Decide on what is withheld and its ground first, or neither "
            "confirm nor deny.",
            field="outcome",
        )
    if outcome not in (Outcome.FULL, Outcome.PART):
        return
    if request.identity_shown_on is None:
        raise Conflict("Verify who asks before anything is disclosed.")
    if open_question(request):
        raise Conflict("The person has not yet answered your question. Record their answer first.")
    if request.gathered_at is None:
        raise Conflict("Gather what is held about the person first.")
    decisions = list(request.items.values_list("decision", "silent"))
    waiting = sum(decision == ItemDecision.PROPOSED for decision, _ in decisions)
    if waiting:
        raise Conflict(f"{waiting} items have no decision yet. Decide each first.")
    withheld = [silent for decision, silent in decisions if decision != ItemDecision.DISCLOSE]
    if outcome == Outcome.FULL and not all(withheld):
        raise Conflict("Something is withheld, so access is in part. Choose that outcome.", field="outcome")
    if outcome == Outcome.PART and (not withheld or all(withheld)):
        raise Conflict(
            "Nothing is visibly withheld, so the letter cannot say that access is in part.", field="outcome"
        )
    if all(decision == ItemDecision.WITHHOLD for decision, _ in decisions):
        raise Conflict("All of it is withheld, so this is a refusal. Choose that outcome.", field="outcome")
