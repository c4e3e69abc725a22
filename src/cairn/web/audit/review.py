"""Looking into one audit query: the entries behind it, and what was found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse

from cairn.accounts.checks import require_role
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.errors import NotFound
from cairn.ledger.audit.anomaly_rules import rules
from cairn.ledger.audit.reviews import behind_anomaly, review_anomaly
from cairn.ledger.entries.queries import PAGE
from cairn.ledger.services import enter
from cairn.web.actions.page import ActionPage, Done, Ids, Opened, Typed, asking
from cairn.web.audit.audit_forms import ReviewForm
from cairn.web.audit.audit_queries import ANOMALIES_OPENED
from cairn.web.audit.entry_lines import by_day, lines

# In the address, where the query is not about one record alone.
EVERY_RECORD = "every-record"


def _record(about: str) -> UUID | None:
    """
    Raises
        NotFound: neither a record nor the word for every one.
    """
    if about == EVERY_RECORD:
        return None
    try:
        return UUID(about)
    except ValueError:
        raise NotFound("There is no such audit query. Choose one from the list.") from None


def _open(request: HttpRequest, user: User, ids: Ids) -> Opened:
    """
    Raises
        NotAllowed: the user is no auditor.
        NotFound: no such rule or entries, or none that this user may see.
    """
    require_role(user, {Role.AUDITOR}, act="read an agency's ledger")
    rule = rules().every.get(ids["rule"])
    if rule is None:
        raise NotFound("There is no such audit query. Choose one from the list.")
    record = _record(ids["about"])
    behind = behind_anomaly(rule.key, ids["first"], ids["last"], actor_id=ids["actor_id"], nominal_id=record)
    found = tuple(behind[: PAGE + 1])
    if not found:
        raise NotFound("There are no such entries, or none you can see.")
    detail = {name: str(ids[name]) for name in ("rule", "actor_id", "first", "last")}
    enter(user, ANOMALIES_OPENED, detail=detail)
    return Opened(request, user, today(), ids, row=(rule, record, found))


def _title(opened: Opened) -> str:
    rule, _, _ = opened.row
    return str(rule.title)


def _shown(opened: Opened) -> Mapping[str, Any]:
    rule, record, found = opened.row
    return {
        "rule": rule,
        "own": opened.ids["actor_id"] == opened.user.pk,
        "one_record": record is not None,
        "days": by_day(lines(found[:PAGE])),
        "more": len(found) > PAGE,
        "most": PAGE,
    }


def _review(opened: Opened, typed: Typed) -> Done:
    _, record, _ = opened.row
    which = {name: opened.ids[name] for name in ("rule", "actor_id", "first", "last")}
    review_anomaly(opened.user, nominal_id=record, note=typed["note"], **which)
    return Done("Review recorded.")


def _to_queries(_: Opened) -> str:
    return reverse("ledger_questions")


REVIEW = ActionPage(
    name="ledger_review",
    title=_title,
    called="review an audit query",
    button="Record review",
    form=asking(ReviewForm),
    does=_review,
    outside=_open,
    watches="The ledger only grows: the entries that are looked into stay as they are.",
    back=_to_queries,
    template="audit/review.html",
    context=_shown,
)
