"""What the person notified, and when."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Prefetch, QuerySet

from cairn.access.owning import NO_SUCH_PERSON
from cairn.accounts.models import User
from cairn.errors import NotFound
from cairn.record.notifications.models import Notification, NotifiedMatter


def _with_matters() -> QuerySet[Notification]:
    matters = NotifiedMatter.objects.select_related("trip").order_by("of", "about")
    return Notification.objects.select_related("received_by").prefetch_related(
        Prefetch("matters", queryset=matters)
    )


def notifications_of(nominal_id: UUID) -> list[Notification]:
    """Every attendance, newest first, each with what was notified and who received it."""
    return list(_with_matters().filter(nominal_id=nominal_id).order_by("-given_at"))


def get_notification(notification_id: UUID) -> Notification:
    """
    One attendance, with what was notified and who received it.

    Raises
        NotFound: no such notification, or none that this user may see; one message for both.
    """
    notification = _with_matters().filter(pk=notification_id).first()
    if notification is None:
        raise NotFound(NO_SUCH_PERSON)
    return notification


def last_station_of(user: User) -> str:
    """Where this user last took a notification; nothing if they never did."""
    taken = Notification.objects.filter(received_by=user).order_by("-recorded_at")
    return taken.values_list("station", flat=True).first() or ""
