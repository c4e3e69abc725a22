"""What an application for review sets running: SOA 2003 ss.91B(8)-(9), 91C(1), 91E."""

from __future__ import annotations

from datetime import date, timedelta

from cairn.dates import in_words
from cairn.law.answers import Duty, DutyKind, Reason
from cairn.law.facts import ReviewStep
from cairn.law.part2.review import Application, applications
from cairn.law.part2.view import ONE_DAY, View
from cairn.law.rules import rule

_FIGURES: dict[DutyKind, str] = {
    "review-acknowledgement": "review-acknowledge-days",
    "review-answer": "review-answer-days",
    "review-decision": "review-decision-weeks",
}


@rule("SOA 2003 ss.91B(8)-(9), 91C(1), 91E; SOA 2003 Sch.3A", since=date(2012, 7, 30))
def review_duties(view: View) -> list[Duty]:
    """
    To acknowledge, to answer, to decide: owed by the police and the bodies told. And the right of appeal.

    "Within N days of" does not count the day itself; "beginning with" an appeal's 21 days does.
    """
    duties: list[Duty] = []
    for application in applications(view) if view.person.review else []:
        duties.extend(_steps(view, application))
        appeal = _appeal(view, application)
        if appeal is not None:
            duties.append(appeal)
    return duties


def _steps(view: View, application: Application) -> list[Duty]:
    made = application.made.date
    duties: list[Duty] = []
    decided, told = application.step("determined"), application.step("bodies-told")
    acknowledge = view.rules.on("review-acknowledge-days", made)
    last = made
    if acknowledge is not None:
        last = made + timedelta(days=acknowledge)
        met = application.step("acknowledged") or decided
        text = "to acknowledge within {days} days of receipt on {made}"
        duties.append(_duty(view, "review-acknowledgement", last, met, text, acknowledge, application.made))
    answer = view.rules.on("review-answer-days", made)
    if answer is not None and told is not None:
        last = told.date + timedelta(days=answer)
        met = application.step("answered") or decided
        text = "a responsible body told on {made} answers within {days} days"
        duties.append(_duty(view, "review-answer", last, met, text, answer, told))
    weeks = view.rules.figure("review-decision-weeks", made)
    text = "to decide and give notice within {days} days of the last day for an answer, on an application of {made}"
    due = last + timedelta(weeks=weeks)
    duties.append(_duty(view, "review-decision", due, decided, text, weeks * 7, application.made))
    return duties


def _duty(
    view: View, kind: DutyKind, due: date, met: ReviewStep | None, text: str, days: int, since: ReviewStep
) -> Duty:
    met_on = met.date if met is not None else None
    owed_by = "responsible-body" if kind == "review-answer" else "police"
    return Duty(
        kind=kind,
        state=view.state(since.date, due, due, met_on),
        arose=since.date,
        basis="SOA 2003 s.91C" if kind == "review-decision" else "SOA 2003 s.91B",
        why=f"Review of the indefinite requirement: applied or told on {in_words(since.date)}",
        due=due,
        latest=due,
        met_on=met_on,
        met_by=met.id if met is not None else None,
        owed_by=owed_by,
        subject=since.id,
        reasons=(
            Reason(
                "SOA 2003 s.91B(8)-(9)",
                text,
                (("days", days), ("made", since.date)),
                (since.id,) if since.id else (),
                reads=((_FIGURES[kind], since.date),),
            ),
        ),
    )


@rule("SOA 2003 s.91E", since=date(2012, 7, 30))
def _appeal(view: View, application: Application) -> Duty | None:
    """A refusal may be appealed for 21 days beginning with the day the notice was received."""
    refused = application.step("determined")
    if refused is None or refused.outcome != "refused":
        return None
    received = refused.notice_received or refused.date
    view.horizon.consider(received)
    if received > view.as_at:
        return None
    days = view.rules.figure("review-appeal-days", received)
    due = received + timedelta(days=days - 1)
    made = application.step("appealed")
    view.horizon.consider(due + ONE_DAY)
    text = "{days} days beginning with the day the notice was received, {received}; a right and not a duty"
    return Duty(
        kind="review-appeal",
        state="met" if made is not None and made.date <= due else "open" if view.as_at <= due else "ended",
        arose=received,
        basis="SOA 2003 s.91E",
        why=f"Review refused; notice received on {in_words(received)}: may appeal",
        due=due,
        latest=due,
        met_on=made.date if made is not None and made.date <= due else None,
        met_by=made.id if made is not None and made.date <= due else None,
        subject=refused.id,
        reasons=(
            Reason(
                "SOA 2003 s.91E",
                text,
                (("days", days), ("received", received)),
                (refused.id,) if refused.id else (),
                reads=(("review-appeal-days", received),),
            ),
        ),
    )
