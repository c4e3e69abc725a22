"""What was said about an action."""

from __future__ import annotations

from uuid import UUID

from cairn.errors import NotFound
from cairn.plan.actions.messages.models import ActionMessage


def messages_about(action_id: UUID) -> list[ActionMessage]:
    """Everything said about an action that the user may see, the oldest first."""
    found = ActionMessage.objects.filter(action_id=action_id)
    return list(
        found.select_related("said_by__agency", "answered_by__agency").order_by(
            "said_on", "recorded_at", "id"
        )
    )


def get_message(message_id: UUID) -> ActionMessage:
    """
    Raises
        NotFound: none, or none that this user may see; one message for both.
    """
    found = ActionMessage.objects.filter(pk=message_id).select_related("action__agency", "said_by").first()
    if found is None:
        raise NotFound("There is no such message, or none that you may see.")
    return found
