"""Requests for access."""

from __future__ import annotations

from django.urls import path

from cairn.web.subject_access.views import act, answer, item, receive, subject_request, subject_requests

_ONE = "subject-requests/<uuid:subject_request_id>/"

urlpatterns = [
    path("subject-requests/", subject_requests, name="subject_requests"),
    path("people/<uuid:nominal_id>/subject-request/", receive, name="receive_subject_request"),
    path(_ONE, subject_request, name="subject_request"),
    path(f"{_ONE}answer.pdf", answer, {"form": "pdf"}, name="access_answer"),
    path(f"{_ONE}answer.json", answer, {"form": "json"}, name="access_answer_json"),
    path(f"{_ONE}<slug:name>/", act, name="subject_request_act"),
    path("subject-requests/items/<uuid:item_id>/", item, name="access_item"),
]
