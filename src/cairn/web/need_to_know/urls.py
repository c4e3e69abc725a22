"""Who has access: asking, sharing, restricting, handing over, and the emergency way in."""

from __future__ import annotations

from django.urls import path

from cairn.web.actions.view import action_path
from cairn.web.need_to_know import (
    answering,
    asking,
    deciding,
    emergency,
    offering,
    restrict,
    restrict_fact,
    share,
    taking_over,
)

_ABOUT = "people/<uuid:nominal_id>/access/"
_REQUEST = "access/requests/<uuid:request_id>/"
_OPENING = "access/emergencies/<uuid:break_glass_id>/"
_OFFER = "access/offers/<uuid:transfer_id>/"

urlpatterns = [
    path("access/", deciding.deciding, name="access_to_decide"),
    path(_REQUEST, answering.access_request, name="access_request"),
    action_path(f"{_REQUEST}grant/", answering.GRANT),
    action_path(f"{_REQUEST}refuse/", answering.REFUSE),
    path(_OPENING, emergency.emergency, name="emergency"),
    action_path(f"{_OPENING}review/", emergency.REVIEW),
    path(_OFFER, taking_over.offer, name="offer"),
    action_path(f"{_OFFER}accept/", taking_over.ACCEPT),
    action_path(f"{_OFFER}refuse/", taking_over.REFUSE),
    action_path("people/<uuid:nominal_id>/ask/", asking.ASK),
    action_path("people/<uuid:nominal_id>/emergency/", emergency.OPEN),
    action_path(f"{_ABOUT}share/", share.SHARE),
    action_path(f"{_ABOUT}partners/<uuid:partnership_id>/end/", share.END),
    action_path(f"{_ABOUT}restrict/", restrict.RESTRICT),
    action_path(f"{_ABOUT}readers/", restrict.NAME),
    action_path(f"{_ABOUT}readers/<uuid:user_id>/remove/", restrict.REMOVE),
    action_path(f"{_ABOUT}lift/", restrict.LIFT),
    path(f"{_ABOUT}facts/", restrict_fact.facts, name="facts_to_restrict"),
    action_path(f"{_ABOUT}facts/<slug:kept_in>/<uuid:row_id>/", restrict_fact.RESTRICT),
    action_path(f"{_ABOUT}facts/<uuid:restriction_id>/lift/", restrict_fact.LIFT),
    action_path(f"{_ABOUT}offer/", offering.OFFER),
    action_path(f"{_ABOUT}offers/<uuid:transfer_id>/withdraw/", offering.WITHDRAW),
]
