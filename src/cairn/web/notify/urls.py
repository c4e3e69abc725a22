"""Recording a notification, and its acknowledgement."""

from __future__ import annotations

from django.urls import path

from cairn.web.notify.done import acknowledgement, done
from cairn.web.notify.views import save, start, step

urlpatterns = [
    path("people/<uuid:nominal_id>/notify/", start, name="notify"),
    path("people/<uuid:nominal_id>/notify/autosave/", save, name="notify_autosave"),
    path("people/<uuid:nominal_id>/notify/done/<uuid:notification_id>/", done, name="notify_done"),
    path("people/<uuid:nominal_id>/notify/<slug:slug>/", step, name="notify_step"),
    path("notifications/<uuid:notification_id>/acknowledgement.pdf", acknowledgement, name="acknowledgement"),
]
