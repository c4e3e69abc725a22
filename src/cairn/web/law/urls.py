"""What the law requires, for anybody."""

from __future__ import annotations

from django.urls import path

from cairn.web.law.views import law

urlpatterns = [path("law/", law, name="law")]
