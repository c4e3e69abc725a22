"""
A new name to be notified before it is used: a rule of the Crime and Policing Act 2026 that is off.

Its text and commencement were not read; the figure is only proposed until a decision switches it on.
"""

from __future__ import annotations

from datetime import date, timedelta

from cairn.dates import in_words
from cairn.law.answers import Duty, Reason
from cairn.law.part2.triggers import run_after_first_day
from cairn.law.part2.view import View
from cairn.law.rules import rule

BASIS = "SOA 2003 s.84"
KEY = "name-notice-days"


@rule("Crime and Policing Act 2026", since=date(2026, 4, 29), verified=False)
def name_notice_duties(view: View) -> list[Duty]:
    """A number of days before each first use of a name, beside the three days of s.84(1)(a)."""
    duties = []
    for name in view.person.names:
        days = view.rules.on(KEY, name.date)
        if (
            days is None
            or name.date > view.as_at
            or run_after_first_day(name.date, view.registered.runs) is None
        ):
            continue
        due = name.date - timedelta(days=days)
        met = next(
            (n for n in view.told if n.of == "change" and n.about == "name" and n.date <= name.date), None
        )
        met_on = met.date if met is not None else None
        text = "a new name is notified at least {days} days before it is used: used on {date}, so by {due}"
        values = (("days", days), ("date", name.date), ("due", due))
        duties.append(
            Duty(
                kind="change",
                of="name-before-use",
                state=view.state(name.date, due, due, met_on),
                arose=name.date,
                basis=BASIS,
                why=f"Used a new name on {in_words(name.date)}: to be notified {days} days before",
                due=due,
                latest=due,
                met_on=met_on,
                met_by=met.id if met is not None else None,
                subject=name.id,
                reasons=(
                    Reason(
                        BASIS, text, values, (name.id,) if name.id else (), False, reads=((KEY, name.date),)
                    ),
                ),
            )
        )
    return duties
