"""The pages that say that something on record ended: time away, and an order before its time."""

from __future__ import annotations

from typing import Any

from cairn.accounts.roles import RECORD_KEEPERS
from cairn.record.amendments.queries import get_fact
from cairn.record.custody.models import TimeAway
from cairn.record.custody.services import record_release
from cairn.record.custody.subject import TIME_AWAY
from cairn.record.orders.models import CourtOrder
from cairn.record.orders.services import end_order
from cairn.record.orders.subject import ORDER
from cairn.web.actions.page import ActionPage, Done, Opened, Typed, asking
from cairn.web.actions.watching import of_person
from cairn.web.subjects.orders import OrderEndForm
from cairn.web.subjects.times_away import ReleaseForm


def _time_away(opened: Opened) -> Any:
    return get_fact(TIME_AWAY, opened.ids["time_away_id"], nominal_id=opened.nominal_id)


def _order(opened: Opened) -> Any:
    return get_fact(ORDER, opened.ids["order_id"], nominal_id=opened.nominal_id)


def _words(opened: Opened) -> str:
    return str(opened.row)


def _release(opened: Opened, typed: Typed) -> Done:
    row = record_release(opened.user, time_away_id=opened.row.pk, **typed)
    return Done("Recorded. What is due has been worked out again.", row=row)


def _end_order(opened: Opened, typed: Typed) -> Done:
    row = end_order(opened.user, order_id=opened.row.pk, **typed)
    return Done("Recorded. The registration has been worked out again.", row=row)


RELEASE = ActionPage(
    name="record_release",
    title="Record release, discharge or return",
    button="Record",
    form=asking(ReleaseForm),
    roles=RECORD_KEEPERS,
    does=_release,
    row=_time_away,
    about=_words,
    watches=of_person(TimeAway),
)
END_ORDER = ActionPage(
    name="end_order",
    title="Record that an order ended",
    button="Record",
    form=asking(OrderEndForm),
    roles=RECORD_KEEPERS,
    does=_end_order,
    row=_order,
    about=_words,
    watches=of_person(CourtOrder),
    intro=(
        "Discharged by a court, or ended by another order. An order that runs out on its last day ends by itself.",
    ),
)
