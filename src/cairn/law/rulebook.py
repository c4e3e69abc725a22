"""
The statute book as it is applied: each jurisdiction's Part 2, and what was switched on in it.

A rule that is off (passed and not commenced, or not read) is switched on by making another rulebook, so
one process can hold the law as it is and the law as it would be, side by side.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from cairn.errors import BadInput
from cairn.law import england_wales, northern_ireland, scotland
from cairn.law.facts import ENGLAND_AND_WALES, NORTHERN_IRELAND, SCOTLAND
from cairn.law.part2.rule_set import RuleSet
from cairn.law.part2.scheme import Part2

VERSION = "2026-11-24"
_SCHEDULE = "schedule-3/"


class Switch(msgspec.Struct, frozen=True, kw_only=True):
    """
    A rule switched on, or a figure changed, from a day.

    Parameters
        rule: the name of a proposed rule ("absence-from-home"), a row of Schedule 3 that is off
            ("schedule-3/CPA2026"), or a figure ("figure/periodic-months").
        value: the new figure, for a figure; None otherwise.
    """

    rule: str
    since: date
    jurisdiction: str = ENGLAND_AND_WALES
    value: int | None = None


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """
    A rule that is off, for a list of what could be tried or switched on.

    Parameters
        worked_out: False where it is only known of: it can be neither tried nor switched on.
    """

    rule: str
    jurisdiction: str
    citation: str
    source: str
    what: str
    worked_out: bool = True


class Rulebook(msgspec.Struct, frozen=True, kw_only=True):
    """
    Parameters
        part_2: by jurisdiction.
        switches: what differs from the published book.
    """

    part_2: Mapping[str, Part2]
    version: str = VERSION
    switches: tuple[Switch, ...] = ()

    def scheme(self, jurisdiction: str) -> Part2:
        """
        Part 2 as a jurisdiction applies it.

        Raises
            BadInput: there are no rules for that jurisdiction.
        """
        found = self.part_2.get(jurisdiction)
        if found is None:
            known = ", ".join(sorted(self.part_2))
            raise BadInput(
                f"There are no rules for “{jurisdiction}”. Jurisdictions with rules: {known}.",
                field="jurisdiction",
            )
        return found


STATUTE_BOOK = Rulebook(
    part_2={
        ENGLAND_AND_WALES: england_wales.PART_2,
        SCOTLAND: scotland.PART_2,
        NORTHERN_IRELAND: northern_ireland.PART_2,
    }
)


def rule_set(jurisdiction: str = ENGLAND_AND_WALES) -> RuleSet:
    """
    The published rule set of a jurisdiction.

    Raises
        BadInput: there are no rules for that jurisdiction.
    """
    return STATUTE_BOOK.scheme(jurisdiction).rules


def switched(book: Rulebook, switches: Iterable[Switch]) -> Rulebook:
    """
    The same rulebook with rules switched on.

    Raises
        BadInput: no such rule, figure or row. Says which there are.
    """
    part_2, done = dict(book.part_2), list(book.switches)
    for switch in switches:
        scheme = book.scheme(switch.jurisdiction)
        scheme = part_2.get(switch.jurisdiction, scheme)
        part_2[switch.jurisdiction] = msgspec.structs.replace(scheme, rules=_with(scheme.rules, switch))
        done.append(switch)
    return msgspec.structs.replace(book, part_2=part_2, switches=tuple(done))


def proposals(book: Rulebook = STATUTE_BOOK) -> tuple[Proposal, ...]:
    """Every rule that is off, by jurisdiction and name."""
    found: dict[tuple[str, str], Proposal] = {}
    for jurisdiction, scheme in book.part_2.items():
        for parameter in scheme.rules.parameters.values():
            figure = parameter.proposed
            if figure is not None and not parameter.figures:
                what = f"{parameter.key}: {figure.value} {figure.unit}"
                before = found.get((jurisdiction, parameter.rule))
                what = f"{before.what}; {what}" if before is not None else what
                found[jurisdiction, parameter.rule] = Proposal(
                    rule=parameter.rule,
                    jurisdiction=jurisdiction,
                    citation=figure.citation,
                    source=figure.source,
                    what=what,
                )
        for row in scheme.rules.schedule.paragraphs:
            if not row.on:
                name = f"{_SCHEDULE}{row.para}"
                found[jurisdiction, name] = Proposal(
                    rule=name,
                    jurisdiction=jurisdiction,
                    citation=row.citation,
                    source=row.source,
                    what=row.title,
                    worked_out=not row.unread,
                )
        for noted in scheme.rules.noted:
            found[jurisdiction, noted.rule] = Proposal(
                rule=noted.rule,
                jurisdiction=jurisdiction,
                citation=noted.citation,
                source=noted.source,
                what=noted.what,
                worked_out=False,
            )
    return tuple(found.values())


def _with(rules: RuleSet, switch: Switch) -> RuleSet:
    if switch.rule.startswith(_SCHEDULE):
        schedule = rules.schedule.switched_on(switch.rule.removeprefix(_SCHEDULE), switch.since)
        return msgspec.structs.replace(rules, schedule=schedule)
    changed = dict(rules.parameters)
    if switch.rule.startswith("figure/"):
        parameter = changed.get(switch.rule.removeprefix("figure/"))
        figure = parameter.figure(switch.since) if parameter is not None else None
        if parameter is None or figure is None or switch.value is None:
            raise BadInput(
                f"“{switch.rule}” with value {switch.value} is not a figure in force on {switch.since}. "
                f"Figures: {', '.join(sorted(changed))}.",
                field="rule",
            )
        new = msgspec.structs.replace(figure, value=switch.value, since=switch.since, to=None)
        changed[parameter.key] = parameter.changed(new)
        return msgspec.structs.replace(rules, parameters=changed)
    keys = [key for key, parameter in changed.items() if parameter.rule == switch.rule]
    if any(noted.rule == switch.rule for noted in rules.noted):
        raise BadInput(
            f"“{switch.rule}” is known of and not worked out here: its text was not read.", field="rule"
        )
    if not keys:
        raise BadInput(f"“{switch.rule}” is not a rule that is switched off here.", field="rule")
    for key in keys:
        changed[key] = changed[key].commenced(switch.since)
    return msgspec.structs.replace(rules, parameters=changed)
