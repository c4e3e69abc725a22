"""Which act meets a duty, where it is done, and where its reasons are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

from django.urls import reverse
from django.utils.text import slugify

from cairn.access.break_glass.duties import ACCESS_REVIEW
from cairn.accounts.models import User
from cairn.accounts.roles import CASE_MANAGERS, PLAN_MAKERS, RECORD_KEEPERS, RECORDS_DECIDERS, Role
from cairn.clock.models import Basis
from cairn.plan.level.services import LEVEL_DECIDERS
from cairn.plan.level_one.rule import ENDORSE
from cairn.plan.level_one.rule import REVIEW as LEVEL_ONE_REVIEW
from cairn.plan.level_one.services import ENDORSERS
from cairn.plan.referral.rule import DECISION, MEETING
from cairn.plan.release.rule import LEVEL_SETTING
from cairn.record.convictions.duties import FIND_OUT
from cairn.record.convictions.subject import CONVICTION, SENTENCE
from cairn.record.death.duties import CONFIRM_DEATH
from cairn.record.identity.subject import PERSON
from cairn.record.retention.duties import CONFIRM, REVIEW
from cairn.record.subject_access.duties import SUBJECT_ACCESS


class Owing(Protocol):
    """What a row of the clock says of a duty, here or on the worklist."""

    @property
    def nominal_id(self) -> UUID: ...
    @property
    def basis(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def agency_id(self) -> UUID: ...
    @property
    def source_id(self) -> UUID | None: ...
    @property
    def of(self) -> str: ...


@dataclass(frozen=True, slots=True)
class _Act:
    """What a duty of one kind is met by: the button, the page, and the roles that may."""

    button: str
    page: str
    roles: frozenset[Role]
    # Whether the page is about the row that the duty comes from, and not about the person.
    of_its_row: bool = False


_ACTS = {
    "visit": _Act("Record visit", "record_visit", CASE_MANAGERS),
    "whereabouts": _Act("Record visit", "record_visit", CASE_MANAGERS),
    "no-contact": _Act("Record visit", "record_visit", CASE_MANAGERS),
    "risk-assessment": _Act("Set risk level", "set_risk", CASE_MANAGERS),
    LEVEL_ONE_REVIEW: _Act("Record review", "review_level_1", CASE_MANAGERS),
    DECISION: _Act("Decide referral", "decide_referral", LEVEL_DECIDERS, of_its_row=True),
    MEETING: _Act("Record level decided", "set_level", LEVEL_DECIDERS),
    LEVEL_SETTING: _Act("Set level", "set_level", PLAN_MAKERS),
    "news": _Act("Deal with news", "close_news", CASE_MANAGERS, of_its_row=True),
    ACCESS_REVIEW: _Act("Review", "emergency", frozenset({Role.SUPERVISOR}), of_its_row=True),
    REVIEW: _Act("Review retention", "review_retention", RECORDS_DECIDERS),
    CONFIRM: _Act("Check decision", "retention", RECORDS_DECIDERS),
    SUBJECT_ACCESS: _Act("Open request", "subject_request", RECORDS_DECIDERS, of_its_row=True),
}
# What is to be found out about a conviction is put on it by its correction.
_ON_THE_CONVICTION = frozenset(
    {
        *("offence", "offence-date", "victim-age", "shown-age", "intended-victim-age"),
        *("sexual-gratification", "all-willing", "parental-household"),
        *("place-of-caution", "standing-on-1997-09-01"),
    }
)
# What is to be found out about a sentence is put on that sentence; where none is on record, one is added.
_ON_THE_SENTENCE = frozenset({"sentence-length", "disposal", "court-determination"})
_BY_A_SENTENCE = frozenset({"sentence"})
_BY_CUSTODY = frozenset({"held"})
_NOTIFY = _Act("Record notification", "notify", RECORD_KEEPERS)


def act_for(duty: Owing, user: User) -> tuple[str, str]:
    """The button and its address; both empty where this user has no act that meets the duty."""
    if duty.basis == Basis.PLAN and duty.source_id:
        return "Open action", reverse("action", args=[duty.source_id])
    if duty.kind == FIND_OUT:
        return _find_out(duty, user)
    if duty.kind == CONFIRM_DEATH:
        return _confirm_death(duty, user)
    if duty.kind == ENDORSE:
        return _endorse(duty, user)
    # A statute also says what is owed by holding a record at all; that is in the table.
    act = _ACTS.get(duty.kind) or (_NOTIFY if duty.basis == Basis.STATUTE else None)
    if act is None or duty.agency_id != user.agency_id or not user.has_role(*act.roles):
        return "", ""
    return act.button, reverse(act.page, args=[duty.source_id if act.of_its_row else duty.nominal_id])


def _confirm_death(duty: Owing, user: User) -> tuple[str, str]:
    """Whoever reported it is told on the page that somebody else confirms it."""
    if duty.agency_id != user.agency_id or not user.has_role(*RECORD_KEEPERS):
        return "", ""
    return "Confirm", reverse("confirm_death", args=[duty.nominal_id, duty.source_id])


def _endorse(duty: Owing, user: User) -> tuple[str, str]:
    """Whoever reviewed is told on the page that another manager endorses it."""
    if duty.agency_id != user.agency_id or not user.has_role(*ENDORSERS):
        return "", ""
    return "Endorse", reverse("endorse_level_1", args=[duty.nominal_id, duty.source_id])


def _find_out(duty: Owing, user: User) -> tuple[str, str]:
    """The page on which what was found out is recorded; where there is none, the reasons, which say what is open."""
    if duty.agency_id != user.agency_id or not user.has_role(*RECORD_KEEPERS):
        return "", ""
    about, nominal = duty.source_id, duty.nominal_id
    if duty.of == "birth-date":
        return "Record it", reverse("correct_fact", args=[nominal, PERSON.key, nominal])
    if duty.of == "order":
        return "Record the order", reverse("record_order", args=[nominal])
    if about is not None:
        for needs, button, page, ids in (
            (_ON_THE_CONVICTION, "Record it", "correct_fact", [nominal, CONVICTION.key, about]),
            (_ON_THE_SENTENCE, "Record it", "correct_fact", [nominal, SENTENCE.key, about]),
            (_BY_A_SENTENCE, "Add sentence", "add_sentence", [nominal, about]),
            (_BY_CUSTODY, "Record it", "record_held", [nominal, about]),
        ):
            if duty.of in needs:
                return button, reverse(page, args=ids)
    return "Read why", f"{reverse('reasons', args=[nominal])}#registration"


def anchor_of(
    kind: str, of: str | None, arose: date | None, provision: str, source_id: UUID | None = None
) -> str:
    """
    Where on the reasons page a duty's trail stands: the same after every recomputation.

    Parameters
        provision: as the clock keeps it; it tells apart the like duties of two schemes.
    """
    return slugify(f"{kind} {of or ''} {arose} {provision} {source_id or ''}")
