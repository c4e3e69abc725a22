"""Operations that tests enter when it does not matter which: those of the pages and services that do them."""

from cairn.ledger.entries.pace import SEARCHED
from cairn.ledger.proofs.exporting import HISTORY_EXPORTED
from cairn.ledger.services import REGISTER_LOADED
from cairn.record.disclosures.services import DISCLOSED
from cairn.record.subject_access.release import DATA_GATHERED
from cairn.supervision.visits.services import VISIT_RECORDED
from cairn.web.person.overview import OVERVIEW_OPENED
from cairn.web.person.timeline import TIMELINE_OPENED
from cairn.web.plan.views import PLAN_OPENED
from cairn.web.worklist.views import WORKLIST_OPENED

__all__ = [
    "DATA_GATHERED",
    "DISCLOSED",
    "HISTORY_EXPORTED",
    "OVERVIEW_OPENED",
    "PLAN_OPENED",
    "REGISTER_LOADED",
    "SEARCHED",
    "TIMELINE_OPENED",
    "VISIT_RECORDED",
    "WORKLIST_OPENED",
]
