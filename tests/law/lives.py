"""Generated lives: whole persons with facts that could be on a register, for properties of the law."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from hypothesis import strategies as st

from cairn.law.facts import (
    Away,
    ChildHousehold,
    Conviction,
    Disposal,
    HomeAddress,
    NameUsed,
    NoFixedAbode,
    Notification,
    Overlap,
    Person,
    Stay,
    Term,
    Travel,
    TrialConcluded,
)

OFFENCES = [
    *("SOA 2003 s.1", "SOA 2003 s.3", "SOA 2003 s.9", "SOA 2003 s.9 (attempt)", "SOA 2003 s.13"),
    *(
        "SOA 2003 s.16",
        "SOA 2003 s.47",
        "SOA 2003 s.63",
        "SOA 2003 s.66",
        "SOA 2003 s.15A",
        "Theft Act 1968 s.1",
    ),
    *("SOA 1956 s.14", "Protection of Children Act 1978 s.1"),
]
CUSTODIAL = ["imprisonment", "suspended-imprisonment", "detention", "dto"]
days = st.dates(date(2003, 1, 1), date(2024, 12, 31))
ages = st.none() | st.integers(0, 60)


def terms(months: int = 60) -> st.SearchStrategy[Term]:
    return st.builds(Term, months=st.integers(0, months), weeks=st.integers(0, 3), days=st.integers(0, 6))


@st.composite
def disposals(draw: st.DrawFn, on: date, others: list[str]) -> Disposal:
    kind = draw(
        st.sampled_from([*CUSTODIAL, "extended", "ipp", "hospital-order", "community-order", "fine"])
        | st.sampled_from(["conditional-discharge", "absolute-discharge", "other"])
    )
    link = draw(st.sampled_from(["", "", "consecutive", "overlap"])) if others else ""
    return Disposal(
        kind=kind,
        term=draw(terms()),
        extension=draw(terms()) if kind == "extended" else None,
        restriction=draw(st.booleans()),
        consecutive_to=draw(st.sampled_from(others)) if link == "consecutive" else None,
        overlap=Overlap(with_id=draw(st.sampled_from(others)), term=draw(terms(10)))
        if link == "overlap"
        else None,
        date=draw(st.none() | st.integers(0, 400).map(lambda n: on + timedelta(days=n))),
    )


@st.composite
def convictions(draw: st.DrawFn) -> tuple[Conviction, ...]:
    found: list[Conviction] = []
    for number in range(draw(st.integers(1, 3))):
        on = draw(days)
        kind = draw(st.sampled_from(["conviction", "conviction", "caution", "finding"]))
        others = [c.id for c in found if c.id]
        found.append(
            Conviction(
                id=f"c{number}",
                kind=kind,
                date=on,
                offence=draw(st.sampled_from(OFFENCES)),
                finding_of=draw(st.sampled_from(["disability", "ngri"])) if kind == "finding" else None,
                offence_date=draw(
                    st.none() | st.integers(0, 3000).map(lambda n, on=on: on - timedelta(days=n))
                ),
                victim_age=draw(ages),
                shown_age=draw(ages),
                intended_victim_age=draw(ages),
                disposals=()
                if kind == "caution"
                else tuple(draw(st.lists(disposals(on, others), max_size=2))),
                quashed_on=draw(
                    st.none() | st.none() | st.integers(0, 900).map(lambda n, on=on: on + timedelta(days=n))
                ),
            )
        )
    return tuple(found)


@st.composite
def notifications(draw: st.DrawFn) -> Notification:
    on = draw(days)
    of = draw(st.sampled_from(["initial", "initial", "change", "periodic", "periodic", "travel", "return"]))
    about = {"travel": ["t0", None], "return": ["t0", None]}.get(
        of, [None, "home-address", "name", "stay", "release", "child-household", "did-not-happen"]
    )
    ahead = of == "change" and draw(st.booleans())
    return Notification(
        id=draw(st.none() | st.text("nm", min_size=1, max_size=3)),
        date=on,
        of=of,
        about=draw(st.sampled_from(about)) if of in {"change", "travel", "return"} else None,
        expected=on + timedelta(days=draw(st.integers(0, 30))) if ahead else None,
        return_date=draw(st.none() | days),
        return_point=draw(st.sampled_from([None, "LHR"])),
    )


@st.composite
def spans(draw: st.DrawFn, longest: int = 500) -> tuple[date, date | None]:
    start = draw(days)
    return start, draw(st.none() | st.integers(0, longest).map(lambda n: start + timedelta(days=n)))


@st.composite
def people(draw: st.DrawFn) -> Person:
    away = draw(st.lists(st.tuples(st.sampled_from(["custody", "hospital", "abroad"]), spans()), max_size=3))
    stays = draw(st.lists(st.tuples(st.sampled_from("xy"), spans(20)), max_size=3))
    trips = draw(st.lists(st.tuples(st.none() | days, spans(40), st.none() | days), max_size=2))
    homes = draw(st.lists(st.tuples(days, st.integers(0, 40)), max_size=2))
    return Person(
        born=draw(st.dates(date(1950, 1, 1), date(2002, 12, 31))),
        died=draw(st.sampled_from([None, None, None, date(2020, 2, 29)])),
        convictions=draw(convictions()),
        trials=tuple(TrialConcluded(date=d) for d in draw(st.lists(days, max_size=1))),
        notifications=tuple(draw(st.lists(notifications(), max_size=6))),
        away=tuple(Away(kind=kind, start=start, end=end) for kind, (start, end) in away),
        addresses=tuple(HomeAddress(date=d) for d in draw(st.lists(days, max_size=3))),
        no_fixed_abode=tuple(NoFixedAbode(date=d) for d in draw(st.lists(days, max_size=2))),
        names=tuple(NameUsed(date=d) for d in draw(st.lists(days, max_size=1))),
        stays=tuple(Stay(at=at, start=start, end=end) for at, (start, end) in stays),
        households=tuple(
            ChildHousehold(
                start=datetime(d.year, d.month, d.day, 18),
                end=datetime(d.year, d.month, d.day, 18) + timedelta(hours=h),
            )
            for d, h in homes
        ),
        travel=tuple(
            Travel(
                id=f"t{n}",
                known=known,
                departs=departs,
                returns=returns,
                return_point="LHR",
                cancelled_on=off,
            )
            for n, (known, (departs, returns), off) in enumerate(trips)
        ),
    )
