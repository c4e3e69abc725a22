"""A person's retention and the acts on it."""

from __future__ import annotations

from django.urls import path

from cairn.web.retention.views import confirm, hold, lift, retention, review, withdraw

_OF = "people/<uuid:nominal_id>/retention/"

urlpatterns = [
    path(_OF, retention, name="retention"),
    path(f"{_OF}review/", review, name="review_retention"),
    path(f"{_OF}disposal/<uuid:review_id>/confirm/", confirm, name="confirm_disposal"),
    path(f"{_OF}disposal/<uuid:review_id>/withdraw/", withdraw, name="withdraw_disposal"),
    path(f"{_OF}hold/", hold, name="set_hold"),
    path(f"{_OF}hold/<uuid:hold_id>/lift/", lift, name="lift_hold"),
]
