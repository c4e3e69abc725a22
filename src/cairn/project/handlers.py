"""Who hears what, in which order, inside the transaction of the act. The whole of it is here."""

from __future__ import annotations

from cairn.announcements import FactsChanged, Handler
from cairn.clock.services import recompute
from cairn.plan.disposal import object_while_managed
from cairn.record.retention.obstacles import DisposalConsidered

HANDLERS: dict[type, tuple[Handler, ...]] = {
    # A fact changed: the duties that follow from it are made anew before the act is done.
    FactsChanged: (recompute,),
    # A record may be disposed of: rooms that still need it refuse.
    DisposalConsidered: (object_while_managed,),
}
