"""That a role which opens records is proposed by one administrator, for another to approve."""

from __future__ import annotations

from cairn.accounts.models import Team, User
from cairn.ledger.operations import Act, declare
from cairn.ledger.services import enter

ROLE_PROPOSED = declare("user's role proposed", Act.ALTERATION, "Proposed a user’s role")
PROPOSAL_FIELDS = ("proposed_role", "proposed_team", "proposed_by")


def propose(actor: User, user: User, *, role: str, team: Team | None) -> None:
    """Propose a role for an account; one that is only proposed itself is proposed anew, in the actor's name."""
    if user.is_proposed:
        user.role, user.team = role, team
    user.proposed_role, user.proposed_team, user.proposed_by = role, team, actor
    user.save(update_fields=["role", "team", *PROPOSAL_FIELDS])
    enter_proposed(actor, user)


def clear(user: User) -> None:
    """Take the proposal off an account, which is then to be saved."""
    user.proposed_role, user.proposed_team, user.proposed_by = "", None, None


def enter_proposed(actor: User, user: User) -> None:
    """Enter in the ledger who proposed which role for whom."""
    detail = {"user": str(user.pk), "role": user.proposed_role, "team": str(user.proposed_team_id or "")}
    enter(actor, ROLE_PROPOSED, detail={**detail, "proposed_by": str(actor.pk)})
