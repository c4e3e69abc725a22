"""The web side of actions in the risk management plan."""

from __future__ import annotations

from functools import partial

from cairn.plan.actions.subject import ACTION
from cairn.web.plan.forms import ActionForm
from cairn.web.subjects.declaration import WebSubject

WEB = WebSubject(subject=ACTION, form=partial(ActionForm, agencies=()))
