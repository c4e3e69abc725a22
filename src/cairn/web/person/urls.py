"""The pages about one person."""

from __future__ import annotations

from django.urls import path

from cairn.web.person.access import access
from cairn.web.person.history import history
from cairn.web.person.overview import person
from cairn.web.person.photograph import photograph
from cairn.web.person.reasons import reasons
from cairn.web.person.stated import say_why
from cairn.web.person.timeline import timeline
from cairn.web.person.what_if import what_if

urlpatterns = [
    path("people/<uuid:nominal_id>/", person, name="person"),
    path("people/<uuid:nominal_id>/reasons/", reasons, name="reasons"),
    path("people/<uuid:nominal_id>/what-if/", what_if, name="what_if"),
    path("people/<uuid:nominal_id>/timeline/", timeline, name="timeline"),
    path("people/<uuid:nominal_id>/access/", access, name="access"),
    path("people/<uuid:nominal_id>/history/", history, name="history_index"),
    path("people/<uuid:nominal_id>/history/<slug:subject>/", history, name="history"),
    path("people/<uuid:nominal_id>/photograph/", photograph, name="photograph"),
    path("people/<uuid:nominal_id>/why/", say_why, name="say_why"),
]
