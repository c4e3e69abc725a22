"""Who looked, and why."""

from __future__ import annotations

from django.urls import path

from cairn.web.actions.view import action_path
from cairn.web.audit.agency_ledger import console
from cairn.web.audit.audit_queries import questions
from cairn.web.audit.ledger_export import export
from cairn.web.audit.own_history import mine
from cairn.web.audit.review import REVIEW
from cairn.web.audit.who_looked import looked

urlpatterns = [
    path("people/<uuid:nominal_id>/looked/", looked, name="looked"),
    path("ledger/mine/", mine, name="own_history"),
    path("ledger/", console, name="ledger"),
    path("ledger/export/", export, name="ledger_export"),
    path("ledger/questions/", questions, name="ledger_questions"),
    action_path(
        "ledger/questions/<slug:rule>/<uuid:actor_id>/<slug:about>/<int:first>-<int:last>/review/", REVIEW
    ),
]
