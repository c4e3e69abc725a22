"""Audit queries: what the ledger is asked about looks, and what reviewers found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from cairn.access.break_glass.queries import by_other_agencies
from cairn.accounts.models import User
from cairn.dates import ONE_DAY, today
from cairn.errors import BadInput
from cairn.ledger.audit.anomalies import Anomaly, anomalies
from cairn.ledger.audit.anomaly_rules import AnomalyRule, rules
from cairn.ledger.audit.reviews import Review, reviews_since
from cairn.ledger.entries.queries import day_begins, looks_of
from cairn.ledger.operations import declare_page
from cairn.ledger.services import enter
from cairn.web.audit.audit_forms import DaysForm
from cairn.web.audit.auditor_page import auditor_page
from cairn.web.audit.entry_lines import staff_named
from cairn.web.base.forms import add_refusal

ANOMALIES_OPENED = declare_page("ledger anomalies", "Read the audit queries")

_DAYS, _MOST_DAYS = 7, 31
_MOST_LOOKS = 50_000
_SHOWN = 50


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """One anomaly with its member of staff by name, and the review that covers it, if one does."""

    it: Anomaly
    who: str
    own: bool
    review: Review | None
    reviewed_by: str


@dataclass(frozen=True, slots=True)
class RuleSection:
    """A rule and what it lists."""

    rule: AnomalyRule
    questions: tuple[AuditQuery, ...]
    more: int


@auditor_page
def questions(request: HttpRequest, user: User) -> HttpResponse:
    """Every rule with what it lists on the days asked about, the last week unless said otherwise."""
    form = DaysForm(request.GET or None)
    since, until = _days(form)
    looks, whole = looks_of(user.agency_id, since=since, until=until, most=_MOST_LOOKS)
    reviewed = reviews_since(user.agency_id, since)
    found = anomalies(looks, rules(), agency_id=user.agency_id)
    opened = by_other_agencies(user, since=day_begins(since), until=day_begins(until + ONE_DAY))
    sections = _sections(found, reviewed, user)
    days = {"since": since.isoformat(), "until": until.isoformat()}
    enter(user, ANOMALIES_OPENED, detail=days)
    context = {
        "form": form,
        "since": since,
        "until": until,
        "whole": whole,
        "most": _MOST_LOOKS,
        "hours": rules().hours_of(user.agency_id),
        "agency": user.agency.name,
        "opened": opened,
        "now": timezone.now(),
        "sections": tuple(it for it in sections if it.questions),
        "quiet": tuple(it.rule for it in sections if not it.questions),
    }
    return render(request, "audit/audit_queries.html", context)


def _days(form: DaysForm) -> tuple[date, date]:
    day = today()
    if not form.is_bound or not form.is_valid():
        return day - timedelta(days=_DAYS - 1), day
    until = form.cleaned_data["until"] or day
    since = form.cleaned_data["since"] or until - timedelta(days=_DAYS - 1)
    if not since <= until <= since + timedelta(days=_MOST_DAYS - 1):
        add_refusal(form, BadInput(f"Choose From and To in order, at most {_MOST_DAYS} days.", field="until"))
        return day - timedelta(days=_DAYS - 1), day
    return since, until


def _sections(
    found: Mapping[str, Sequence[Anomaly]], reviewed: Sequence[Review], user: User
) -> tuple[RuleSection, ...]:
    shown = {key: its[:_SHOWN] for key, its in found.items()}
    staff = staff_named([*(one.actor_id for its in shown.values() for one in its), *(r.by for r in reviewed)])

    def question(it: Anomaly) -> AuditQuery:
        covers = (r for r in reviewed if it.within(r.rule, r.actor_id, r.nominal_id, r.first, r.last))
        review = next(covers, None)
        by = staff.get(review.by, "") if review and review.by else ""
        return AuditQuery(it, staff.get(it.actor_id, str(it.actor_id)), it.actor_id == user.pk, review, by)

    return tuple(
        RuleSection(rules().every[key], tuple(question(it) for it in its), len(found[key]) - len(its))
        for key, its in shown.items()
    )
