"""Finding a person."""

from __future__ import annotations

from django.urls import path

from cairn.web.find.views import find_person, found

urlpatterns = [
    path("people/find/", find_person, name="find"),
    path("people/find/<str:name>/", found, name="found"),
]
