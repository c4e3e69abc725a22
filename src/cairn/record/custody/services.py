"""Recording time in custody, in hospital or abroad, and its end."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from cairn.access.owning import NO_SUCH_PERSON
from cairn.accounts.models import User
from cairn.dates import in_words
from cairn.dates import today as this_day
from cairn.errors import Conflict, NotFound
from cairn.ledger.operations import Act, declare
from cairn.record.custody.models import AwayKind, TimeAway
from cairn.record.keeping import (
    check_day,
    check_order,
    chosen,
    done,
    filled,
    guarded,
    nominal_to_keep,
)

TIME_AWAY_RECORDED = declare("time away", Act.COLLECTION, "Recorded custody, hospital or time abroad")
TIME_AWAY_ENDED = declare("time away", Act.ALTERATION, "Recorded a release or return")


@transaction.atomic
def record_time_away(
    actor: User,
    *,
    nominal_id: UUID,
    kind: str,
    began: date,
    ended: date | None = None,
    place: str = "",
    today: date | None = None,
) -> TimeAway:
    """
    Record a period that the law's clocks leave out.

    Parameters
        began: the day of reception, admission or departure.
        ended: the day of release, discharge or return (the first day at liberty); it may lie ahead.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: unknown kind; began in the future or before birth; ended before it began.
        Conflict: another period of the same kind covers one of those days.

    Source: Sexual Offences Act 2003 s.83(6).
    """
    today = today or this_day()
    nominal = nominal_to_keep(actor, nominal_id, act="record time away")
    kind = chosen(kind, AwayKind.values, field="kind")
    check_day(began, nominal=nominal, today=today, field="began", what="The day it began")
    check_order(began, ended, field="ended", what="The end is before the beginning")
    _check_free(nominal_id, kind, began, ended, field="began")
    place = filled(place, field="place", missing="", most=120)
    with guarded():
        away = TimeAway.objects.create(nominal=nominal, kind=kind, began=began, ended=ended, place=place)
    done(actor, away, nominal_id=nominal_id, operation=TIME_AWAY_RECORDED)
    return away


@transaction.atomic
def record_release(actor: User, *, time_away_id: UUID, ended: date, today: date | None = None) -> TimeAway:
    """
    Record the day of release, discharge or return; `ended` may lie ahead when the day is known.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: before the period began.
        Conflict: it has ended already, or another period of the kind began before that day.
    """
    today = today or this_day()
    away = TimeAway.objects.filter(pk=time_away_id).first()
    if away is None:
        raise NotFound(NO_SUCH_PERSON)
    nominal_to_keep(actor, away.nominal_id, act="record a release")
    away.refresh_from_db()
    if away.ended is not None and away.ended <= today:
        raise Conflict(f"This period ended on {in_words(away.ended)} already.", field="ended")
    check_order(away.began, ended, field="ended", what="The release is before the reception")
    _check_free(away.nominal_id, away.kind, away.began, ended, field="ended", but=away.pk)
    away.ended = ended
    with guarded():
        away.save(update_fields=["ended"])
    done(actor, away, nominal_id=away.nominal_id, operation=TIME_AWAY_ENDED)
    return away


def _check_free(
    nominal_id: UUID, kind: str, began: date, ended: date | None, *, field: str, but: UUID | None = None
) -> None:
    others = TimeAway.objects.filter(
        Q(ended__isnull=True) | Q(ended__gt=began), nominal_id=nominal_id, kind=kind
    )
    if ended is not None:
        others = others.filter(began__lt=ended)
    if but is not None:
        others = others.exclude(pk=but)
    other = others.order_by("began").first()
    if other is not None and began != ended:
        until = f"until {in_words(other.ended)}" if other.ended else "and has not ended"
        label = AwayKind(kind).label.lower()
        raise Conflict(
            f"Another period ({label}) is on record from {in_words(other.began)} {until}. "
            "End that one first, or correct the days.",
            field=field,
        )
