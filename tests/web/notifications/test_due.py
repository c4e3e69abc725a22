"""What is chosen in advance at the counter."""

from __future__ import annotations

from datetime import date

from cairn.clock.models import Duty
from cairn.web.notifications.due import due_now

TODAY = date(2026, 3, 2)


def duty(
    kind: str,
    of: str = "",
    *,
    due: date | None = date(2026, 3, 4),
    state: str = "open",
    basis: str = "statute",
) -> Duty:
    return Duty(kind=kind, of=of, due=due, state=state, basis=basis, owed_by="offender")


def test_a_change_owed_chooses_the_change_and_its_page() -> None:
    due = due_now([duty("change", "home-address"), duty("change", "name")], today=TODAY)
    assert (due.matters, due.subjects) == (("change",), ("home", "names"))


def test_a_periodic_notification_is_chosen_when_near_or_late_and_hinted_always() -> None:
    near = due_now([duty("periodic", due=date(2026, 4, 20))], today=TODAY)
    far = due_now([duty("periodic", due=date(2026, 12, 20))], today=TODAY)
    late = due_now([duty("periodic", due=date(2026, 2, 20), state="overdue")], today=TODAY)
    assert (near.matters, far.matters, late.matters) == (("periodic",), (), ("periodic",))
    assert far.hints == {"periodic": "Due in 293 days: 20 December 2026."}
    assert late.hints == {"periodic": "10 days overdue: 20 February 2026."}


def test_release_and_what_did_not_happen_are_matters_of_their_own() -> None:
    due = due_now([duty("change", "release"), duty("change", "did-not-happen")], today=TODAY)
    assert (due.matters, due.subjects) == (("release", "did-not-happen"), ())


def test_visits_and_actions_are_nothing_to_notify() -> None:
    theirs = duty("visit", basis="policy")
    theirs.owed_by = "police"
    assert due_now([theirs], today=TODAY).matters == ()


def test_a_duty_whose_clock_is_stopped_says_so() -> None:
    due = due_now([duty("initial", due=None, state="suspended")], today=TODAY)
    assert due.hints == {"initial": "Owed; the clock is stopped."}
