"""The answer that is owed to every request of a person to see their record."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec

from cairn.duties.source import STATUTE, Answer, Case, DutyOwed, DutySource
from cairn.record.subject_access.deadline import PROVISION, Asked, answer_by

SUBJECT_ACCESS = "subject-access"
_WHAT = "Answer a subject access request"


class OpenRequest(msgspec.Struct, frozen=True):
    """A request for access that is not yet answered."""

    id: UUID
    received: date
    identity_asked: date | None = None
    identity_shown: date | None = None
    extended: bool = False
    asked: tuple[Asked, ...] = ()


OpenRequests = tuple[OpenRequest, ...]
_read = msgspec.json.Decoder(OpenRequests).decode


class SubjectAccessSource(DutySource[OpenRequests]):
    """An answer for each request, by the day that the Act says."""

    name: ClassVar[str] = "subject access"
    kinds: ClassVar[Mapping[str, str]] = {SUBJECT_ACCESS: _WHAT}
    statement: ClassVar[str] = """
        SELECT nominal_id, json_agg(json_build_object(
                   'id', r.id, 'received', received_on, 'identity_asked', identity_asked_on,
                   'identity_shown', identity_shown_on, 'extended', extended_on IS NOT NULL,
                   'asked', coalesce((
                       SELECT json_agg(json_build_object('on', asked_on, 'answered', answered_on) ORDER BY asked_on, id)
                       FROM record_clarification c WHERE c.request_id = r.id AND c.{kept}), '[]')
               ) ORDER BY received_on, id)::text
        FROM record_subjectrequest r WHERE released_on IS NULL AND {these} AND {kept} GROUP BY nominal_id
    """

    def read(self, document: str | None) -> OpenRequests:
        return _read(document) if document else ()

    def answer(self, facts: OpenRequests, case: Case) -> Answer:
        return Answer(
            [_owed(request) for request in facts if request.received <= case.as_at],
            [request.received for request in facts],
        )


def _owed(request: OpenRequest) -> DutyOwed:
    by = answer_by(
        received=request.received,
        identity_asked=request.identity_asked,
        identity_shown=request.identity_shown,
        asked=request.asked,
        extended=request.extended,
    )
    return DutyOwed(
        basis=STATUTE,
        kind=SUBJECT_ACCESS,
        due=by.due,
        arose=request.received,
        what=_WHAT,
        why=by.why,
        provision=PROVISION,
        source_id=request.id,
        latest=by.latest,
    )


SUBJECT_ACCESS_REQUESTS = SubjectAccessSource()
