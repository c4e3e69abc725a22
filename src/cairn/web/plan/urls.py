"""The plan's pages, and one action's."""

from __future__ import annotations

from django.urls import path

from cairn.web.plan.views import action, add, agree, plan

urlpatterns = [
    path("people/<uuid:nominal_id>/plan/", plan, name="plan"),
    path("people/<uuid:nominal_id>/plan/agree/", agree, name="agree_plan"),
    path("people/<uuid:nominal_id>/plan/actions/add/", add, name="add_action"),
    path("actions/<uuid:action_id>/", action, name="action"),
]
