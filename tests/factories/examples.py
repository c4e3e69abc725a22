"""One fact of every kind, made by the service that makes it, with words that nothing else says."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Model
from PIL import Image

from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import in_words, today
from cairn.plan.actions.messages.services import ask_question
from cairn.plan.actions.services import add_action, agree_plan
from cairn.plan.level.services import decide_level
from cairn.plan.level_one.services import review_at_level_1
from cairn.plan.news.services import tell_news
from cairn.plan.referral.services import refer
from cairn.record.addresses.services import record_address, record_household_stay, record_stay
from cairn.record.allocation.services import allocate
from cairn.record.convictions.services import NewDisposal, add_disposal, record_conviction
from cairn.record.custody.services import record_time_away
from cairn.record.death.services import report_death
from cairn.record.disclosures.services import record_disclosure
from cairn.record.financial.services import record_financial_detail
from cairn.record.identity.services import add_identifier, add_name, add_photograph
from cairn.record.models import AccessItem, Conviction, Nominal, NotifiedMatter
from cairn.record.notifications.changes import (
    Change,
    NewAddress,
    NewFinancialDetail,
    NewHouseholdStay,
    NewName,
    NewStay,
    NewTrip,
)
from cairn.record.notifications.models import Notification
from cairn.record.notifications.services import NewMatter, record_notification
from cairn.record.orders.services import record_order
from cairn.record.recording import record_fact
from cairn.record.retention.services import record_review, set_hold
from cairn.record.subject_access.models import Ground, ItemDecision
from cairn.record.subject_access.release import decide_item, gather_items
from cairn.record.subject_access.services import ask_clarification, receive_request
from cairn.record.travel.services import record_trip
from cairn.subjects.registry import subject
from cairn.supervision.risk.services import set_risk_level
from cairn.supervision.visits.services import record_visit
from tests.factories.access import make_user
from tests.factories.disclosures import to_a_mother
from tests.factories.retention import ANSWERS

WORD = "KESTREL"
# Days that nothing else in the drill bears. Those of law are far apart, so that they count.
RECENT, EARLIER, LATER = today() - timedelta(days=3), date(2013, 2, 13), date(2097, 7, 19)


@dataclass(frozen=True)
class Made:
    """
    A fact.

    Parameters
        row: what is restricted.
        words: what it says that nothing else does, wherever it is read.
        raw: closed values of it as a row of the database says them; `page`: as a page does.
    """

    row: Model
    words: tuple[str, ...] = (WORD,)
    raw: tuple[str, ...] = ()
    page: tuple[str, ...] = ()

    @property
    def kept_in(self) -> str:
        return self.row._meta.db_table

    @property
    def row_id(self) -> UUID:
        key: UUID = self.row.pk
        return key


Maker = Callable[[User, UUID], Made]


def _dated(row: Model, *days: date, raw: tuple[str, ...] = (), page: tuple[str, ...] = ()) -> Made:
    said = tuple(in_words(day) for day in days)
    return Made(row, raw=(*(str(day) for day in days), *raw), page=(*said, *page))


def _person(_: User, who: UUID) -> Made:
    return Made(Nominal.objects.get(pk=who), words=())


def _death(user: User, who: UUID) -> Made:
    row = report_death(user, nominal_id=who, died_on=RECENT, source="family", told_by=f"{WORD}, a cousin")
    return Made(row)


def _name(user: User, who: UUID) -> Made:
    name = add_name(
        user, nominal_id=who, kind="alias", forenames="Sam", surname=WORD, used_from=RECENT, source=WORD
    )
    return Made(name)


def _photograph(user: User, who: UUID) -> Made:
    picture = io.BytesIO()
    Image.new("RGB", (5, 7), "teal").save(picture, format="PNG")
    row = add_photograph(user, nominal_id=who, taken_on=RECENT, image=picture.getvalue())
    return Made(row, words=(row.sha256,))


def _address(user: User, who: UUID) -> Made:
    row = record_address(
        user, nominal_id=who, kind="home", lines=f"1 {WORD} Row", postcode="ZE1 0AA", starts=RECENT
    )
    return Made(row, words=(WORD, "ZE1 0AA"))


def _allocation(user: User, who: UUID) -> Made:
    other = make_user(agency=user.agency, team=user.team)
    # Who manages somebody is in their standing and duties all the same: worklists are made from it.
    return Made(allocate(user, nominal_id=who, officer=other, starts=today()), words=())


def _identifier(user: User, who: UUID) -> Made:
    return Made(add_identifier(user, nominal_id=who, kind="pnc", raw="1999/0123456K"), words=("123456K",))


def _conviction(user: User, who: UUID) -> Made:
    row = record_conviction(
        user,
        nominal_id=who,
        outcome="conviction",
        on=EARLIER,
        offence="SOA 2003 s.47",
        court=f"{WORD} court",
        disposals=[NewDisposal("imprisonment", months=30)],
    )
    return _dated(row, EARLIER, raw=("SOA 2003 s.47",))


def _disposal(user: User, who: UUID) -> Made:
    conviction = Conviction.objects.get(nominal_id=who)
    passed = conviction.on + timedelta(days=41)
    new = NewDisposal("imprisonment", months=29, passed_on=passed)
    row = add_disposal(user, conviction_id=conviction.pk, disposal=new)
    return Made(row, words=(), raw=(str(passed),), page=(in_words(passed),))


def _order(user: User, who: UUID) -> Made:
    row = record_order(
        user,
        nominal_id=who,
        kind="shpo",
        made_on=RECENT,
        until=LATER,
        court=f"{WORD} court",
        terms=f"Not near {WORD}",
    )
    return _dated(row, LATER)


def _disclosure(user: User, who: UUID) -> Made:
    told_at = datetime(RECENT.year, RECENT.month, RECENT.day, 9, tzinfo=UTC)
    telling = to_a_mother(
        user,
        make_user(Role.SUPERVISOR, agency=user.agency),
        # To whom and why is in the ledger too, where auditors read it: the law asks that (DPA 2018 s.62(3)).
        told_at=told_at,
        what=f"That {WORD} was told",
        power_which=WORD,
        subject_told_why=WORD,
        conditions=WORD,
    )
    return Made(record_disclosure(user, nominal_id=who, telling=telling))


def _time_away(user: User, who: UUID) -> Made:
    row = record_time_away(user, nominal_id=who, kind="custody", began=RECENT, place=f"{WORD} prison")
    return Made(row, page=(f"since {in_words(RECENT)}",))


def _stay(user: User, who: UUID) -> Made:
    first = today() - timedelta(days=12)
    return _dated(record_stay(user, nominal_id=who, premises=f"2 {WORD} Row", first_day=first), first)


def _household(user: User, who: UUID) -> Made:
    arrived = datetime(RECENT.year, RECENT.month, RECENT.day, 8, tzinfo=UTC)
    return Made(record_household_stay(user, nominal_id=who, premises=f"3 {WORD} Row", arrived=arrived))


def _notified(
    user: User, who: UUID, *changes: Change, matter: NewMatter | None = None, said: str = WORD
) -> Notification:
    return record_notification(
        user,
        nominal_id=who,
        given_at=datetime.now(UTC) - timedelta(minutes=5),
        station=f"{WORD} station" if not changes else "Harbour station",
        matters=[matter or NewMatter("change", "home-address")],
        told={"What they said": f"{said}, as read back to them"},
        changes=changes,
    )


def _notification(user: User, who: UUID) -> Made:
    return Made(_notified(user, who))


def _matter(user: User, who: UUID) -> Made:
    going = NewTrip(known_on=RECENT, departs_on=today() + timedelta(days=40), first_country="France")
    given = _notified(user, who, going, matter=NewMatter("travel", return_point=WORD), said="A journey")
    return Made(NotifiedMatter.objects.get(notification=given))


def _trip(user: User, who: UUID) -> Made:
    leaves = today() + timedelta(days=43)
    row = record_trip(
        user,
        nominal_id=who,
        known_on=RECENT,
        departs_on=leaves,
        returns_on=None,
        first_country=f"{WORD} land",
        itinerary=f"By {WORD}",
    )
    return _dated(row, leaves)


def _financial(user: User, who: UUID) -> Made:
    row = record_financial_detail(
        user,
        nominal_id=who,
        kind="bank-account",
        institution=f"{WORD} bank",
        account_number="61234567",
        sort_code="102030",
        office_address=f"{WORD} street",
    )
    return Made(row, words=(WORD, "61234567"))


def _review(user: User, who: UUID) -> Made:
    row = record_review(
        user,
        nominal_id=who,
        decision="retain",
        reason=WORD,
        answers=ANSWERS,
        next_due_on=today() + timedelta(days=377),
    )
    return _dated(row, today() + timedelta(days=377))


def _hold(user: User, who: UUID) -> Made:
    return Made(set_hold(user, nominal_id=who, reason=WORD))


def _request(user: User, who: UUID) -> Made:
    row = receive_request(
        user,
        nominal_id=who,
        received_on=RECENT,
        channel="letter",
        asks=WORD,
        representative=WORD,
        identity_how="seen",
    )
    return Made(row)


def _clarification(user: User, who: UUID) -> Made:
    request = receive_request(user, nominal_id=who, received_on=RECENT, channel="letter", identity_how="seen")
    return Made(ask_clarification(user, request_id=request.pk, asked=WORD, asked_on=RECENT))


def _item(user: User, who: UUID) -> Made:
    request = receive_request(user, nominal_id=who, received_on=RECENT, channel="letter", identity_how="seen")
    gather_items(user, request_id=request.pk)
    item = AccessItem.objects.filter(request=request).first()
    assert item is not None
    return Made(
        decide_item(user, item_id=item.pk, decision=ItemDecision.WITHHOLD, ground=Ground.CRIME, reason=WORD)
    )


def _risk(user: User, who: UUID) -> Made:
    row = set_risk_level(user, nominal_id=who, level="very-high", set_on=RECENT, reason=WORD)
    return Made(
        row, raw=('"very-high"', "very high risk"), page=("Very high risk", "very high risk", "is very high")
    )


def _visit(user: User, who: UUID) -> Made:
    row = record_visit(user, nominal_id=who, visited_on=RECENT, outcome="seen", observations=WORD)
    return Made(
        row, page=(f"last seen at home {in_words(RECENT)}",), raw=(f"last seen at home {in_words(RECENT)}",)
    )


def _level(user: User, who: UUID) -> Made:
    row = decide_level(user, nominal_id=who, level=3, set_on=RECENT, reason=WORD, lead_agency=user.agency)
    return Made(row, raw=('"level": 3',), page=("level 3",))


def _plan(user: User, who: UUID) -> Made:
    return Made(agree_plan(user, nominal_id=who, agreed_on=RECENT, summary=WORD))


def _action(user: User, who: UUID) -> Made:
    plan = agree_plan(user, nominal_id=who, agreed_on=RECENT)
    row = add_action(
        user,
        plan_id=plan.pk,
        pillar="supervision",
        what=WORD,
        agency=user.agency,
        due_on=today() + timedelta(days=97),
        agreed_on=RECENT,
    )
    return _dated(row, today() + timedelta(days=97))


def _message(user: User, who: UUID) -> Made:
    about = _action(user, who).row_id
    # The action says the usual word, and stays where it is read.
    return Made(ask_question(user, action_id=about, text="OSPREY"), words=("OSPREY",))


def _news(user: User, who: UUID) -> Made:
    row = tell_news(
        user, nominal_id=who, kind="moved-out", text=WORD, known_how=f"{WORD} said so", happened_on=RECENT
    )
    return Made(row)


def _contact(user: User, who: UUID) -> Made:
    values = {"kind": "email", "value": f"{WORD}@example.org", "platform": WORD}
    return Made(record_fact(user, subject("contacts"), nominal_id=who, values=values))


def _vehicle(user: User, who: UUID) -> Made:
    values = {"registration": "QX99 ZZZ", "make": WORD, "colour": WORD}
    return Made(record_fact(user, subject("vehicles"), nominal_id=who, values=values), words=(WORD, "QX99"))


def _level_one(user: User, who: UUID) -> Made:
    row = review_at_level_1(
        user,
        nominal_id=who,
        reviewed_on=RECENT,
        outcome="refer-to-2",
        **dict.fromkeys(("changed", "agencies", "domestic_abuse", "disclosure", "plan", "why"), WORD),
    )
    return Made(row)


def _referral(user: User, who: UUID) -> Made:
    return Made(refer(user, nominal_id=who, level=2, why=WORD, beyond=WORD, referred_on=RECENT))


def _release(user: User, who: UUID) -> Made:
    values = {"expected_on": LATER, "kind": "parole", "told_on": RECENT, "told_by": WORD}
    return _dated(record_fact(user, subject("expected-release"), nominal_id=who, values=values), LATER)


# By the subject's key. A subject without one fails the drills and the suite over every subject.
MAKERS: dict[str, Maker] = {
    "person": _person,
    "death": _death,
    "names": _name,
    "photographs": _photograph,
    "addresses": _address,
    "allocation": _allocation,
    "identifiers": _identifier,
    "contacts": _contact,
    "convictions": _conviction,
    "sentences": _disposal,
    "orders": _order,
    "disclosures": _disclosure,
    "time-away": _time_away,
    "stays": _stay,
    "child-stays": _household,
    "notifications": _notification,
    "matters": _matter,
    "travel": _trip,
    "financial": _financial,
    "retention-reviews": _review,
    "legal-holds": _hold,
    "subject-requests": _request,
    "clarifications": _clarification,
    "access-items": _item,
    "vehicles": _vehicle,
    "risk": _risk,
    "visits": _visit,
    "level": _level,
    "referrals": _referral,
    "level-1-reviews": _level_one,
    "expected-release": _release,
    "plan": _plan,
    "actions": _action,
    "action-messages": _message,
    "news": _news,
}
_RECENTLY = datetime(RECENT.year, RECENT.month, RECENT.day, 8, tzinfo=UTC)
# What a person may bring to a notification, by the subject that it is of then.
BROUGHT: dict[str, Change] = {
    "names": NewName(WORD, used_from=RECENT),
    "addresses": NewAddress("home", f"1 {WORD} Row", RECENT, postcode="ZE1 0AA"),
    "stays": NewStay(f"2 {WORD} Row", RECENT),
    "child-stays": NewHouseholdStay(f"3 {WORD} Row", _RECENTLY),
    "financial": NewFinancialDetail(
        "bank-account",
        f"{WORD} bank",
        account_number="61234567",
        sort_code="102030",
        office_address=f"{WORD}",
    ),
    "travel": NewTrip(RECENT, today() + timedelta(days=43), f"{WORD} land"),
}


def brought(user: User, who: UUID, key: str) -> Made:
    """The same fact, told at a notification that repeats its words."""
    change = BROUGHT[key]
    matter = NewMatter("travel") if isinstance(change, NewTrip) else None
    _notified(user, who, change, matter=matter)
    rows = subject(key).model._default_manager.filter(nominal_id=who)
    row = rows.order_by("past__pgh_id").last()
    assert row is not None
    return Made(row)


# How a row is corrected, where the first text, day or number that can be will not do.
CORRECTIONS: dict[str, dict[str, Any]] = {
    "allocation": {"starts": today() + timedelta(days=1)},
    "matters": {"return_point": "London Heathrow"},
    "contacts": {"platform": "Put right"},
    "vehicles": {"make": "Put right"},
}
