"""Who may decide about a nominal: the agency that owns the record, in a role that does so."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cairn.access.models import Partnership, Relation
from cairn.accounts.checks import cannot
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.errors import NotAllowed, NotFound

NO_SUCH_PERSON = "There is no such person on the register, or none that you may see."
NO_SUCH_FACT = "There is no such fact on this record, or none that you can see. It may have been withdrawn."


def must_own(actor: User, nominal_id: UUID, *, roles: frozenset[Role], act: str, as_at: date) -> None:
    """
    Refuse unless the actor's agency owns this nominal's record on that day, and the role does such acts.

    Parameters
        act: what is being done, to complete "... cannot ..." ("set a risk level").

    Raises
        NotFound: no such nominal, or none that this user may see; one message for both.
        NotAllowed: the role or the agency does not do this.
    """
    working = list(Partnership.objects.filter(nominal_id=nominal_id))
    if not working:
        raise NotFound(NO_SUCH_PERSON)
    if not actor.has_role(*roles):
        raise NotAllowed(cannot(actor, roles, act))
    owns = (
        p.agency_id == actor.agency_id and p.relation == Relation.OWNER
        for p in working
        if p.current_on(as_at)
    )
    if not any(owns):
        raise NotAllowed(
            f"Only the agency that owns the record can {act}. Yours works with the person as a partner."
        )
