"""Who manages whom, and giving people to another officer."""

from __future__ import annotations

from django.urls import path

from cairn.web.actions.view import action_path
from cairn.web.caseload.giving import GIVE, GIVE_UNALLOCATED
from cairn.web.caseload.views import caseload

urlpatterns = [
    path("caseload/", caseload, name="caseload"),
    action_path("caseload/nobody/", GIVE_UNALLOCATED),
    action_path("caseload/<uuid:officer_id>/", GIVE),
]
