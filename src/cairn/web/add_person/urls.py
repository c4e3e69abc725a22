"""Adding a person."""

from __future__ import annotations

from django.urls import path

from cairn.web.add_person.views import save, start, step

urlpatterns = [
    path("people/add/", start, name="add_person"),
    path("people/add/autosave/", save, name="add_person_autosave"),
    path("people/add/<slug:slug>/", step, name="add_person_step"),
]
