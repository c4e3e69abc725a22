"""Opening a record in an emergency, and reviewing that."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import ProgrammingError, transaction
from django.db.models.functions import Now
from django.utils import timezone
from psycopg.errors import InsufficientPrivilege

from cairn.access.break_glass.models import BreakGlass, Finding
from cairn.access.deciders.services import tell_deciders
from cairn.access.need_to_know.matrix import matrix
from cairn.access.owning import NO_SUCH_PERSON, must_own
from cairn.access.partnerships.queries import works_with
from cairn.access.reasons import reason
from cairn.accounts.agencies.models import User
from cairn.accounts.checks import require_role
from cairn.accounts.messages.models import MessageKind
from cairn.accounts.roles import Role
from cairn.announcements import FactsChanged, announce
from cairn.dates import today as this_day
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.ledger.operations import Act, declare
from cairn.ledger.services import enter

RECORD_OPENED = declare(
    "record opened in an emergency", Act.CONSULTATION, "Opened the record in an emergency", needs_reason=True
)
OPENING_REVIEWED = declare("emergency opening reviewed", Act.ALTERATION, "Reviewed an emergency opening")


@transaction.atomic
def break_glass(actor: User, *, nominal_id: UUID, why: str) -> BreakGlass:
    """
    Open a record outside the user's partnerships, to read, for as many hours as the matrix says.

    The owner's supervisors are told at once: a review is owed on their worklist, and a message to them waits, from this
    transaction on.

    Raises
        NotAllowed: the role or the kind of agency has no such right.
        NotFound: no such person, or a record that only named people open: one message for both.
        BadInput: no reason.
        Conflict: the user sees the record already.

    Source: DPA 2018 s.35, s.40; local policy on emergency access.
    """
    rule = matrix().break_glass
    require_role(actor, rule.roles, act="open a record in an emergency")
    if actor.agency.kind not in rule.agency_kinds:
        raise NotAllowed("Your kind of agency opens no records in an emergency. Ask the owner for access.")
    why = reason(why, ask="Say what the emergency is")
    if works_with(nominal_id):
        raise Conflict("You may open this record without this: your agency works with the person.")
    if BreakGlass.objects.filter(nominal_id=nominal_id, user=actor, until__gt=Now()).exists():
        raise Conflict("You have opened this record already, and it is still open to you.")
    try:
        with transaction.atomic():
            opened = BreakGlass.objects.create(
                nominal_id=nominal_id,
                user=actor,
                agency=actor.agency,
                why=why,
                # By the database's clock, against which its policy measures them.
                until=Now() + timedelta(hours=rule.hours),
                review_by=Now() + timedelta(hours=rule.review_hours),
            )
    except ProgrammingError as error:
        if isinstance(error.__cause__, InsufficientPrivilege):
            raise NotFound(NO_SUCH_PERSON) from error
        raise
    opened.refresh_from_db()
    detail = {"break_glass": str(opened.pk)}
    enter(
        actor,
        RECORD_OPENED,
        nominal_id=nominal_id,
        detail=detail,
        why=why,
    )
    tell_deciders(MessageKind.EMERGENCY, opened.pk)
    announce(FactsChanged(nominal_id))
    return opened


@transaction.atomic
def review_break_glass(actor: User, *, break_glass_id: UUID, finding: str, note: str) -> BreakGlass:
    """
    Say whether an emergency opening was justified.

    Raises
        NotFound: no such opening, or none that this user may see.
        NotAllowed: their own, or not a supervisor of the agency that owns the record.
        BadInput: no such finding, or no note.
        Conflict: it was reviewed.
    """
    opened = BreakGlass.objects.filter(pk=break_glass_id).first()
    if opened is None:
        raise NotFound("There is no such emergency opening, or none that you may see.")
    if opened.user_id == actor.pk:
        raise NotAllowed("Nobody reviews their own emergency opening. Another supervisor does.")
    must_own(
        actor,
        opened.nominal_id,
        roles=frozenset({Role.SUPERVISOR}),
        act="review an emergency opening",
        as_at=this_day(),
    )
    if finding not in Finding.values:
        raise BadInput("Choose whether it was justified.", field="finding")
    note = reason(note, field="note", ask="Say what you found")
    # Nobody may change, and so lock, one that has been reviewed.
    opened = BreakGlass.objects.select_for_update().filter(pk=break_glass_id).first()
    if opened is None:
        raise Conflict("This has been reviewed already.")
    opened.reviewed_by, opened.reviewed_at = actor, timezone.now()
    opened.finding, opened.review_note = finding, note
    opened.save(update_fields=["reviewed_by", "reviewed_at", "finding", "review_note"])
    enter(
        actor,
        OPENING_REVIEWED,
        nominal_id=opened.nominal_id,
        detail={"break_glass": str(opened.pk), "finding": finding},
        why=note,
    )
    announce(FactsChanged(opened.nominal_id))
    return opened
