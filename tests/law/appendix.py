"""
The appendix of the book of proofs: what else the law room answers, over the same cases.

MAPPA categories and advice on each conviction, offences by everyday name, requirements, rules that are off,
and what another sentence or another year would change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import msgspec
import yaml

from cairn.errors import BadInput
from cairn.law import assess
from cairn.law.amendments import amendments
from cairn.law.cases import Case, read
from cairn.law.comparing import Comparison, compare
from cairn.law.facts import JURISDICTIONS
from cairn.law.mappa import category
from cairn.law.offences import find
from cairn.law.requirements import of as requirements_of
from cairn.law.rulebook import STATUTE_BOOK, Switch, proposals, rule_set, switched
from cairn.law.schedule_3.schedule3 import registers
from cairn.law.what_if import EXAMPLES, changed, parse_sentence

FILES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
WORDS = (
    *("rape", "grooming", "flashing", "upskirting", "voyeur", "child abuse images", "indecent photographs"),
    *("sexual assault", "assault by penetration", "incest", "position of trust", "revenge porn", "exposure"),
    *(
        "gbh",
        "abh",
        "murder",
        "manslaughter",
        "robbery",
        "stalking",
        "harassment",
        "arson",
        "kidnap",
        "affray",
    ),
    *("terrorism", "membership of a proscribed organisation", "attempted rape", "conspiracy to murder"),
    *(
        "SOA 2003 s.9",
        "section 9",
        "rpae",
        "burglery",
        "parking",
        "child",
        "Theft Act 1968 s.8",
        "s.20 wounding",
    ),
)
DAYS = (date(2005, 1, 1), date(2012, 8, 13), date(2020, 1, 1), date(2026, 11, 1))
KINDS = ("initial", "change", "periodic", "travel", "travel-change", "return", "absence", "review-decision")
SENTENCES = (*EXAMPLES, "IPP", "detention 6 weeks", "life", "conditionally discharged for 2 years", "2 fines")

TYPED = (
    *SENTENCES,
    *(
        "Imprisonment for 2 years and 6 months",
        "a term of imprisonment of 18 months",
        "prison 4y 3m 2w 1d",
        "custody 1 yr",
    ),
    *(
        "life",
        "life sentence",
        "life custody",
        "imprisonment for life",
        "life imprisonment 12 years",
        "detention for life",
    ),
    *(
        "suspended sentence order 12 months",
        "suspended imprisonment of 6 weeks",
        "suspended",
        "imprisonment",
        "dto",
    ),
    *(
        "DTO 12 months",
        "extended 18 months",
        "extended 18 months plus 3 years",
        "extended + 3 years",
        "extended sentence of 2 years with 3 years extension",
    ),
    *(
        "hospital order without restriction",
        "hospital order and a restriction order",
        "hospital order for 2 years",
        "hospital",
    ),
    *(
        "community order",
        "community payback order 18 months",
        "community sentence of 9 months unpaid",
        "fine 12 months",
        "fined",
    ),
    *(
        "absolute discharge",
        "conditional discharge",
        "conditional discharge for two years",
        "imprisonment 0 months",
        "imprisonment 3 months 4 months",
    ),
    *(
        "imprisonment 151 years",
        "imprisonment 150 years",
        "IPP 4 years",
        "",
        "   ",
        "banishment",
        "12 months",
        "imprisonment – 12 months",
        "imprisonment-12 months",
    ),
)


def _cases() -> Iterator[Case]:
    for path in FILES:
        yield from read(yaml.safe_load(path.read_text(encoding="utf-8")), path.name)


def _short(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _differences(found: Comparison) -> str:
    """A comparison without the reasons, which other chapters print."""
    parts = [_short(found.registration), *map(_short, found.regimes), _short(found.review)]
    for change in found.duties:
        days = [duty.due if duty is not None else None for duty in (change.before, change.after)]
        parts.append(
            f"{change.change} {change.kind} {change.of} {change.regime} {change.owed_by}: {change.states} "
            f"{days[0]} {days[1]} {change.days}"
        )
    return " | ".join(parts)


def _categories() -> Iterator[str]:
    for case in _cases():
        found = category(case.person, case.as_at)
        yield f"{case.id}: {_short(found)}"


def _advice() -> Iterator[str]:
    for case in _cases():
        schedule = rule_set(case.person.jurisdiction).schedule
        for conviction in case.person.convictions:
            advice = registers(schedule, conviction, case.person)
            para = advice.paragraph.para if advice.paragraph else "-"
            yield (
                f"{case.id}, {conviction.offence}: {advice.verdict}, {advice.why} "
                f"[{para}, {advice.relevant_date}, {', '.join(advice.missing)}]"
            )


def _offences() -> Iterator[str]:
    for place in JURISDICTIONS:
        for words in WORDS:
            yield f"== {words}, {place} =="
            yield from (_short(found) for found in find(words, place))
        schedule = rule_set(place).schedule
        yield from (_short(offence) for offence in schedule.offences()[:5])


def _requirements() -> Iterator[str]:
    for place in JURISDICTIONS:
        for day in DAYS:
            for kind in KINDS:
                found = requirements_of(kind, place, day)  # type: ignore[arg-type]
                said = "; ".join(
                    f"{row.says} ({row.citation}, {row.status}, {row.source})"
                    for row in (*found.contents, *found.method, *found.breach)
                )
                yield f"{kind}, {place}, {day}: {said}"
    for regime in ("terrorism", "violent-offender-order", "sexual-risk-order", "stalking-protection-order"):
        yield f"{regime}: {_short(requirements_of('initial', as_at=DAYS[-1], regime=regime))}"


def _rules() -> Iterator[str]:
    yield from (_short(one) for one in proposals())


def _switched_on() -> Iterator[str]:
    """What the rules that are off would ask, were all of them on from 2015."""
    for case in _cases():
        person = case.person
        if not (person.names or person.absences or person.prescribed):
            continue
        worked_out = [
            one for one in proposals() if one.worked_out and one.jurisdiction == person.jurisdiction
        ]
        book = switched(
            STATUTE_BOOK,
            [
                Switch(rule=one.rule, since=date(2010, 1, 1), jurisdiction=one.jurisdiction)
                for one in worked_out
            ],
        )
        before, after = assess(person, case.as_at), assess(person, case.as_at, book)
        for change in compare(before, after).duties:
            if change.after is not None:
                duty = change.after
                trail = "; ".join(
                    f"{step.provision}: {step.text} {step.verified} {step.reads} {step.facts}"
                    for step in duty.reasons
                )
                values = msgspec.structs.asdict(msgspec.structs.replace(duty, reasons=()))
                yield f"{case.id}: {_short(values)} {trail}"


def _sentences() -> Iterator[str]:
    for text in TYPED:
        try:
            yield f"{text}: {_short(parse_sentence(text))}"
        except BadInput as refusal:
            yield f"{text}: {refusal.message.partition(' Write one')[0]} [{refusal.field}]"


def _what_if() -> Iterator[str]:
    for number, case in enumerate(_cases()):
        if not case.person.convictions or number % 4:
            continue
        before = assess(case.person, case.as_at)
        sentence = SENTENCES[number % len(SENTENCES)]
        try:
            first = case.person.convictions[0]
            other = changed(
                case.person,
                conviction=first.id,
                sentence=parse_sentence(sentence),
                date=first.date + timedelta(days=3) if number % 8 else None,
            )
        except BadInput as refusal:
            yield f"{case.id}, {sentence}: {refusal.message} [{refusal.field}]"
            continue
        found = compare(before, assess(other, case.as_at))
        yield f"{case.id}, {sentence}: {_differences(found)} {found.differs}"


def _years() -> Iterator[str]:
    for case in list(_cases())[::5]:
        end = case.as_at + timedelta(days=900)
        both = assess(case.person, case.as_at), assess(case.person, end)
        law = amendments(both, case.person.jurisdiction, case.as_at, end, STATUTE_BOOK)
        yield f"{case.id}: {_differences(compare(*both))} {_short(law)}"


CHAPTERS: dict[str, Callable[[], Iterator[str]]] = {
    "appendix-advice": _advice,
    "appendix-mappa": _categories,
    "appendix-offences": _offences,
    "appendix-requirements": _requirements,
    "appendix-rules-off": _rules,
    "appendix-rules-switched-on": _switched_on,
    "appendix-sentences": _sentences,
    "appendix-what-if": _what_if,
    "appendix-years": _years,
}
