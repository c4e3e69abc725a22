"""Requests of the person to see their record, as subjects of it."""

from __future__ import annotations

from cairn.record.subject_access.models import AccessItem, Clarification, SubjectRequest
from cairn.subjects.declaration import Subject

_STANDS = "A subject access request is kept as it was handled; its own pages take what comes next."

SUBJECT_REQUEST = Subject(
    key="subject-requests",
    model=SubjectRequest,
    fact="subject-access",
    order=("-received_on", "-recorded_at"),
    begins="received_on",
    shown=False,
    demonstrated="In a scene: asked for by its subject.",
    letter_no="The request itself.",
    amending=_STANDS,
)
CLARIFICATION = Subject(
    key="clarifications",
    model=Clarification,
    fact="subject-access",
    order=("-asked_on",),
    begins="asked_on",
    shown=False,
    demonstrated="None: the request that waits is there to be tried.",
    letter_no="The request itself.",
    amending=_STANDS,
)
ACCESS_ITEM = Subject(
    key="access-items",
    model=AccessItem,
    fact="subject-access",
    order=("place",),
    shown=False,
    demonstrated="None: the request that waits is there to be tried.",
    letter_no="The request itself.",
    amending=_STANDS,
)
