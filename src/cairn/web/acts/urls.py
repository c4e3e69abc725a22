"""The forms of one act each."""

from __future__ import annotations

from django.urls import path

from cairn.web.acts.conviction import conviction
from cairn.web.acts.table import ACTS
from cairn.web.acts.views import act, acts, order_end, release

urlpatterns = [
    path("people/<uuid:nominal_id>/record/", acts, name="acts"),
    path("people/<uuid:nominal_id>/conviction/", conviction, name="record_conviction"),
    path("people/<uuid:nominal_id>/custody/<uuid:time_away_id>/", release, name="record_release"),
    path("people/<uuid:nominal_id>/order/<uuid:order_id>/", order_end, name="end_order"),
    *(
        path(f"people/<uuid:nominal_id>/{page.path}/", act, {"name": page.name}, name=page.name)
        for page in ACTS
    ),
]
