"""Changes: SOA 2003 s.84, with notification in advance."""

from __future__ import annotations

from datetime import date, timedelta

from cairn.dates import in_words
from cairn.law.answers import Duty, Reason
from cairn.law.facts import Notification
from cairn.law.part2.absence import count
from cairn.law.part2.initial import counting_reasons
from cairn.law.part2.triggers import Source, Trigger, triggers
from cairn.law.part2.view import ONE_DAY, View
from cairn.law.rules import COMMENCEMENT, rule

BASIS = "SOA 2003 s.84"
NOT_HAPPENED = "did-not-happen"


@rule("SOA 2003 s.84(1), (5)", since=COMMENCEMENT)
def change_duties(view: View, sources: tuple[Source, ...]) -> list[Duty]:
    """
    Within three days beginning with the event; time in custody, hospital or abroad is left out.

    Met by a notification of that change, or by any that gives the whole of s.83(5) again after it:
    a first or a periodic one, or the one on release. A release is met by any notification after it.
    """
    advance = [
        n
        for n in view.told
        if n.of == "change" and n.expected is not None and view.rules.on("advance-days", n.date) is not None
    ]
    found = triggers(view, sources)
    if advance:
        found.sort(key=lambda trigger: trigger.day)  # one notification serves the first event it fits
    duties: list[Duty] = []
    used: set[int] = set()
    for trigger in found:
        ahead = _in_advance(view, trigger, advance, used) if advance else None
        met = ahead or next((n for n in view.told if _meets(n, trigger)), None)
        duties.append(_duty(view, trigger, met, in_advance=ahead is not None))
    for given in advance:
        unhappened = _not_happened(view, given, found)
        if unhappened is not None:
            duties.append(unhappened)
    return duties


def _duty(view: View, trigger: Trigger, met: Notification | None, *, in_advance: bool) -> Duty:
    days = view.rules.figure("change-days", trigger.day)
    counted = count(trigger.day, days, view.spans)
    met_on = met.date if met is not None else None
    reasons = counting_reasons(
        trigger.provision,
        arose=trigger.day,
        counted=counted,
        days=days,
        fact=trigger.subject,
        met=met,
        reads=(("change-days", trigger.day), *trigger.reads),
    )
    if in_advance and met is not None:
        reasons += (
            Reason(
                "SOA 2003 s.84(2)-(3)",
                "notified in advance for {expected}; the event came no more than 2 days from it, which is enough",
                (("expected", met.expected),),
                reads=(("advance-days", trigger.day),),
            ),
        )
    return Duty(
        kind="change",
        of=trigger.of,
        state=view.state(trigger.day, counted.last, counted.generous, met_on),
        arose=trigger.day,
        basis=BASIS,
        why=f"{trigger.words} on {in_words(trigger.day)}: {days} days to notify",
        due=counted.last,
        latest=counted.generous,
        met_on=met_on,
        met_by=met.id if met is not None else None,
        subject=trigger.subject,
        reasons=reasons,
    )


def _meets(given: Notification, trigger: Trigger) -> bool:
    if given.date < trigger.day:
        return False
    if trigger.of in given.unchanged and trigger.subject not in given.confirmed:
        return False  # he said that it had not changed: the change itself must be notified
    if given.of != "change":
        return given.of in {"initial", "periodic"}
    if given.about == NOT_HAPPENED:
        return False
    return trigger.of == "release" or given.about in {None, trigger.of, "release"}


@rule("SOA 2003 s.84(2)-(4)(a)", since=COMMENCEMENT)
def _in_advance(
    view: View, trigger: Trigger, advance: list[Notification], used: set[int]
) -> Notification | None:
    """
    A notification given before the event, with the day expected, that suffices.

    The event must come no more than two days before that day and before the end of three days
    beginning with it. A release cannot be notified in advance. One notification serves one event.
    """
    if trigger.of == "release":
        return None
    near = timedelta(days=view.rules.figure("advance-days", trigger.day))
    for number, given in enumerate(advance):
        expected = given.expected
        if (
            number not in used
            and expected is not None
            and given.about == trigger.of
            and given.date <= trigger.day
            and expected - near <= trigger.day <= expected + near
        ):
            used.add(number)
            return given
    return None


@rule("SOA 2003 s.84(4)(b), (5)", since=COMMENCEMENT)
def _not_happened(view: View, given: Notification, found: list[Trigger]) -> Duty | None:
    """
    Notified in advance and not happened within three days beginning with the day expected.

    He must say so within six days beginning with that day.
    """
    expected = given.expected
    if expected is None or given.date >= expected or view.over(given.date):
        return None
    near = timedelta(days=view.rules.figure("advance-days", given.date))
    arose = expected + near + ONE_DAY
    view.horizon.consider(arose)
    if arose > view.as_at:
        return None
    if any(t.of == given.about and given.date <= t.day <= expected + near for t in found):
        return None
    days = view.rules.figure("not-happened-days", expected)
    counted = count(expected, days, view.spans)
    met = next((n for n in view.told if n.about == NOT_HAPPENED and n.date > given.date), None)
    met_on: date | None = met.date if met is not None else None
    return Duty(
        kind="change",
        of=NOT_HAPPENED,
        state=view.state(given.date, counted.last, counted.generous, met_on),
        arose=arose,
        basis=BASIS,
        why=f"A change expected on {in_words(expected)} did not happen: {days} days to say so",
        due=counted.last,
        latest=counted.generous,
        met_on=met_on,
        met_by=met.id if met is not None else None,
        subject=given.id,
        reasons=counting_reasons(
            "SOA 2003 s.84(4)(b)",
            arose=expected,
            counted=counted,
            days=days,
            fact=given.id,
            met=met,
            reads=(("not-happened-days", expected), ("advance-days", given.date)),
        ),
    )
