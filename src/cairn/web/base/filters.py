"""How pages write days, moments and numbers, in the GOV.UK style: 3 March 2015, 2:05pm, 1,024."""

from __future__ import annotations

from datetime import date, datetime

from django.http import HttpRequest
from markupsafe import Markup, escape

from cairn.births import Birth
from cairn.dates import london

# How a duty's state is written, and its tag's colour: the word carries the meaning, the colour helps.
DUTY_STATES = {
    "overdue": ("Overdue", "red"),
    "due-soon": ("Due soon", "orange"),
    "open": ("Open", "blue"),
    "suspended": ("Clock stopped", "grey"),
    "possible": ("If registrable", "yellow"),
    "met": ("Met", "green"),
    "met-late": ("Met late", "yellow"),
    "ended": ("Ended", "grey"),
}
NOT_RECORDED = "not recorded"


def _as_day(value: date) -> date:
    """The day of a date, or the day in London of a moment."""
    if isinstance(value, datetime):
        return (london(value) if value.tzinfo else value).date()
    return value


def day(value: date | None) -> str:
    """3 March 2015; a date of birth as far as it is known."""
    if value is None:
        return NOT_RECORDED
    if isinstance(value, Birth):
        return value.words()
    value = _as_day(value)
    return f"{value.day} {value:%B} {value.year}"


def short_day(value: date | None) -> str:
    """3 Mar 2015: for tables."""
    if value is None:
        return NOT_RECORDED
    if isinstance(value, Birth):
        return value.words("%b")
    value = _as_day(value)
    return f"{value.day} {value:%b} {value.year}"


def when(value: datetime | None) -> str:
    """3 March 2015 at 2:05pm, in London's time."""
    if value is None:
        return NOT_RECORDED
    local = london(value) if value.tzinfo else value
    hour = local.hour % 12 or 12
    return f"{day(local)} at {hour}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def plural(number: int, one: str, many: str | None = None) -> str:
    """1 duty, 2 duties: the number with its noun; `many` where adding s is wrong."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def in_days(due: date, today: date) -> str:
    """How far a day that something is due lies from today: 12 days overdue, due today, due in 3 days."""
    days = (_as_day(due) - today).days
    if days < 0:
        return f"{plural(-days, 'day')} overdue"
    if days == 0:
        return "due today"
    return "due tomorrow" if days == 1 else f"due in {plural(days, 'day')}"


def ago(value: date, today: date) -> str:
    """How far a day lies from today: 3 days ago, yesterday, today, tomorrow, in 3 days."""
    days = (_as_day(value) - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    if days in near:
        return near[days]
    return f"{plural(-days, 'day')} ago" if days < 0 else f"in {plural(days, 'day')}"


def number(value: int) -> str:
    """1,024."""
    return f"{value:,}"


def lower_first(value: str) -> str:
    """A word or a sentence as it goes on after a comma: born 3 March 1980."""
    return value[:1].lower() + value[1:]


def paragraphs(value: str) -> Markup:
    """Typed text as paragraphs: a blank line parts them, a single line break stays one."""
    blocks = [block.strip() for block in value.replace("\r\n", "\n").split("\n\n") if block.strip()]
    lines = (Markup("<br>").join(escape(line) for line in block.split("\n")) for block in blocks)
    return Markup("").join(Markup('<p class="govuk-body">{}</p>').format(block) for block in lines)


def query(request: HttpRequest, /, **changes: object) -> str:
    """Address of this page with some of its query changed, as in `query(request, page=2)`; None takes a key away."""
    values = request.GET.copy()
    for key, value in changes.items():
        values.pop(key, None)
        if value is not None:
            values[key] = str(value)
    return "?" + values.urlencode()


FILTERS = {
    "ago": ago,
    "day": day,
    "in_days": in_days,
    "lower_first": lower_first,
    "number": number,
    "paragraphs": paragraphs,
    "plural": plural,
    "short_day": short_day,
    "when": when,
}
