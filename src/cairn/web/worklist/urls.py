"""The home page."""

from __future__ import annotations

from django.urls import path

from cairn.web.worklist.views import home

urlpatterns = [path("", home, name="worklist")]
