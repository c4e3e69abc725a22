"""Who looked, and why."""

from __future__ import annotations

from django.urls import path

from cairn.web.trail.anomalies import questions, review
from cairn.web.trail.console import console
from cairn.web.trail.export import export
from cairn.web.trail.looked import looked
from cairn.web.trail.mine import mine

urlpatterns = [
    path("people/<uuid:nominal_id>/looked/", looked, name="looked"),
    path("ledger/mine/", mine, name="own_history"),
    path("ledger/", console, name="ledger"),
    path("ledger/export/", export, name="ledger_export"),
    path("ledger/questions/", questions, name="ledger_questions"),
    path("ledger/questions/review/", review, name="ledger_review"),
]
