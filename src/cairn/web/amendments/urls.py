"""Putting a fact right."""

from __future__ import annotations

from cairn.web.actions.view import action_path
from cairn.web.amendments.pages import CORRECT, END, WITHDRAW

_FACT = "people/<uuid:nominal_id>/facts/<slug:key>/<uuid:row_id>/"

urlpatterns = [
    action_path(f"{_FACT}correct/", CORRECT),
    action_path(f"{_FACT}withdraw/", WITHDRAW),
    action_path(f"{_FACT}end/", END),
]
