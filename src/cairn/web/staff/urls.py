"""An administrator's pages: the users of their agency, and what happened at its entrance."""

from __future__ import annotations

from django.urls import path

from cairn.web.actions.view import action_path
from cairn.web.staff import pages
from cairn.web.staff.views import account, sign_ins, staff

_ONE = "staff/<uuid:user_id>/"

urlpatterns = [
    path("staff/", staff, name="staff"),
    action_path("staff/add/", pages.ADD),
    path("staff/sign-ins/", sign_ins, name="sign_ins"),
    path(_ONE, account, name="staff_account"),
    action_path(f"{_ONE}post/", pages.POST),
    action_path(f"{_ONE}approve-role/", pages.APPROVE_ROLE),
    action_path(f"{_ONE}refuse-role/", pages.REFUSE_ROLE),
    action_path(f"{_ONE}invite/", pages.INVITE),
    action_path(f"{_ONE}suspend/", pages.SUSPEND),
    action_path(f"{_ONE}reinstate/", pages.REINSTATE),
    action_path(f"{_ONE}end-sessions/", pages.END_SESSIONS),
    action_path(f"{_ONE}lift-lock/", pages.UNLOCK),
]
