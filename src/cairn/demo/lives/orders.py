"""
Orders of the court: a sexual harm prevention order with the sentence, or a risk order before it.

Drawn from a stream of their own, so that a life is otherwise what it would be without. How many
people have one, and for how long, is our assumption (docs/demo-register.md).
"""

from __future__ import annotations

from datetime import date

from cairn.dates import corresponding, last_day
from cairn.demo.chance import Chance, days
from cairn.demo.lives.life import Life, Owed
from cairn.demo.people import places
from cairn.record.convictions.models import DisposalKind, Outcome
from cairn.record.models import Conviction, CourtOrder
from cairn.record.notifications.models import Matter
from cairn.record.orders.models import OrderKind

# Sexual harm prevention orders took the place of sexual offences prevention orders in England and Wales.
_SHPO_SINCE = date(2015, 3, 8)
_SHARE = {OrderKind.SHPO: 0.5, OrderKind.SOPO: 0.3}
# In years; none: until further order.
_LENGTHS: tuple[tuple[int | None, float], ...] = ((5, 0.42), (7, 0.16), (8, 0.07), (10, 0.2), (None, 0.15))
_DISCHARGED = 0.05
_WITH = {
    DisposalKind.IMPRISONMENT,
    DisposalKind.EXTENDED,
    DisposalKind.SUSPENDED,
    DisposalKind.COMMUNITY,
    DisposalKind.HOSPITAL,
}
_ONLINE = (
    "Not to use a device that can reach the internet unless it keeps its history and is shown to the police.",
    "Not to delete the history of such a device.",
    "Not to use any cloud storage without telling the police within three days.",
)
_CONTACT = (
    "Not to have unsupervised contact with any child under 16, other than what cannot reasonably be avoided.",
    "Not to stay overnight in a household with a child under 16 without the approval of social services.",
    "Not to enter any school, nursery or play area.",
)


def bind(life: Life) -> None:
    """Write the orders of this life, and let registration last as long as they do."""
    chance = Chance("orders", life.nominal_id)
    if life.story.breaches_order:
        _risk_order(life, chance)
    elif kind := _kind(life, chance):
        _prevention_order(life, chance, kind)


def _kind(life: Life, chance: Chance) -> OrderKind | None:
    """Which order the court made with the sentence, if any."""
    story, traits = life.story, life.traits
    kind = OrderKind.SHPO if life.relevant >= _SHPO_SINCE else OrderKind.SOPO
    drawn = chance.happens(_SHARE[kind])
    if story.youth or story.outcome is Outcome.CAUTION or story.kind not in _WITH:
        return None
    # Whose registration is to have ended has no order that would keep it running.
    if not story.registers or traits.ended:
        return None
    return kind if drawn or traits.order else None


def _prevention_order(life: Life, chance: Chance, kind: OrderKind) -> None:
    made, traits = life.relevant, life.traits
    years = chance.weighted(_LENGTHS)
    if traits.order:
        years = None if traits.order == "further" else 7
    last = last_day(made, 12 * years) if years else None
    terms = _ONLINE if life.story.key.startswith("images") else _CONTACT
    order = _order(life, chance, kind, made, last, terms)
    if life.until is None:
        _perhaps_discharged(life, chance, order)
    else:
        life.until = max(life.until, last + days(1)) if last else None


def _perhaps_discharged(life: Life, chance: Chance, order: CourtOrder) -> None:
    """Somebody whose registration does not depend on it: a court ends the order after its first five years."""
    first = corresponding(order.made_on, 60)
    latest = min(order.until or life.as_at, life.as_at - days(10))
    if first < latest and chance.happens(_DISCHARGED):
        order.ended_on = chance.day(first, latest)
        order.ended_how = "Discharged on application"


def _risk_order(life: Life, chance: Chance) -> None:
    """A sexual risk order of five years, and the offences as breaches of it: registered until it ends."""
    breaches = [row for row in life.rows[Conviction] if isinstance(row, Conviction)]
    offended = min(row.offence_date or row.on for row in breaches)
    made = offended - days(chance.whole(30, 200))
    last = last_day(made, 60)
    order = _order(life, chance, OrderKind.SRO, made, last, _CONTACT)
    for row in breaches:
        row.order_id = order.id
    life.until = last + days(1)
    # Names and home address within three days of service (s.122F), before there was any registration.
    life.owed.append(Owed(Matter.INITIAL, made, made + days(chance.whole(0, 2))))


def _order(
    life: Life, chance: Chance, kind: OrderKind, made: date, last: date | None, terms: tuple[str, ...]
) -> CourtOrder:
    order = CourtOrder(
        id=chance.uuid(),
        nominal_id=life.nominal_id,
        kind=kind,
        made_on=made,
        until=last,
        further_order=last is None,
        court=chance.pick(places.MAGISTRATES if kind is OrderKind.SRO else places.COURTS),
        terms="\n".join(terms[: chance.whole(2, 3)]),
        recorded_at=chance.moment(min(made, life.as_at - days(2)) + days(1), 9, 17),
    )
    life.add(order)
    return order
