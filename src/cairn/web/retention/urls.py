"""A person's retention and the acts on it."""

from __future__ import annotations

from django.urls import path

from cairn.web.actions.view import action_path
from cairn.web.retention.pages import CONFIRM, HOLD, LIFT, REVIEW, WITHDRAW
from cairn.web.retention.views import retention

_OF = "people/<uuid:nominal_id>/retention/"

urlpatterns = [
    path(_OF, retention, name="retention"),
    action_path(f"{_OF}review/", REVIEW),
    action_path(f"{_OF}disposal/<uuid:review_id>/confirm/", CONFIRM),
    action_path(f"{_OF}disposal/<uuid:review_id>/withdraw/", WITHDRAW),
    action_path(f"{_OF}hold/", HOLD),
    action_path(f"{_OF}hold/<uuid:hold_id>/lift/", LIFT),
]
