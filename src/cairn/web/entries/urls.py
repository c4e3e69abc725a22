"""Adding to a person's record: the list, and a page for each kind of fact."""

from __future__ import annotations

from django.urls import path

from cairn.web.actions.view import action_path
from cairn.web.entries.after_conviction import HELD, QUASH, SENTENCE, TRIAL
from cairn.web.entries.conviction import CONVICTION
from cairn.web.entries.death import CONFIRM_DEATH
from cairn.web.entries.endings import END_ORDER, RELEASE
from cairn.web.entries.pages import ENTRIES
from cairn.web.entries.plain import RECORD_FACT
from cairn.web.entries.views import add_to_record

_OF = "people/<uuid:nominal_id>/"
_ONE = f"{_OF}conviction/<uuid:conviction_id>/"

urlpatterns = [
    path(f"{_OF}record/", add_to_record, name="add_to_record"),
    action_path(f"{_OF}conviction/", CONVICTION),
    action_path(f"{_ONE}sentence/", SENTENCE),
    action_path(f"{_OF}sentence/<uuid:sentence_id>/held/", HELD),
    action_path(f"{_ONE}quashed/", QUASH),
    action_path(f"{_ONE}trial/", TRIAL),
    action_path(f"{_OF}death/<uuid:death_id>/confirm/", CONFIRM_DEATH),
    action_path(f"{_OF}custody/<uuid:time_away_id>/", RELEASE),
    action_path(f"{_OF}order/<uuid:order_id>/", END_ORDER),
    action_path(f"{_OF}facts/<slug:key>/add/", RECORD_FACT),
    *(action_path(f"{_OF}{route}/", page) for route, page in ENTRIES),
]
