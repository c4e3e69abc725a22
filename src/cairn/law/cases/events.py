"""The events of a case file, turned into the facts of cairn.law.facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import get_args

import msgspec

from cairn.law.cases import regimes
from cairn.law.cases.fields import Fields
from cairn.law.cases.regimes import OrderEnded
from cairn.law.facts import (
    JURISDICTIONS,
    UNKNOWN,
    Away,
    ChildHousehold,
    Conviction,
    Disposal,
    Fact,
    HomeAddress,
    NameUsed,
    NoFixedAbode,
    Notification,
    Overlap,
    Stay,
    Term,
    Travel,
    TrialConcluded,
)
from cairn.law.kinds import AwayKind, ConvictionKind, DisposalKind, FindingOf, ForeignRoute, NotificationOf

TERM = ("years", "months", "weeks", "days", "life")


class Quashed(msgspec.Struct, frozen=True):
    """A conviction quashed on appeal: becomes a field of that conviction."""

    conviction: str
    fields: Fields


def event(row: object, where: str) -> Fact | Quashed | OrderEnded:
    """
    One event.

    Raises
        BadInput: an unknown kind or key, or a value that cannot be. Names file, case, event and key.
    """
    kind = row.get("kind") if isinstance(row, dict) else None
    read = KINDS.get(str(kind))
    if read is None:
        fields = Fields(row, where, tuple(row) if isinstance(row, dict) else ())
        fields.needed("kind")
        fields.refuse("kind", f"“{kind}” is not known. Allowed: {', '.join(sorted(KINDS))}.")
    keys, build = read
    return build(Fields(row, where, ("kind", "id", *keys)))


def _conviction(fields: Fields) -> Conviction:
    kind = fields.the_choice("kind", get_args(ConvictionKind))
    fields.needed("offence")
    finding = fields.choice("of", get_args(FindingOf))
    if (kind == "finding") != (finding is not None):
        fields.refuse("of", "a finding, and only a finding, is of: disability or of: ngri.")
    if kind == "caution" and fields.rows("disposals"):
        fields.refuse("disposals", "a caution has none.")
    if kind != "caution" and "given_in" in fields.row:
        fields.refuse("given_in", "is of a caution; a conviction registers wherever the court sat.")
    rows = fields.rows("disposals")
    return Conviction(
        id=fields.text("id"),
        kind=kind,
        date=fields.the_day("date"),
        offence=fields.text("offence") or "",
        finding_of=finding,
        offence_date=fields.day("offence_date"),
        victim_age=fields.whole("victim_age", 120),
        shown_age=fields.whole("shown_age", 120),
        intended_victim_age=fields.whole("intended_victim_age", 120),
        sexual_gratification=_where_known(fields, "sexual_gratification"),
        all_willing=_where_known(fields, "all_willing"),
        parental_household=_where_known(fields, "parental_household"),
        stood_in_1997=_where_known(fields, "stood_in_1997"),
        given_in=fields.choice("given_in", (*JURISDICTIONS, UNKNOWN)),
        disposals=tuple(_disposal(row, f"{fields.where}, disposal {n}") for n, row in enumerate(rows, 1)),
        order=fields.text("order"),
        terrorist_connection=fields.flag("terrorist_connection"),
    )


def _foreign_conviction(fields: Fields) -> Conviction:
    """A conviction abroad that nothing has made count; `finding` and `caution` say it was one of those."""
    row = {**fields.row, "kind": fields.row.get("of_kind", "conviction")}
    row.pop("of_kind", None)
    return msgspec.structs.replace(
        _conviction(Fields(row, fields.where, ("kind", "id", *_CONVICTION))), foreign=True
    )


def _foreign_notice(fields: Fields) -> Conviction:
    """The notice, or the court's order, that makes a conviction abroad count, with that conviction."""
    inner = fields.needed("conviction")
    where = f"{fields.where}, conviction"
    row = {"kind": "conviction", **inner} if isinstance(inner, dict) else inner
    conviction = _conviction(Fields(row, where, ("kind", "id", *_CONVICTION)))
    route = fields.choice("by", get_args(ForeignRoute)[1:]) or "notice"
    noticed = fields.the_day("date")
    if noticed < conviction.date:
        fields.refuse("date", f"{noticed} is before the conviction, {conviction.date}.")
    return msgspec.structs.replace(
        conviction, id=conviction.id or fields.text("id"), foreign=True, route=route, noticed_on=noticed
    )


