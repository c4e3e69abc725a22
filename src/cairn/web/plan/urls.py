"""The plan's pages, and one action's."""

from __future__ import annotations

from django.urls import path

from cairn.web.actions.view import action_path
from cairn.web.plan.level_one import ENDORSE
from cairn.web.plan.news import CLOSE, TELL
from cairn.web.plan.pages import ACCEPT, ADD, AGREE, COMPLETE
from cairn.web.plan.referral import DECIDE, REFER
from cairn.web.plan.talking import (
    ANSWER,
    CHANGE,
    COMMENT,
    DECLINE,
    MORE_TIME,
    NAME_PERSON,
    QUESTION,
    WITHDRAW,
)
from cairn.web.plan.views import action, plan

_ACTION = "actions/<uuid:action_id>/"

urlpatterns = [
    path("people/<uuid:nominal_id>/plan/", plan, name="plan"),
    action_path("people/<uuid:nominal_id>/plan/agree/", AGREE),
    action_path("people/<uuid:nominal_id>/plan/actions/add/", ADD),
    path(_ACTION, action, name="action"),
    action_path(f"{_ACTION}accept/", ACCEPT),
    action_path(f"{_ACTION}complete/", COMPLETE),
    action_path(f"{_ACTION}change/", CHANGE),
    action_path(f"{_ACTION}withdraw/", WITHDRAW),
    action_path(f"{_ACTION}decline/", DECLINE),
    action_path(f"{_ACTION}more-time/", MORE_TIME),
    action_path(f"{_ACTION}question/", QUESTION),
    action_path(f"{_ACTION}comment/", COMMENT),
    action_path(f"{_ACTION}person/", NAME_PERSON),
    action_path("people/<uuid:nominal_id>/news/tell/", TELL),
    action_path("news/<uuid:news_id>/", CLOSE),
    action_path("people/<uuid:nominal_id>/level-1-review/<uuid:level_one_id>/endorse/", ENDORSE),
    action_path("people/<uuid:nominal_id>/refer/", REFER),
    action_path("referrals/<uuid:referral_id>/", DECIDE),
    action_path("messages/<uuid:message_id>/answer/", ANSWER),
]
