"""
Which rows of the law rest on memory, on a twin provision or on a secondary source, and what would settle each.

For whoever has the text: everything that `verified` is not said of, in one list, made from the data itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from cairn.law.disposals import by_name, longest
from cairn.law.mappa.categories import PARAMETERS as MAPPA_FIGURES
from cairn.law.mappa.schedule15 import SCHEDULE_15
from cairn.law.parameters import Parameter
from cairn.law.rulebook import STATUTE_BOOK, Rulebook
from cairn.law.sister_schemes.registry import SCHEMES

_VERIFIED = "verified"


class Unread(msgspec.Struct, frozen=True, kw_only=True):
    """
    One row.

    Parameters
        where: the jurisdiction or scheme, and the file's subject.
        effect: what the row does meanwhile.
        rests_on: what it was written from.
        settled_by: what to read, and for what.
    """

    where: str
    what: str
    status: str
    effect: str
    rests_on: str
    settled_by: str


def unread(book: Rulebook = STATUTE_BOOK) -> tuple[Unread, ...]:
    """Every row whose own text was not read, in the order of the statute book."""
    return tuple(
        dict.fromkeys(
            (*_schedule_3(book), *_orders(book), *_figures(book), *_mappa(), *_noted(book), *_disposals())
        )
    )


def _schedule_3(book: Rulebook) -> Iterator[Unread]:
    for jurisdiction, scheme in book.part_2.items():
        for row in scheme.rules.schedule.paragraphs:
            if row.status == _VERIFIED:
                continue
            off = row.status == "unverified"
            yield Unread(
                where=f"{_place(jurisdiction)}, Schedule 3",
                what=f"{', '.join(row.offences)}: {row.title}",
                status=row.status,
                effect="the answer is undecided (law)" if off else "used as written",
                rests_on="; ".join(filter(None, (row.source, row.note))),
                settled_by="Schedule 3 as now in force: whether it lists the offence, on what condition and since when"
                if off
                else f"{row.citation} itself",
            )


def _orders(book: Rulebook) -> Iterator[Unread]:
    for jurisdiction, scheme in book.part_2.items():
        for order in scheme.rules.orders.values():
            if order.status != _VERIFIED:
                yield Unread(
                    where=f"{_place(jurisdiction)}, orders",
                    what=order.title,
                    status=order.status,
                    effect="used as written",
                    rests_on=order.source,
                    settled_by=f"{order.citation} itself",
                )


def _figures(book: Rulebook) -> Iterator[Unread]:
    for jurisdiction, scheme in book.part_2.items():
        yield from _of_parameters(f"{_place(jurisdiction)}, Part 2", scheme.rules.parameters.values())
    for name, sister in SCHEMES.items():
        yield from _of_parameters(f"Scheme {name.replace('-', ' ')}", sister.parameters.values())
    yield from _of_parameters("MAPPA", MAPPA_FIGURES.values())


def _of_parameters(where: str, parameters: Iterable[Parameter]) -> Iterator[Unread]:
    for parameter in parameters:
        yield from _of_figures(where, parameter)


def _of_figures(where: str, parameter: Parameter) -> Iterator[Unread]:
    proposed = parameter.proposed
    for figure in (*parameter.figures, *((proposed,) if proposed is not None else ())):
        if figure.status == _VERIFIED:
            continue
        off = figure is proposed
        yield Unread(
            where=where,
            what=f"{parameter.key}: {figure.value} {figure.unit}",
            status=figure.status,
            effect="off" if off else "used as written",
            rests_on=figure.source,
            settled_by=f"{figure.citation} itself{', and its commencement' if off else ''}",
        )


def _mappa() -> Iterator[Unread]:
    for row in SCHEDULE_15.rows:
        if row.status != _VERIFIED:
            yield Unread(
                where="MAPPA, Schedule 15 and section 327",
                what=f"{row.reference}: {row.title}",
                status=row.status,
                effect="used as written, and the answer says that it was not checked",
                rests_on="; ".join(filter(None, (row.source, row.note if not row.verified else ""))),
                settled_by=f"{row.citation} itself, with the day from which it is listed",
            )


def _disposals() -> Iterator[Unread]:
    for name, counted in by_name().items():
        if counted.status != _VERIFIED:
            yield Unread(
                where="Disposals by name",
                what=f"{name.replace('-', ' ')}: counts as {counted.kind.replace('-', ' ')}",
                status=counted.status,
                effect="used as written",
                rests_on=counted.source,
                settled_by=f"{counted.citation} itself",
            )
    for most in longest():
        if most.status != _VERIFIED:
            yield Unread(
                where="Disposals, the longest term",
                what=f"{most.kind.replace('-', ' ')}: {most.months} months",
                status=most.status,
                effect="a longer term is asked about, and kept if the order says so",
                rests_on=most.source,
                settled_by=f"{most.citation} itself",
            )


def _noted(book: Rulebook) -> Iterator[Unread]:
    for jurisdiction, scheme in book.part_2.items():
        for noted in scheme.rules.noted:
            yield Unread(
                where=f"{_place(jurisdiction)}, noted",
                what=noted.what,
                status="unverified",
                effect="off, and not worked out",
                rests_on=noted.source,
                settled_by=f"{noted.citation} as enacted, and its commencement",
            )


def _place(jurisdiction: str) -> str:
    return jurisdiction.replace("-", " ").capitalize().replace("wales", "Wales").replace("ireland", "Ireland")
