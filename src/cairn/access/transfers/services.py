"""Offering a record to another agency, and answering: ownership changes hands only by both."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone
from psycopg.errors import CheckViolation, InsufficientPrivilege

from cairn.access.deciders.services import tell_deciders
from cairn.access.need_to_know.matrix import matrix
from cairn.access.owning import must_own
from cairn.access.reasons import reason
from cairn.access.transfers.models import Outcome, Transfer
from cairn.accounts.agencies.models import Agency, Team, User
from cairn.accounts.checks import require_role
from cairn.accounts.messages.models import MessageKind
from cairn.accounts.roles import RECEIVERS, Role
from cairn.dates import in_words
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.ledger.operations import Act, Operation, declare
from cairn.ledger.services import enter

RECORD_OFFERED = declare("record offered", Act.DISCLOSURE, "Offered the record to another agency")
OFFER_WITHDRAWN = declare("offer of a record withdrawn", Act.ALTERATION, "Withdrew the offer of a record")
OFFER_REFUSED = declare("offer of a record refused", Act.ALTERATION, "Declined the offer of a record")
RECORD_TAKEN_OVER = declare("record taken over", Act.ALTERATION, "Took over a record")

_SUPERVISORS = frozenset({Role.SUPERVISOR})


@transaction.atomic
def offer_record(
    actor: User, *, nominal_id: UUID, to_agency: Agency, to_team: Team | None = None, why: str
) -> Transfer:
    """
    Offer a record to another agency. Until it is accepted, nothing changes hands and nothing pauses.

    The supervisors of that agency may read the record while the offer stands, to decide.

    Raises
        NotFound, NotAllowed: see `must_own`; a supervisor does this.
        BadInput: the agency's own, a team of another, or no reason.
        Conflict: it is on offer already, or was taken over today.
    """
    must_own(actor, nominal_id, roles=_SUPERVISORS, act="offer a record to another agency", as_at=this_day())
    if to_agency.pk == actor.agency_id:
        raise BadInput("Your agency owns this record. Choose another one.", field="to_agency")
    if to_team is not None and to_team.agency_id != to_agency.pk:
        raise BadInput("The team is of another agency. Choose one of that agency's.", field="to_team")
    if not User.objects.filter(agency=to_agency, role__in=RECEIVERS, is_active=True).exists():
        raise BadInput(
            "That agency has no supervisor, so nobody there can take the record over. Choose another agency.",
            field="to_agency",
        )
    why, today, rule = reason(why, ask="Say why the record moves"), this_day(), matrix().transfer
    for standing in Transfer.objects.filter(nominal_id=nominal_id, outcome=""):
        if standing.stands(today):
            raise Conflict(
                f"It is on offer already, until {in_words(standing.lapses_on)}. Withdraw that offer first."
            )
        _close(actor, standing, Outcome.WITHDRAWN, "Lapsed unanswered.")
    offer = Transfer.objects.create(
        nominal_id=nominal_id,
        from_agency=actor.agency,
        to_agency=to_agency,
        to_team=to_team,
        why=why,
        offered_by=actor,
        lapses_on=today + timedelta(days=rule.offer_days),
        overlap_days=rule.overlap_days,
    )
    detail = {"transfer": str(offer.pk), "agency": str(to_agency.pk)}
    enter(
        actor,
        RECORD_OFFERED,
        nominal_id=nominal_id,
        detail=detail,
        why=why,
        recipient=to_agency.name,
    )
    tell_deciders(MessageKind.OFFER, offer.pk)
    return offer


def _close(actor: User, offer: Transfer, outcome: Outcome, answer: str) -> None:
    offer.outcome, offer.answer = outcome, answer
    offer.decided_by, offer.decided_at = actor, timezone.now()
    offer.save(update_fields=["outcome", "decided_by", "decided_at", "answer"])


def _standing(transfer_id: UUID) -> Transfer:
    offer = Transfer.objects.select_for_update(of=("self",)).filter(pk=transfer_id, outcome="").first()
    if offer is None:
        found = Transfer.objects.filter(pk=transfer_id).first()
        if found is None:
            raise NotFound("There is no such offer, or none that you may see.")
        if not found.outcome:
            raise NotAllowed(
                "A supervisor of the agency that was offered the record answers it. "
                "A supervisor of the agency that offered it can withdraw it."
            )
        raise Conflict(f"This offer has been {found.get_outcome_display().lower()} already.")
    return offer


def _must_be_receiving(actor: User, offer: Transfer) -> None:
    require_role(actor, RECEIVERS, act="answer an offer of a record")
    if offer.to_agency_id != actor.agency_id:
        raise NotAllowed("Only the agency to which the record was offered can answer.")
    if not offer.stands(this_day()):
        raise Conflict(f"This offer lapsed on {in_words(offer.lapses_on)}. Ask for another.")


@transaction.atomic
def withdraw_offer(actor: User, *, transfer_id: UUID, why: str) -> Transfer:
    """
    Take an offer back.

    Raises
        NotFound: no such offer, or none that this user may see; see also `must_own`.
        BadInput: no reason.
        Conflict: it was answered.
    """
    offer = _standing(transfer_id)
    must_own(actor, offer.nominal_id, roles=_SUPERVISORS, act="withdraw an offer", as_at=this_day())
    why = reason(why, ask="Say why it is withdrawn")
    _close(actor, offer, Outcome.WITHDRAWN, why)
    _note(actor, offer, OFFER_WITHDRAWN, why)
    return offer


@transaction.atomic
def refuse_record(actor: User, *, transfer_id: UUID, why: str) -> Transfer:
    """
    Refuse a record, with the reason that the agency that offered it will read.

    Raises
        NotFound: no such offer, or none that this user may see.
        NotAllowed: not a supervisor of the agency to which it was offered.
        BadInput: no reason.
        Conflict: it was answered, or has lapsed.
    """
    offer = _standing(transfer_id)
    _must_be_receiving(actor, offer)
    why = reason(why, ask="Say why it is refused")
    _close(actor, offer, Outcome.REFUSED, why)
    _note(actor, offer, OFFER_REFUSED, why)
    return offer


@transaction.atomic
def accept_record(actor: User, *, transfer_id: UUID) -> Transfer:
    """
    Become the owner of a record from today; the former owner stays a partner for the days agreed.

    Whoever takes it over must then allocate it: `cairn.record.allocation.services.take_over` does both.

    Raises
        NotFound: no such offer, or none that this user may see.
        NotAllowed: not a supervisor of the agency to which it was offered.
        Conflict: it was answered, has lapsed, or the former owner's ownership began today.
    """
    offer = _standing(transfer_id)
    _must_be_receiving(actor, offer)
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT cairn_take_over(%s)", [transfer_id])
    except ProgrammingError as error:
        if isinstance(error.__cause__, InsufficientPrivilege):
            raise Conflict("The agency that offered this record no longer owns it.") from error
        raise
    except IntegrityError as error:
        if isinstance(error.__cause__, CheckViolation):
            raise Conflict("The record changed hands today. It can be taken over from tomorrow.") from error
        raise
    offer.refresh_from_db()
    _note(actor, offer, RECORD_TAKEN_OVER, offer.why)
    return offer


def _note(actor: User, offer: Transfer, operation: Operation, why: str) -> None:
    detail = {"transfer": str(offer.pk), "from": str(offer.from_agency_id), "to": str(offer.to_agency_id)}
    enter(actor, operation, nominal_id=offer.nominal_id, detail=detail, why=why)
