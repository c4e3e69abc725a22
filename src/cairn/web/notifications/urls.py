"""Recording a notification, and its acknowledgement."""

from __future__ import annotations

from django.urls import path

from cairn.web.notifications.done import acknowledgement, done
from cairn.web.notifications.views import start, step

urlpatterns = [
    path("people/<uuid:nominal_id>/notify/", start, name="notify"),
    path("people/<uuid:nominal_id>/notify/done/<uuid:notification_id>/", done, name="notify_done"),
    path("people/<uuid:nominal_id>/notify/<slug:slug>/", step, name="notify_step"),
    path("notifications/<uuid:notification_id>/acknowledgement.pdf", acknowledgement, name="acknowledgement"),
]
