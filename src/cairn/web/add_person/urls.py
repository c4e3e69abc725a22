"""Adding a person."""

from __future__ import annotations

from django.urls import path

from cairn.web.add_person.views import start, step

urlpatterns = [
    path("people/add/", start, name="add_person"),
    path("people/add/<slug:slug>/", step, name="add_person_step"),
]
