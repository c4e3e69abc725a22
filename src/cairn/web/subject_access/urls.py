"""Requests for access."""

from __future__ import annotations

from django.urls import path

from cairn.web.subject_access.views import access_request, access_requests, act, answer, item, receive

_ONE = "access-requests/<uuid:request_id>/"

urlpatterns = [
    path("access-requests/", access_requests, name="access_requests"),
    path("people/<uuid:nominal_id>/access-request/", receive, name="receive_access_request"),
    path(_ONE, access_request, name="access_request"),
    path(f"{_ONE}answer.pdf", answer, {"form": "pdf"}, name="access_answer"),
    path(f"{_ONE}answer.json", answer, {"form": "json"}, name="access_answer_json"),
    path(f"{_ONE}<slug:name>/", act, name="access_request_act"),
    path("access-requests/items/<uuid:item_id>/", item, name="access_item"),
]
