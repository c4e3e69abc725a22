"""Bringing agencies to a nominal."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import IntegrityError, ProgrammingError, transaction
from django.db.models import Q
from psycopg.errors import InsufficientPrivilege, UniqueViolation

from cairn.access.kinds import Purpose
from cairn.access.models import Partnership, Relation
from cairn.access.owning import must_own
from cairn.accounts.checks import require_role
from cairn.accounts.models import Agency, User
from cairn.accounts.roles import RECORD_KEEPERS, SHARERS
from cairn.dates import in_words
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict, NotFound
from cairn.ledger.operations import Act, declare
from cairn.ledger.services import enter

OWNERSHIP_BEGUN = declare("partnership opened", Act.COLLECTION, "Took the record into the agency’s ownership")
PARTNERSHIP_OPENED = declare("partnership opened", Act.DISCLOSURE, "Gave an agency access")
PARTNERSHIP_ENDED = declare("partnership ended", Act.ALTERATION, "Ended an agency’s access")


@transaction.atomic
def open_partnership(
    actor: User,
    *,
    nominal_id: UUID,
    agency: Agency,
    relation: Relation,
    purpose: str,
    starts: date,
    until: date | None = None,
    purpose_kind: str = Purpose.RISK_MANAGEMENT,
) -> Partnership:
    """
    Let an agency work with a nominal from `starts`, up to and including `until`.

    The first partnership makes the owner, and comes before the nominal's own row; only then can the
    row be written. After that the owner brings others in.

    Parameters
        purpose_kind: what kind of purpose it is: what a partner reads follows from it.

    Raises
        NotFound: the nominal has an owner, and this user does not see them.
        NotAllowed: the user's role or agency may not share this record.
        BadInput: no purpose, or no such kind; an end before the start; an owner from a day to come.
        Conflict: the agency works with the nominal already, or another owns the record.

    Source: CJA 2003 s.325(3)-(4) (duty to co-operate, sharing of information); DPA 2018 s.36(1) (purpose).
    """
    if relation == Relation.OWNER:
        require_role(actor, RECORD_KEEPERS, act="open a record")
        _check_first_owner(actor, agency, starts, until)
    else:
        must_own(actor, nominal_id, roles=SHARERS, act="share it with another agency", as_at=this_day())
    purpose = _checked_purpose(purpose_kind, purpose)
    _check_days(starts, until)
    _check_not_open(nominal_id, agency, relation)
    partnership = Partnership(
        nominal_id=nominal_id,
        agency=agency,
        relation=relation,
        purpose_kind=purpose_kind,
        purpose=purpose,
        team=actor.team if relation == Relation.OWNER else None,
        starts=starts,
        until=until,
        opened_by=actor,
    )
    try:
        with transaction.atomic():
            partnership.save(force_insert=True)
    except (IntegrityError, ProgrammingError) as error:
        # The record has an owner whom this user does not see, or somebody was quicker.
        if isinstance(error.__cause__, UniqueViolation | InsufficientPrivilege):
            raise _works_already() from error
        raise
    _note_opened(actor, partnership)
    return partnership


def _check_days(starts: date, until: date | None) -> None:
    if until is not None and until < starts:
        raise BadInput(
            f"The end, {in_words(until)}, is before the start, {in_words(starts)}. Give a later day.",
            field="until",
        )


def _note_opened(actor: User, partnership: Partnership) -> None:
    """An owner's own record is collected; everybody else has it disclosed to them."""
    owner = partnership.relation == Relation.OWNER
    enter(
        actor,
        OWNERSHIP_BEGUN if owner else PARTNERSHIP_OPENED,
        nominal_id=partnership.nominal_id,
        detail={
            "partnership": str(partnership.pk),
            "agency": str(partnership.agency_id),
            "relation": str(partnership.relation),
        },
        why=partnership.purpose,
        recipient="" if owner else partnership.agency.name,
    )


def _checked_purpose(kind: str, purpose: str) -> str:
    if kind not in Purpose.values:
        raise BadInput("Choose what kind of purpose it is.", field="purpose_kind")
    purpose = " ".join(purpose.split())
    if not purpose:
        raise BadInput("Enter why the agency works with this person.", field="purpose")
    if len(purpose) > 200:
        raise BadInput(f"The purpose has {len(purpose)} characters. Use 200 or fewer.", field="purpose")
    return purpose


def _check_first_owner(actor: User, agency: Agency, starts: date, until: date | None) -> None:
    if agency.pk != actor.agency_id:
        raise BadInput("A new record belongs to your own agency. Choose it as the owner.", field="agency")
    if starts > this_day():
        raise BadInput(
            f"An agency cannot own the record from a day to come, {in_words(starts)}. Give today or an earlier day.",
            field="starts",
        )
    if until is not None:
        raise BadInput(
            "The owner has no end date, because a record always has an owner. Leave the end empty.",
            field="until",
        )


def _check_not_open(nominal_id: UUID, agency: Agency, relation: Relation) -> None:
    open_now = Partnership.objects.filter(nominal_id=nominal_id, until__isnull=True)
    clash = Q(agency=agency) | Q(relation=Relation.OWNER) if relation == Relation.OWNER else Q(agency=agency)
    if open_now.filter(clash).exists():
        raise _works_already()


def _works_already() -> Conflict:
    return Conflict("An agency works with this person already, or owns the record.", field="agency")


@transaction.atomic
def end_partnership(actor: User, *, partnership_id: UUID, until: date) -> Partnership:
    """
    End an agency's work with a nominal: `until` is the last day on which it sees the record.

    Raises
        NotFound: no such partnership, or none that this user may see.
        NotAllowed: the user's role or agency may not share this record.
        BadInput: the end is before the start.
        Conflict: it is the owner's, or has ended.
    """
    partnership = Partnership.objects.filter(pk=partnership_id).first()
    if partnership is None:
        raise NotFound("There is no such partnership, or none that you may see.")
    must_own(
        actor, partnership.nominal_id, roles=SHARERS, act="end another agency's access", as_at=this_day()
    )
    if partnership.relation == Relation.OWNER:
        raise Conflict(
            "The agency that owns a record cannot leave it: a record always has an owner. "
            "Offer it to another agency."
        )
    # Only the owner may lock the row; by now the user is of the owner's.
    partnership = Partnership.objects.select_for_update().get(pk=partnership_id)
    if partnership.until is not None and partnership.until <= until:
        raise Conflict(
            f"This agency's work with the person already ends on {in_words(partnership.until)}.",
            field="until",
        )
    _check_days(partnership.starts, until)
    partnership.until = until
    partnership.save(update_fields=["until"])
    enter(
        actor,
        PARTNERSHIP_ENDED,
        nominal_id=partnership.nominal_id,
        detail={"partnership": str(partnership.pk), "agency": str(partnership.agency_id)},
    )
    return partnership