def _where_known(fields: Fields, key: str) -> bool | None:
    return fields.flag(key) if key in fields.row else None


def _disposal(row: object, where: str) -> Disposal:
    more = (
        "kind",
        "id",
        "date",
        "custodial",
        "extension",
        "restriction",
        "consecutive_to",
        "overlap",
        "held",
    )
    fields = Fields(row, where, (*more, "part_2_applied", "sexual_aspect", *TERM))
    kind: DisposalKind = fields.choice("kind", get_args(DisposalKind)) or "unknown"
    overlap: Overlap | None = None
    if fields.row.get("overlap") is not None:
        shared = Fields(fields.row["overlap"], f"{where}, overlap", ("with", *TERM))
        overlap = Overlap(with_id=str(shared.needed("with")), term=_term(shared) or Term())
    term = _term(fields)
    if kind == "extended":
        parts = {key: fields.row.get(key) or {} for key in ("custodial", "extension")}
        term, extension = (_term(Fields(row, f"{where}, {key}", TERM)) for key, row in parts.items())
    else:
        extension = None
        for key in ("custodial", "extension"):
            if key in fields.row:
                fields.refuse(key, "belongs to an extended sentence only.")
    return Disposal(
        id=fields.text("id"),
        kind=kind,
        term=term,
        extension=extension,
        restriction=fields.flag("restriction"),
        part_2_applied=_where_known(fields, "part_2_applied"),
        sexual_aspect=_where_known(fields, "sexual_aspect"),
        held_unknown=fields.choice("held", ("unknown",)) is not None,
        consecutive_to=fields.text("consecutive_to"),
        overlap=overlap,
        date=fields.day("date"),
    )


def _term(fields: Fields) -> Term | None:
    if not any(key in fields.row for key in TERM):
        return None
    return Term(
        years=fields.whole("years", 99) or 0,
        months=fields.whole("months") or 0,
        weeks=fields.whole("weeks") or 0,
        days=fields.whole("days", 9999) or 0,
        life=fields.flag("life"),
    )


def _notification(fields: Fields) -> Notification:
    return Notification(
        id=fields.text("id"),
        date=fields.the_day("date"),
        of=fields.the_choice("of", get_args(NotificationOf)),
        about=fields.text("about"),
        expected=fields.day("expected"),
        at=fields.moment("at"),
        return_date=fields.day("return_date"),
        return_point=fields.text("return_point"),
        unchanged=tuple(str(one) for one in fields.rows("unchanged")),
        confirmed=tuple(str(one) for one in fields.rows("confirmed")),
        in_person=fields.row.get("in_person") is None or fields.flag("in_person"),
        regime=fields.text("regime"),
    )


def _away(fields: Fields) -> Away:
    away = Away(
        id=fields.text("id"),
        kind=fields.the_choice("kind", get_args(AwayKind)),
        start=fields.the_day("from"),
        end=fields.day("to"),
    )
    if away.end is not None and away.end < away.start:
        fields.refuse("to", f"{away.end} is before from, {away.start}.")
    return away


def _stay(fields: Fields) -> Stay:
    stay = Stay(
        id=fields.text("id"),
        at=str(fields.needed("at")),
        start=fields.the_day("from"),
        end=fields.day("to"),
    )
    if stay.end is not None and stay.end < stay.start:
        fields.refuse("to", f"{stay.end} is before from, {stay.start}.")
    return stay


def _household(fields: Fields) -> ChildHousehold:
    fields.needed("from")
    start, end = fields.moment("from"), fields.moment("to")
    assert start is not None  # noqa: S101  needed() has refused the rest
    if end is not None and end < start:
        fields.refuse("to", f"{end} is before from, {start}.")
    return ChildHousehold(id=fields.text("id"), start=start, end=end, at=fields.text("at"))


