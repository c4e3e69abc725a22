"""An administrator's pages: the users of their agency, and what happened at its entrance."""

from __future__ import annotations

from django.urls import path

from cairn.web.staff.adding import add_staff
from cairn.web.staff.views import account, act, sign_ins, staff

urlpatterns = [
    path("staff/", staff, name="staff"),
    path("staff/add/", add_staff, name="add_staff"),
    path("staff/sign-ins/", sign_ins, name="sign_ins"),
    path("staff/<uuid:user_id>/", account, name="staff_account"),
    path("staff/<uuid:user_id>/<slug:what>/", act, name="staff_act"),
]
