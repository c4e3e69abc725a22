"""Requests for access."""

from __future__ import annotations

from django.urls import path

from cairn.web.actions.view import action_path
from cairn.web.subject_access import pages
from cairn.web.subject_access.views import answer, subject_request, subject_requests

_ONE = "subject-requests/<uuid:subject_request_id>/"

urlpatterns = [
    path("subject-requests/", subject_requests, name="subject_requests"),
    action_path("people/<uuid:nominal_id>/subject-request/", pages.RECEIVE),
    path(_ONE, subject_request, name="subject_request"),
    path(f"{_ONE}answer.pdf", answer, {"form": "pdf"}, name="access_answer"),
    path(f"{_ONE}answer.json", answer, {"form": "json"}, name="access_answer_json"),
    action_path(f"{_ONE}identity/", pages.IDENTITY),
    action_path(f"{_ONE}clarify/", pages.CLARIFY),
    action_path(f"{_ONE}clarified/", pages.CLARIFIED),
    action_path(f"{_ONE}extend/", pages.EXTEND),
    action_path(f"{_ONE}outcome/", pages.OUTCOME),
    action_path(f"{_ONE}gather/", pages.GATHER),
    action_path(f"{_ONE}plain/", pages.PLAIN),
    action_path(f"{_ONE}send-back/", pages.SEND_BACK),
    action_path(f"{_ONE}release/", pages.RELEASE),
    action_path("subject-requests/items/<uuid:item_id>/", pages.ITEM),
]