def _travel(fields: Fields) -> Travel:
    travel = Travel(
        id=fields.text("id"),
        known=fields.day("known"),
        departs=fields.the_day("departs"),
        returns=fields.day("returns"),
        return_point=fields.text("return_point"),
        cancelled_on=fields.day("cancelled_on"),
        departs_at=fields.moment("departs_at"),
        destinations=tuple(str(one) for one in fields.rows("destinations")),
        excuse=fields.flag("excuse"),
    )
    if travel.returns is not None and travel.returns < travel.departs:
        fields.refuse("returns", f"{travel.returns} is before departs, {travel.departs}.")
    return travel


def _trial(fields: Fields) -> TrialConcluded:
    return TrialConcluded(
        id=fields.text("id"),
        date=fields.the_day("date"),
        outcome=fields.text("outcome") or "",
        finding=fields.text("finding"),
    )


def _address(fields: Fields) -> HomeAddress:
    fields.the_choice("of", ("home",))
    return HomeAddress(id=fields.text("id"), date=fields.the_day("date"))


def _quashed(fields: Fields) -> Quashed:
    fields.the_day("date")
    return Quashed(str(fields.needed("conviction")), fields)


_CONVICTION = (
    "date",
    "offence",
    "of",
    "offence_date",
    "victim_age",
    "shown_age",
    "intended_victim_age",
    "sexual_gratification",
    "all_willing",
    "parental_household",
    "given_in",
    "stood_in_1997",
    "disposals",
    "order",
    "terrorist_connection",
)
_TRAVEL = (
    "known",
    "departs",
    "returns",
    "return_point",
    "cancelled_on",
    "departs_at",
    "destinations",
    "excuse",
)
_NOTIFICATION = (
    *("date", "of", "about", "expected", "at", "return_date", "return_point"),
    *("unchanged", "confirmed", "in_person", "regime"),
)
KINDS: dict[str, tuple[tuple[str, ...], Callable[[Fields], Fact | Quashed | OrderEnded]]] = {
    "conviction": (_CONVICTION, _conviction),
    "caution": (_CONVICTION, _conviction),
    "finding": (_CONVICTION, _conviction),
    "trial-concluded": (("date", "outcome", "finding"), _trial),
    "conviction-quashed": (("date", "conviction"), _quashed),
    "notification": (_NOTIFICATION, _notification),
    "custody": (("from", "to"), _away),
    "hospital": (("from", "to"), _away),
    "abroad": (("from", "to"), _away),
    "address": (("date", "of"), _address),
    "name": (("date",), lambda f: NameUsed(id=f.text("id"), date=f.the_day("date"))),
    "no-fixed-abode": (("date",), lambda f: NoFixedAbode(id=f.text("id"), date=f.the_day("date"))),
    "stay": (("at", "from", "to"), _stay),
    "child-household": (("at", "from", "to"), _household),
    "travel": (_TRAVEL, _travel),
    "travel-changed": (("travel", "date"), regimes.travel_changed),
    "immigration-detention": (("from", "to"), _away),
    "foreign-custody": (("from", "to"), _away),
    "absent-from-home": (("from", "to", "expected", "known"), regimes.absent_from_home),
    "child-household-left": (("at", "date"), regimes.household_left),
    "bank-account": (("of", "date"), regimes.prescribed),
    "card": (("of", "date"), regimes.prescribed),
    "identity-document": (("of", "date"), regimes.prescribed),
    "foreign-conviction": ((*_CONVICTION, "of_kind"), _foreign_conviction),
    "foreign-notice": (("date", "by", "conviction"), _foreign_notice),
    "order": (("of", "date", "served", "in_force", "until", "travel_ban"), regimes.order),
    "order-ended": (("date", "order"), regimes.order_ended),
    "parental-direction": (("date", "until"), regimes.direction),
    **dict.fromkeys(
        regimes.REVIEW_KINDS, (("date", "outcome", "notice_received", "further_years"), regimes.review_step)
    ),
}
