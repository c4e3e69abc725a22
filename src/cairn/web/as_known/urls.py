"""The pages about the past."""

from __future__ import annotations

from django.urls import path

from cairn.web.as_known.differences import differences
from cairn.web.as_known.person import person_as_known
from cairn.web.as_known.worklist import worklist_as_known

urlpatterns = [
    path("people/<uuid:nominal_id>/as-known/", person_as_known, name="person_as_known"),
    path("people/<uuid:nominal_id>/as-known/differences/", differences, name="differences"),
    path("worklist/as-known/", worklist_as_known, name="worklist_as_known"),
]
