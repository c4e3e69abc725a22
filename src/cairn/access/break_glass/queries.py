"""Emergency openings: one's own, those to review, those that nobody reviewed in time."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from cairn.access.break_glass.models import BreakGlass
from cairn.access.need_to_know.matrix import matrix
from cairn.accounts.agencies.models import User
from cairn.accounts.roles import Role
from cairn.errors import NotFound
from cairn.ledger.models import Entry


def _all() -> QuerySet[BreakGlass]:
    return BreakGlass.objects.select_related("user", "agency", "reviewed_by")


def may_break_glass(user: User) -> bool:
    """Whether the user's role and kind of agency may open records in an emergency at all."""
    return matrix().break_glass.includes(user.role, user.agency.kind)


def open_now(user: User, nominal_id: UUID, *, now: datetime | None = None) -> BreakGlass | None:
    """The user's emergency opening of this record that still runs."""
    running = _all().filter(user=user, nominal_id=nominal_id, until__gt=now or timezone.now())
    return running.first()


def get_opening(break_glass_id: UUID) -> BreakGlass:
    """
    Raises
        NotFound: no such opening, or none that this user may see.
    """
    found = _all().filter(pk=break_glass_id).first()
    if found is None:
        raise NotFound("There is no such emergency opening, or none that you may see.")
    return found


def openings_of(nominal_id: UUID) -> list[BreakGlass]:
    """Every emergency opening of a record that the user may see, the latest first."""
    return list(_all().filter(nominal_id=nominal_id).order_by("-opened_at"))


def to_review(user: User) -> list[BreakGlass]:
    """Openings of the agency's records for this supervisor to review, the oldest first; never their own."""
    if not user.has_role(Role.SUPERVISOR):
        return []
    waiting = _all().filter(reviewed_at__isnull=True).exclude(user=user).exclude(agency_id=user.agency_id)
    return list(waiting.order_by("opened_at"))


def unreviewed_in_time(*, now: datetime | None = None) -> list[BreakGlass]:
    """
    Openings that nobody reviewed by their time, as far as this user sees any.

    Escalation: after that time they are shown to the opener's own supervisors and auditors as well.
    """
    late = _all().filter(reviewed_at__isnull=True, review_by__lt=now or timezone.now())
    return list(late.order_by("review_by"))


def by_other_agencies(user: User, *, since: datetime, until: datetime) -> list[BreakGlass]:
    """
    Openings of records of the user's agency by people of other agencies in that time, the latest first.

    For the agency's auditor, who is shown no other opening by another agency than these.
    """
    theirs = _all().filter(opened_at__gte=since, opened_at__lt=until).exclude(agency_id=user.agency_id)
    return list(theirs.order_by("-opened_at"))


def running(user: User, *, now: datetime | None = None) -> list[BreakGlass]:
    """The user's own emergency openings that still run, the first to end first."""
    return list(_all().filter(user=user, until__gt=now or timezone.now()).order_by("until"))


def read_during(opening: BreakGlass) -> list[Entry]:
    """What whoever opened the record did with it while it was open, in order, for those who read the ledger of it."""
    entries = Entry.objects.filter(
        nominal_id=opening.nominal_id,
        actor_id=opening.user_id,
        at__gte=opening.opened_at,
        at__lt=opening.until,
    )
    return list(entries.order_by("at"))
