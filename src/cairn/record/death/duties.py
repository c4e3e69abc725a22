"""That somebody confirms a death which was only heard of: until then nothing that the person owes ends."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import ClassVar
from uuid import UUID

import msgspec

from cairn.dates import in_words
from cairn.duties.source import POLICY, Answer, Case, DutyOwed, DutySource

CONFIRM_DEATH = "confirm-death"
_WHAT = "Confirm the reported death"


class Reported(msgspec.Struct, frozen=True):
    """A death that nobody has confirmed yet."""

    id: UUID
    died: date
    reported: date


Reports = tuple[Reported, ...]
_read = msgspec.json.Decoder(Reports).decode


class ReportedDeathSource(DutySource[Reports]):
    """One duty for a death that waits for a second person, due at once."""

    name: ClassVar[str] = "a reported death"
    kinds: ClassVar[Mapping[str, str]] = {CONFIRM_DEATH: "Confirm what was reported of the person"}
    statement: ClassVar[str] = """
        SELECT nominal_id, json_agg(json_build_object(
                   'id', id, 'died', died_on, 'reported', (recorded_at AT TIME ZONE 'Europe/London')::date))::text
        FROM record_death
        WHERE confirmed_by_id IS NULL AND source IN ('family', 'agency', 'news', 'other') AND {these} AND {kept}
        GROUP BY nominal_id
    """

    def read(self, document: str | None) -> Reports:
        return _read(document) if document else ()

    def answer(self, facts: Reports, case: Case) -> Answer:
        return Answer(
            [_owed(each) for each in facts if each.reported <= case.as_at], [each.reported for each in facts]
        )


def _owed(report: Reported) -> DutyOwed:
    return DutyOwed(
        basis=POLICY,
        kind=CONFIRM_DEATH,
        due=report.reported,
        arose=report.reported,
        what=_WHAT,
        why=f"Said to have died on {in_words(report.died)}; until somebody else confirms it, everything stands",
        provision="Code of Practice on police information: records accurate and complete",
        source_id=report.id,
    )


DEATHS = ReportedDeathSource()
