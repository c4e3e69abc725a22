"""What every page that can be sent shares: keeping what is typed on it."""

from __future__ import annotations

from django.urls import path

from cairn.web.actions.keeping_words import discard, keep_typed

urlpatterns = [
    path("drafts/keep/", keep_typed, name="keep_typed"),
    path("drafts/<uuid:draft_id>/discard/", discard, name="discard_draft"),
]
