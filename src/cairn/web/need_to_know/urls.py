"""Who has access: asking, sharing, restricting, handing over, and the emergency way in."""

from __future__ import annotations

from django.urls import path

from cairn.web.need_to_know import offering, restrict, restrict_fact, share
from cairn.web.need_to_know.answering import access_request
from cairn.web.need_to_know.asking import ask
from cairn.web.need_to_know.deciding import deciding
from cairn.web.need_to_know.emergency import emergency, open_in_emergency
from cairn.web.need_to_know.taking_over import offer

_ABOUT = "people/<uuid:nominal_id>/access/"

urlpatterns = [
    path("access/", deciding, name="access_to_decide"),
    path("access/requests/<uuid:request_id>/", access_request, name="access_request"),
    path("access/emergencies/<uuid:break_glass_id>/", emergency, name="emergency"),
    path("access/offers/<uuid:transfer_id>/", offer, name="offer"),
    path("people/<uuid:nominal_id>/ask/", ask, name="ask_for_access"),
    path("people/<uuid:nominal_id>/emergency/", open_in_emergency, name="open_in_emergency"),
    path(f"{_ABOUT}share/", share.share, name="share_record"),
    path(f"{_ABOUT}partners/<uuid:partnership_id>/end/", share.end, name="end_partnership"),
    path(f"{_ABOUT}restrict/", restrict.restrict, name="restrict_record"),
    path(f"{_ABOUT}readers/", restrict.name, name="name_reader"),
    path(f"{_ABOUT}readers/<uuid:user_id>/remove/", restrict.remove, name="remove_reader"),
    path(f"{_ABOUT}lift/", restrict.lift, name="lift_restriction"),
    path(f"{_ABOUT}facts/", restrict_fact.facts, name="facts_to_restrict"),
    path(f"{_ABOUT}facts/<slug:kept_in>/<uuid:row_id>/", restrict_fact.restrict, name="restrict_fact"),
    path(f"{_ABOUT}facts/<uuid:restriction_id>/lift/", restrict_fact.lift, name="lift_fact"),
    path(f"{_ABOUT}offer/", offering.offer, name="offer_record"),
    path(f"{_ABOUT}offers/<uuid:transfer_id>/withdraw/", offering.withdraw, name="withdraw_offer"),
]
