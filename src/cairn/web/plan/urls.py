"""The plan's pages, and one action's."""

from __future__ import annotations

from django.urls import path

from cairn.web.actions.view import action_path
from cairn.web.plan.pages import ACCEPT, ADD, AGREE, COMPLETE
from cairn.web.plan.views import action, plan

_ACTION = "actions/<uuid:action_id>/"

urlpatterns = [
    path("people/<uuid:nominal_id>/plan/", plan, name="plan"),
    action_path("people/<uuid:nominal_id>/plan/agree/", AGREE),
    action_path("people/<uuid:nominal_id>/plan/actions/add/", ADD),
    path(_ACTION, action, name="action"),
    action_path(f"{_ACTION}accept/", ACCEPT),
    action_path(f"{_ACTION}complete/", COMPLETE),
]
