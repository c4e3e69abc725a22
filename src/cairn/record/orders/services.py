"""Recording orders of a court, and that they ended."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from cairn.accounts.models import User
from cairn.dates import in_words
from cairn.errors import BadInput, Conflict
from cairn.ledger.operations import Act, declare
from cairn.record.field_checks import check_day, check_order, choice_of, clean_text
from cairn.record.orders.models import CourtOrder, OrderKind
from cairn.record.writing import changing, writing

_MOST_TERMS = 8000
ORDER_RECORDED = declare("order", Act.COLLECTION, "Recorded a court order")
ORDER_ENDED = declare("order", Act.ALTERATION, "Recorded that a court order ended")


def record_order(
    actor: User,
    *,
    nominal_id: UUID,
    kind: str,
    made_on: date,
    served_on: date | None = None,
    in_force_on: date | None = None,
    until: date | None = None,
    further_order: bool = False,
    travel_ban: bool = False,
    court: str = "",
    terms: str = "",
    today: date | None = None,
) -> CourtOrder:
    """
    Record an order as the court made it. One that the law would not allow is kept too: see `order_doubts`.

    Parameters
        served_on, in_force_on: where not the day it was made; it may come into force later than today.
        until: the last day in force; none where it runs until further order.
        terms: what it forbids and what it requires, in the court's words.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: unknown kind; made or served in the future, or made before birth; served, in force or
            over before it was made; neither an end nor until further order, or both.

    Source: Sexual Offences Act 2003 ss.103A-103G, 104-109, 122A-122I; Sentencing Code ss.343-352.
    """
    with writing(actor, nominal_id, ORDER_RECORDED, doing="record an order", today=today) as act:
        order = CourtOrder(
            nominal=act.nominal,
            kind=kind,
            made_on=made_on,
            served_on=served_on,
            in_force_on=in_force_on,
            until=until,
            further_order=further_order,
            travel_ban=travel_ban,
            court=court,
            terms=terms,
        )
        check_court_order(order, act.today)
        act.save(order)
    return order


def check_court_order(order: CourtOrder, today: date) -> None:
    """
    What is asked of an order whenever it is written; its texts are tidied.

    Raises
        BadInput: see `record_order` and `end_order`.
    """
    order.kind = choice_of(order.kind, OrderKind.values, field="kind")
    check_day(order.made_on, nominal=order.nominal, today=today, field="made_on", what="The day it was made")
    if order.served_on is not None:
        what = "The day it was served"
        check_day(order.served_on, nominal=order.nominal, today=today, field="served_on", what=what)
    check_order(order.made_on, order.served_on, field="served_on", what="It was served before it was made")
    check_order(
        order.made_on, order.in_force_on, field="in_force_on", what="It was in force before it was made"
    )
    _check_end(order.made_on, order.until, further_order=order.further_order)
    order.court = clean_text(order.court, field="court", missing="", most=120)
    order.terms = clean_text(order.terms, field="terms", missing="", most=_MOST_TERMS)
    if order.ended_on is not None:
        _check_ended(order, order.ended_on, today)
    order.ended_how = clean_text(order.ended_how, field="ended_how", missing="", most=200)


def _check_ended(order: CourtOrder, ended_on: date, today: date) -> None:
    check_order(order.made_on, ended_on, field="ended_on", what="It ended before it was made")
    check_day(ended_on, nominal=order.nominal, today=today, field="ended_on", what="The day it ended")
    if order.until is not None:
        check_order(
            ended_on, order.until, field="ended_on", what="Its last day in force is before the day it ended"
        )


def _check_end(made_on: date, until: date | None, *, further_order: bool) -> None:
    if until is None and not further_order:
        raise BadInput(
            "Enter the last day on which it is in force, or say that it runs until further order.",
            field="until",
        )
    if until is not None and further_order:
        raise BadInput(
            f"It cannot end on {in_words(until)} and run until further order. Choose one.", field="until"
        )
    check_order(made_on, until, field="until", what="It ends before it was made")


def end_order(
    actor: User, *, order_id: UUID, ended_on: date, ended_how: str = "", today: date | None = None
) -> CourtOrder:
    """
    Record that a court discharged the order, or that another order ended it, before its last day.

    An order that has simply run out needs no such act.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: before it was made, in the future, or after its last day.
        Conflict: it ended already.

    Source: Sexual Offences Act 2003 ss.103E, 122D, 136ZB.
    """
    found, doing = CourtOrder.objects.filter(pk=order_id).first(), "record that an order ended"
    with changing(actor, found, ORDER_ENDED, doing=doing, today=today) as (act, order):
        if order.ended_on is not None:
            raise Conflict(f"This order ended on {in_words(order.ended_on)} already.", field="ended_on")
        order.ended_on, order.ended_how = ended_on, ended_how
        check_court_order(order, act.today)
        act.save(order, fields=["ended_on", "ended_how"])
    return order
