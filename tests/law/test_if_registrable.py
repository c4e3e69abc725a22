"""What is owed only if somebody is registrable: told apart from what is owed in any case, and never both."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.law import assess
from cairn.law.answers import Duty
from cairn.law.facts import Conviction, Notification, Person
from cairn.law.if_registrable import if_registrable

BORN = date(1980, 5, 1)
# Sexual assault registers on a caution if the victim was under 18 (Sch.3 para.18).
DOUBTFUL = Conviction(id="b", kind="caution", date=date(2024, 3, 1), offence="SOA 2003 s.3")
CERTAIN = Conviction(id="a", kind="caution", date=date(2022, 11, 1), offence="SOA 2003 s.9", victim_age=14)
OPEN = Duty(kind="initial", state="open", arose=date(2024, 3, 1), basis="SOA 2003 s.83", why="")


def duties(*convictions: Conviction, told: tuple[Notification, ...] = ()) -> list[tuple[str, str]]:
    person = Person(born=BORN, convictions=convictions, notifications=told)
    return [(duty.kind, duty.state) for duty in assess(person, date(2024, 6, 1)).duties]


def test_somebody_undecided_may_owe_a_first_notification() -> None:
    (duty,) = assess(Person(born=BORN, convictions=(DOUBTFUL,)), date(2024, 6, 1)).duties
    assert (duty.kind, duty.state, duty.due, duty.needs) == (
        "initial",
        "possible",
        date(2024, 3, 3),
        ("victim-age",),
    )


def test_what_is_owed_in_any_case_is_not_possible_as_well() -> None:
    told = (Notification(id="n", date=date(2022, 11, 2), of="initial"),)
    assert duties(CERTAIN, DOUBTFUL, told=told).count(("periodic", "overdue")) == 1
    assert ("periodic", "possible") not in duties(CERTAIN, DOUBTFUL, told=told)


@pytest.mark.parametrize("state", ["met", "met-late", "ended"])
def test_only_what_would_be_outstanding_is_possible(state: str) -> None:
    done = Duty(kind="initial", state=state, arose=OPEN.arose, basis=OPEN.basis, why="")  # type: ignore[arg-type]  # parametrised
    assert list(if_registrable([done], [], ("victim-age",))) == []


def test_what_certainly_ended_may_be_owed_all_the_same() -> None:
    ended = Duty(kind="initial", state="ended", arose=OPEN.arose, basis=OPEN.basis, why="")
    (possible,) = if_registrable([OPEN], [ended], ("victim-age",))
    assert (possible.state, possible.needs) == ("possible", ("victim-age",))
