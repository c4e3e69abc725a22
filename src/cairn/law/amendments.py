"""Which figures of the law, of those that answers rest on, changed between two days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

import msgspec

from cairn.law.answers import Assessment, Reason, steps
from cairn.law.parameters import Parameter
from cairn.law.rulebook import STATUTE_BOOK, Rulebook
from cairn.law.sister_schemes.registry import SCHEMES

_ONE_DAY = timedelta(days=1)


class Amendment(msgspec.Struct, frozen=True, kw_only=True):
    """
    One figure that changed.

    Parameters
        on: the first day of the new value.
        before, after: the values; None where no provision was in force.
        citation, source, status: of the new value, or of the old one where it ended.
    """

    key: str
    on: date
    before: int | None
    after: int | None
    unit: str
    citation: str
    source: str
    status: str


def amendments(
    answers: Iterable[Assessment], jurisdiction: str, start: date, end: date, book: Rulebook = STATUTE_BOOK
) -> tuple[Amendment, ...]:
    """
    What changed after `start` and by `end` in the figures that any of the answers used, earliest first.

    Raises
        BadInput: there are no rules for that jurisdiction.
    """
    figures = book.scheme(jurisdiction).rules.parameters
    used: dict[tuple[str, str], Parameter] = {}
    for answer in answers:
        for regime, reasons in _trails(answer):
            scheme = SCHEMES.get(regime)
            own = figures if scheme is None else {**figures, **scheme.parameters}
            used.update(((regime, key), own[key]) for key in _read(reasons, own))
    found = {
        (change.key, change.on, change.citation): change
        for parameter in used.values()
        for change in _changes(parameter, start, end)
    }
    return tuple(sorted(found.values(), key=lambda change: (change.on, change.key)))


def _trails(answer: Assessment) -> Iterator[tuple[str, tuple[Reason, ...]]]:
    yield "", answer.registration.reasons
    if answer.review is not None:
        yield "", answer.review.reasons
    yield from ((regime.regime, regime.reasons) for regime in answer.regimes)
    yield from ((duty.regime, duty.reasons) for duty in answer.duties)


def _read(reasons: Iterable[Reason], known: Mapping[str, Parameter]) -> Iterator[str]:
    return (key for reason in steps(reasons) for key, _ in reason.reads if key in known)


def _changes(parameter: Parameter, start: date, end: date) -> Iterator[Amendment]:
    days = {figure.since for figure in parameter.figures}
    days |= {figure.to + _ONE_DAY for figure in parameter.figures if figure.to is not None}
    for day in sorted(day for day in days if start < day <= end):
        before, after = parameter.figure(day - _ONE_DAY), parameter.figure(day)
        told = after or before
        if told is not None and parameter.on(day - _ONE_DAY) != parameter.on(day):
            yield Amendment(
                key=parameter.key,
                on=day,
                before=before.value if before is not None else None,
                after=after.value if after is not None else None,
                unit=told.unit,
                citation=told.citation,
                source=told.source,
                status=told.status,
            )
