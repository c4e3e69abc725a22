"""
Generated lives: whole persons with facts that could be on a register, for properties of the law.

A life is made of events drawn from a source of randomness, so that one small enough to read can be
shrunk (`people`), and one of two hundred events is made from a seed in no time (`long_lives`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any, get_args

from hypothesis import strategies as st

from cairn.law.facts import (
    JURISDICTIONS,
    Away,
    ChildHousehold,
    ChildHouseholdLeft,
    Conviction,
    Disposal,
    Fact,
    HomeAbsence,
    HomeAddress,
    NameUsed,
    NoFixedAbode,
    Notification,
    Order,
    Overlap,
    ParentalDirection,
    Person,
    PrescribedMatter,
    ReviewStep,
    Stay,
    Term,
    Travel,
    TravelChanged,
    TrialConcluded,
)
from cairn.law.kinds import AwayKind, DisposalKind, NotificationOf, OrderKind, PrescribedKind, ReviewStepKind
from cairn.law.sister_schemes.registry import SCHEMES

OFFENCES = [
    *("SOA 2003 s.1", "SOA 2003 s.3", "SOA 2003 s.9", "SOA 2003 s.9 (attempt)", "SOA 2003 s.13"),
    *("SOA 2003 s.16", "SOA 2003 s.47", "SOA 2003 s.63", "SOA 2003 s.66", "SOA 2003 s.46A", "SOA 2003 s.66B"),
    *("SOA 1956 s.14", "Protection of Children Act 1978 s.1", "Theft Act 1968 s.1", "OAPA 1861 s.62"),
    *("SOA 2003 s.122H", "SOA 2003 s.128", "Terrorism Act 2000 s.57", "Terrorism Act 2006 s.1 (attempt)"),
    *("Rape (Scots common law)", "Breach of the peace (Scots common law)"),
    "Sexual Offences (Northern Ireland) Order 2008 art.5",
]
CUSTODIAL = ["imprisonment", "suspended-imprisonment", "detention", "dto"]
FIRST, LAST = date(2003, 1, 1), date(2026, 12, 31)
ABOUTS = [
    *(None, "home-address", "name", "stay", "release", "child-household", "child-household-left"),
    *("bank-account", "card", "identity-document", "did-not-happen"),
]
PRESCRIBED = {
    "bank-account": ("opened", "closed", "altered"),
    "card": ("obtained", "gone", "altered"),
    "identity-document": ("obtained", "gone", "altered"),
}
days = st.dates(FIRST, LAST)

Facts = dict[str, list[Any]]


def terms(months: int = 60) -> st.SearchStrategy[Term]:
    return st.builds(Term, months=st.integers(0, months), weeks=st.integers(0, 3), days=st.integers(0, 6))


def people(events: int = 14) -> st.SearchStrategy[Person]:
    """Lives short enough to be shrunk and read."""
    return st.builds(life, st.randoms(use_true_random=False), st.integers(1, events))


def long_lives(events: int = 200) -> st.SearchStrategy[Person]:
    """Lives of up to two hundred events, each from a seed."""
    return st.builds(
        lambda seed, number: life(Random(seed), number), st.integers(0, 2**32), st.integers(20, events)
    )


def life(random: Random, events: int) -> Person:
    """A life of that many events, in one of the three jurisdictions, with at least one way in."""
    facts: Facts = {}
    for number in range(events):
        kind = random.choice(list(_EVENTS) if number else ["convictions", "convictions", "orders"])
        facts.setdefault(kind, []).append(_EVENTS[kind](random, f"{kind[:2]}{number}", facts))
    born = date(random.randint(1950, 2002), random.randint(1, 12), random.randint(1, 28))
    return Person(
        born=born,
        jurisdiction=random.choice(JURISDICTIONS),
        died=_day(random, facts) if random.random() < 0.08 else None,
        **{kind: tuple(found) for kind, found in facts.items()},
    )


def _day(random: Random, facts: Facts) -> date:
    """Any day; more often one not long after something else, as events are in a life."""
    others = [fact for found in facts.values() for fact in found]
    if not others or random.random() < 0.35:
        return FIRST + timedelta(days=random.randint(0, (LAST - FIRST).days))
    near = _when(random.choice(others))
    return min(max(near + timedelta(days=random.choice(_AFTER)), FIRST), LAST)


_AFTER = (0, 1, 1, 2, 2, 3, 4, 5, 7, 30, 90, 200, 360, 364, 365, 366, 367, 380, 730, 3650, 5480, -1, -8, -40)


def _when(fact: Fact) -> date:
    day = next(getattr(fact, name) for name in ("date", "start", "departs", "leaves") if hasattr(fact, name))
    return day.date() if isinstance(day, datetime) else day


def _later(random: Random, day: date, longest: int, often: float = 1.0) -> date | None:
    return day + timedelta(days=random.randint(0, longest)) if random.random() < often else None


def _moment(random: Random, day: date) -> datetime:
    return datetime.combine(day, time(random.randint(0, 23), random.choice((0, 30))))


def _one_of(random: Random, facts: Facts, kind: str) -> str | None:
    """The id of a fact that is there already; None where there is none."""
    return random.choice([fact.id for fact in facts.get(kind, ())] or [None])


def _term(random: Random, months: int = 60) -> Term:
    if random.random() < 0.04:
        return Term(life=True)
    return Term(
        months=random.randint(0, months), weeks=random.choice((0, 0, 26, 3)), days=random.choice((0, 0, 6))
    )


def _disposal(random: Random, on: date, facts: Facts) -> Disposal:
    kind = random.choice(get_args(DisposalKind))
    other = _one_of(random, facts, "convictions")
    link = random.choice(("", "", "consecutive", "overlap")) if other is not None else ""
    return Disposal(
        kind=kind,
        term=_term(random),
        extension=_term(random) if kind == "extended" else None,
        restriction=random.random() < 0.5,
        part_2_applied=random.random() < 0.3,
        sexual_aspect=random.random() < 0.3,
        consecutive_to=other if link == "consecutive" else None,
        overlap=Overlap(with_id=other, term=_term(random, 10)) if link == "overlap" and other else None,
        date=_later(random, on, 400, 0.5),
    )


def _conviction(random: Random, key: str, facts: Facts) -> Conviction:
    on = _day(random, facts)
    kind = random.choice(("conviction", "conviction", "conviction", "caution", "finding"))
    foreign = random.random() < 0.15
    route = random.choice(("none", "notice", "notification-order")) if foreign else "none"
    flags = ("sexual_gratification", "all_willing", "parental_household")
    ages = ("victim_age", "shown_age", "intended_victim_age")
    return Conviction(
        id=key,
        kind=kind,
        date=on,
        offence=random.choice(OFFENCES),
        finding_of=random.choice(("disability", "ngri")) if kind == "finding" else None,
        offence_date=on - timedelta(days=random.randint(0, 3000)) if random.random() < 0.6 else None,
        disposals=()
        if kind == "caution"
        else tuple(_disposal(random, on, facts) for _ in range(random.randint(0, 2))),
        quashed_on=_later(random, on, 900, 0.2),
        order=_one_of(random, facts, "orders"),
        foreign=foreign,
        route=route,
        noticed_on=_later(random, on, 5000) if route != "none" else None,
        terrorist_connection=random.random() < 0.1,
        **{name: random.choice((None, True, False)) for name in flags},
        **{name: random.choice((None, 9, 15, 17, 30)) for name in ages},
    )


def _notification(random: Random, key: str, facts: Facts) -> Notification:
    on = _day(random, facts)
    of = random.choice((*get_args(NotificationOf), "initial", "change", "periodic"))
    about = None
    if of in {"travel", "return"}:
        about = _one_of(random, facts, "travel")
    elif of == "absence":
        about = _one_of(random, facts, "absences")
    elif of == "change":
        about = random.choice(ABOUTS)
    return Notification(
        id=key if random.random() < 0.8 else None,
        date=on,
        of=of,
        about=about,
        expected=_later(random, on, 30) if of == "change" and random.random() < 0.4 else None,
        at=_moment(random, on) if random.random() < 0.3 else None,
        return_date=_later(random, on, 40, 0.5),
        return_point=random.choice((None, "LHR")),
        regime=random.choice((None, None, None, "SOA 2003 Part 2", *SCHEMES)),
    )


def _order(random: Random, key: str, facts: Facts) -> Order:
    made = _day(random, facts)
    until = _later(random, made, 2500, 0.7)
    return Order(
        id=key,
        of=random.choice(get_args(OrderKind)),
        date=made,
        served=_later(random, made, 20, 0.5),
        in_force=_later(random, made, 400, 0.3),
        until=until,
        further_order=until is None,
        ended_on=_later(random, made, 2000, 0.3),
        travel_ban=random.random() < 0.3,
    )


def _journey(random: Random, key: str, facts: Facts) -> Travel:
    departs = _day(random, facts)
    return Travel(
        id=key,
        departs=departs,
        known=departs - timedelta(days=random.randint(0, 40)) if random.random() < 0.7 else None,
        returns=_later(random, departs, 40, 0.8),
        return_point=random.choice((None, "LHR")),
        cancelled_on=_later(random, departs - timedelta(days=20), 25, 0.2),
        departs_at=_moment(random, departs) if random.random() < 0.4 else None,
        destinations=random.choice(((), ("IE",), ("IE", "FR"))),
        excuse=random.random() < 0.2,
    )


def _review_step(random: Random, key: str, facts: Facts) -> ReviewStep:
    step, on = random.choice((*get_args(ReviewStepKind), "application", "determined")), _day(random, facts)
    decided = step in {"determined", "appeal-determined"}
    return ReviewStep(
        id=key,
        step=step,
        date=on,
        outcome=random.choice(("allowed", "refused", "refused")) if decided else None,
        notice_received=_later(random, on, 10, 0.6) if decided else None,
        further_years=random.choice((None, 3, 9, 15)) if decided else None,
    )


def _household(random: Random, key: str, facts: Facts) -> ChildHousehold:
    start = _moment(random, _day(random, facts))
    end = start + timedelta(hours=random.randint(0, 60)) if random.random() < 0.9 else None
    return ChildHousehold(id=key, at=random.choice((None, "h", "k")), start=start, end=end)


def _absence(random: Random, key: str, facts: Facts) -> HomeAbsence:
    leaves = _moment(random, _day(random, facts))
    back = leaves + timedelta(hours=random.randint(0, 300)) if random.random() < 0.7 else None
    known = leaves.date() - timedelta(days=random.randint(0, 20)) if random.random() < 0.5 else None
    expected = _later(random, leaves.date(), 12, 0.5)
    return HomeAbsence(id=key, leaves=leaves, returns=back, expected=expected, known=known)


def _matter(random: Random, key: str, facts: Facts) -> PrescribedMatter:
    kind = random.choice(get_args(PrescribedKind))
    return PrescribedMatter(id=key, kind=kind, of=random.choice(PRESCRIBED[kind]), date=_day(random, facts))


def _away(random: Random, key: str, facts: Facts) -> Away:
    start = _day(random, facts)
    return Away(
        id=key, kind=random.choice(get_args(AwayKind)), start=start, end=_later(random, start, 500, 0.8)
    )


def _stay(random: Random, key: str, facts: Facts) -> Stay:
    start = _day(random, facts)
    return Stay(id=key, at=random.choice("xy"), start=start, end=_later(random, start, 20, 0.8))


def _direction(random: Random, key: str, facts: Facts) -> ParentalDirection:
    on = _day(random, facts)
    return ParentalDirection(id=key, date=on, until=_later(random, on, 900, 0.5))


def _journey_changed(random: Random, key: str, facts: Facts) -> TravelChanged:
    journeys = facts.get("travel", ())
    if not journeys:
        return TravelChanged(id=key, about="nowhere", date=_day(random, facts))
    journey = random.choice(journeys)
    return TravelChanged(
        id=key, about=journey.id, date=journey.departs - timedelta(days=random.randint(-1, 20))
    )


_EVENTS: dict[str, Callable[[Random, str, Facts], Fact]] = {
    "convictions": _conviction,
    "trials": lambda random, key, facts: TrialConcluded(
        id=key, date=_day(random, facts), finding=_one_of(random, facts, "convictions")
    ),
    "notifications": _notification,
    "away": _away,
    "addresses": lambda random, key, facts: HomeAddress(id=key, date=_day(random, facts)),
    "no_fixed_abode": lambda random, key, facts: NoFixedAbode(id=key, date=_day(random, facts)),
    "names": lambda random, key, facts: NameUsed(id=key, date=_day(random, facts)),
    "stays": _stay,
    "households": _household,
    "households_left": lambda random, key, facts: ChildHouseholdLeft(
        id=key, at=random.choice("hk"), date=_day(random, facts)
    ),
    "prescribed": _matter,
    "absences": _absence,
    "travel": _journey,
    "travel_changed": _journey_changed,
    "orders": _order,
    "directions": _direction,
    "review": _review_step,
}
