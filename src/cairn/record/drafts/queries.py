"""What somebody has typed and not yet sent."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.db.models import QuerySet

from cairn.accounts.models import User
from cairn.record.drafts.models import Draft, SentForm


def drafts_of_page(actor: User, page: str, nominal_id: UUID | None) -> QuerySet[Draft]:
    """This user's draft of that page, if there is one."""
    drafts = Draft.objects.filter(author=actor, page=page)
    return drafts.filter(nominal_id=nominal_id) if nominal_id else drafts.filter(nominal_id__isnull=True)


def draft_of(actor: User, *, page: str, nominal_id: UUID | None) -> Draft | None:
    """What this user typed on that page and has not confirmed. Nobody sees another's."""
    return drafts_of_page(actor, page, nominal_id).first()


def drafts_by(actor: User, *, nominal_id: UUID | None = None) -> list[Draft]:
    """
    Everything that this user has typed and not confirmed, the newest first.

    Parameters
        nominal_id: about this person only.
    """
    drafts = Draft.objects.filter(author=actor).order_by("-saved_at")
    return list(drafts.filter(nominal_id=nominal_id) if nominal_id else drafts)


def drafts_in_progress(nominal_id: UUID) -> int:
    """How many people are in the middle of recording something about a person whom this user sees."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT cairn_count_drafts(%s)", [nominal_id])
        row = cursor.fetchone()
    return int(row[0]) if row else 0


def sent_before(actor: User, *, token: UUID) -> SentForm | None:
    """The note that this user sent the page with this token, and that it was done."""
    return SentForm.objects.filter(token=token, user=actor).first()
