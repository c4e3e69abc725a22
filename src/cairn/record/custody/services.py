"""Recording time in custody, in hospital or abroad, and its end."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db.models import Q

from cairn.accounts.models import User
from cairn.dates import in_words
from cairn.errors import Conflict
from cairn.ledger.operations import Act, declare
from cairn.record.custody.models import AwayKind, TimeAway
from cairn.record.field_checks import check_day, check_order, choice_of, clean_text
from cairn.record.writing import changing, writing

TIME_AWAY_RECORDED = declare("time away", Act.COLLECTION, "Recorded custody, hospital or time abroad")
TIME_AWAY_ENDED = declare("time away", Act.ALTERATION, "Recorded a release or return")


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
    with writing(actor, nominal_id, TIME_AWAY_RECORDED, doing="record time away", today=today) as act:
        away = TimeAway(nominal=act.nominal, kind=kind, began=began, ended=ended, place=place)
        check_time_away(away, act.today)
        act.save(away)
    return away


def record_release(actor: User, *, time_away_id: UUID, ended: date, today: date | None = None) -> TimeAway:
    """
    Record the day of release, discharge or return; `ended` may lie ahead when the day is known.

    Raises
        NotFound, NotAllowed: see cairn.access.owning.must_own.
        BadInput: before the period began.
        Conflict: it has ended already, or another period of the kind began before that day.
    """
    found, doing = TimeAway.objects.filter(pk=time_away_id).first(), "record a release"
    with changing(actor, found, TIME_AWAY_ENDED, doing=doing, today=today) as (act, away):
        if away.ended is not None and away.ended <= act.today:
            raise Conflict(f"This period ended on {in_words(away.ended)} already.", field="ended")
        check_order(away.began, ended, field="ended", what="The release is before the reception")
        away.ended = ended
        _check_free(away, field="ended")
        act.save(away, fields=["ended"])
    return away


def check_time_away(away: TimeAway, today: date) -> None:
    """
    What is asked of a period whenever it is written; its place is tidied.

    Raises
        BadInput: unknown kind; began in the future or before birth; ended before it began.
        Conflict: another period covers one of those days, of the same kind or of one that excludes it (custody
            and abroad); `about` says which.
    """
    away.kind = choice_of(away.kind, AwayKind.values, field="kind")
    check_day(away.began, nominal=away.nominal, today=today, field="began", what="The day it began")
    check_order(away.began, away.ended, field="ended", what="The end is before the beginning")
    _check_free(away, field="began")
    away.place = clean_text(away.place, field="place", missing="", most=120)


# Where somebody is held here they are not abroad.
_NOT_WHILE: dict[str, tuple[str, ...]] = {
    AwayKind.CUSTODY: (AwayKind.ABROAD,),
    AwayKind.HOSPITAL: (AwayKind.ABROAD,),
    AwayKind.ABROAD: (AwayKind.CUSTODY, AwayKind.HOSPITAL),
}


def _check_free(away: TimeAway, *, field: str) -> None:
    others = TimeAway.objects.filter(
        Q(ended__isnull=True) | Q(ended__gt=away.began),
        nominal_id=away.nominal_id,
        kind__in=[away.kind, *_NOT_WHILE.get(away.kind, ())],
    )
    if away.ended is not None:
        others = others.filter(began__lt=away.ended)
    other = others.exclude(pk=away.pk).order_by("began").first()
    if other is not None and away.began != away.ended:
        until = f"until {in_words(other.ended)}" if other.ended else "and has not ended"
        label = AwayKind(other.kind).label.lower()
        raise Conflict(
            f"Another period ({label}) is on record from {in_words(other.began)} {until}. "
            "End that one first, or correct the days.",
            field=field,
            about=("record_timeaway", other.pk),
        )
