"""The web side of court orders."""

from __future__ import annotations

from typing import Any

from django import forms
from django.urls import reverse

from cairn.accounts.roles import RECORD_KEEPERS
from cairn.record.orders.models import CourtOrder
from cairn.record.orders.queries import OrderStatus, kinds_offered, order_statuses
from cairn.record.orders.subject import ORDER
from cairn.web.base.filters import day
from cairn.web.base.forms import DayField, TextField, long_text
from cairn.web.subjects.cards import Card, Reading
from cairn.web.subjects.declaration import WebSubject


class OrderForm(forms.Form):
    """An order of a court: which, from when until when, and what it says."""

    kind = forms.ChoiceField(label="Which order")
    made_on = DayField(label="Date made")
    served_on = DayField(label="Date served", help_text="Leave empty if it is the same day.", required=False)
    in_force_on = DayField(
        label="Date it came or comes into force",
        help_text="Leave empty if it is the same day.",
        required=False,
    )
    until = DayField(
        label="Last day in force",
        help_text="An order of five years made on 4 March 2025 ends on 3 March 2030.",
        required=False,
    )
    further_order = forms.BooleanField(label="It runs until further order", required=False)
    travel_ban = forms.BooleanField(label="It forbids travel abroad", required=False)
    court = TextField(label="Court", required=False, max_length=120)
    terms = TextField(
        label="Prohibitions and requirements",
        help_text="In the court's words.",
        required=False,
        widget=long_text(8),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "Choose"), *kinds_offered()]  # type: ignore[attr-defined]


class OrderEndForm(forms.Form):
    """The day on which an order was discharged, or ended by another."""

    ended_on = DayField(label="Date it ended")
    ended_how = TextField(
        label="How it ended",
        help_text="Such as: discharged on application, or replaced by another order.",
        required=False,
        max_length=200,
    )


def _card(order: CourtOrder, reading: Reading) -> Card:
    status = _status(order, reading)
    over = _over(order, status, reading)
    made = f"Made {day(order.made_on)}"
    served = f"served {day(order.served_on)}" if order.served_on else ""
    return Card(
        title=order.get_kind_display(),
        note=f"{_lasts(order, status, over=over)}. {', '.join(filter(None, (made, served, order.court)))}",
        details=_law(status) if status and not over else (),
        texts=(("What it forbids and requires", order.terms),) if order.terms else (),
        tags=(("Forbids travel abroad", "red"),) if order.travel_ban and not over else (),
        links=_links(order, reading),
        former=over,
    )


def _status(order: CourtOrder, reading: Reading) -> OrderStatus | None:
    """What the law makes of it; nothing for whoever does not read the law's reasons."""
    law = reading.law
    if law is None:
        return None
    schemes = (reason for regime in law.answer.regimes for reason in regime.reasons)
    found = order_statuses(
        [order],
        law.person,
        as_at=reading.as_at,
        rules=law.book.scheme(law.person.jurisdiction).rules.orders,
        reasons=(*law.registration.reasons, *schemes),
    )
    return next(iter(found), None)


def _over(order: CourtOrder, status: OrderStatus | None, reading: Reading) -> bool:
    if status is not None:
        return not status.running and not status.to_come
    if order.ended_on is not None:
        return order.ended_on <= reading.as_at
    return order.until is not None and order.until < reading.as_at


def _lasts(order: CourtOrder, status: OrderStatus | None, *, over: bool) -> str:
    last = status.last if status else order.ended_on or order.until
    if over:
        return f"Ended: last day {day(last)}" + (f". {order.ended_how}" if order.ended_how else "")
    begins = f" from {day(order.in_force_on)}" if status and status.to_come else ""
    return f"In force{begins} until {day(last) if last else 'further order'}"


def _law(status: OrderStatus) -> tuple[tuple[str, str], ...]:
    effect = (("In law", f"{status.effect[:1].upper()}{status.effect[1:]}"),)
    return (*effect, ("Check it", f"{'; '.join(status.doubts)}.")) if status.doubts else effect


def _links(order: CourtOrder, reading: Reading) -> tuple[tuple[str, str], ...]:
    may = reading.owns and not reading.past and reading.role in RECORD_KEEPERS
    if not may or not order.may_end(reading.as_at):
        return ()
    return (("Record that it ended", reverse("end_order", args=[order.nominal_id, order.pk])),)


WEB = WebSubject(
    subject=ORDER, form=OrderForm, card=_card, at_the_door=True, none="No court order is on record."
)
