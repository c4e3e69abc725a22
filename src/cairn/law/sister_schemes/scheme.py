"""
What a sister scheme is made of, and how Part 2's rules are asked on its behalf.

The Acts copied Part 2 section by section. So the same functions count the days, over the scheme's own
figures, and the answer is then cited to the scheme's own sections by a table in its file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

import msgspec

from cairn import toml
from cairn.law.answers import Duty, Reason, RegimeDoubt
from cairn.law.facts import Person
from cairn.law.needs import Need, in_words
from cairn.law.parameters import Parameter, parameters
from cairn.law.part2.horizon import Horizon
from cairn.law.part2.registration_periods import RegistrationPeriods, Run
from cairn.law.part2.rule_set import RuleSet

ONE_DAY = timedelta(days=1)


class Scheme(msgspec.Struct, frozen=True, kw_only=True):
    """
    Parameters
        name: as answers and notifications write it ("terrorism").
        citations: section of Part 2 -> section of the scheme's own Act.
        jurisdictions: where it is law.
    """

    name: str
    basis: str
    citations: Mapping[str, str]
    parameters: Mapping[str, Parameter]
    jurisdictions: tuple[str, ...]


class _Table(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    name: str
    basis: str
    citations: dict[str, str]
    jurisdictions: tuple[str, ...]


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """One person in a scheme on one day: asked by its rules."""

    person: Person
    as_at: date
    horizon: Horizon
    rules: RuleSet
    part_2: RegistrationPeriods


def read(path: Path) -> Scheme:
    """
    A scheme from its file: a `[scheme]` table, `[scheme.citations]`, and figures as in every rule set.

    Raises
        BadInput: a key that is missing. Names the file.
    """
    document = toml.read_tables(path)
    table = toml.typed(document.get("scheme", {}), f"{path.name}: scheme", _Table)
    return Scheme(
        name=table.name,
        basis=table.basis,
        citations=table.citations,
        parameters=parameters(document, path.name),
        jurisdictions=table.jurisdictions,
    )


def over(scheme: Scheme, rules: RuleSet) -> RuleSet:
    """The rule set of a jurisdiction with the scheme's own figures in place of Part 2's."""
    return msgspec.structs.replace(rules, parameters={**rules.parameters, **scheme.parameters})


def cited(scheme: Scheme, duties: Iterable[Duty]) -> tuple[Duty, ...]:
    """Duties worked out by the rules of Part 2, as duties of the scheme, cited to its own sections."""
    return tuple(
        msgspec.structs.replace(
            duty,
            regime=scheme.name,
            basis=_own(scheme, duty.basis),
            reasons=tuple(recite(scheme, reason) for reason in duty.reasons),
        )
        for duty in duties
    )


def recite(scheme: Scheme, reason: Reason) -> Reason:
    """A step cited to the scheme's own section; unchanged where it is cited to it already."""
    return msgspec.structs.replace(reason, provision=_own(scheme, reason.provision))


def _own(scheme: Scheme, provision: str) -> str:
    """The scheme's section for one of Part 2; a section of its own Act stays."""
    if provision in scheme.citations:
        return scheme.citations[provision]
    borrowed = provision.startswith("SOA 2003 s.8") and not scheme.basis.startswith("SOA 2003 s.8")
    return scheme.basis if borrowed else provision


def doubt(scheme: Scheme, needs: tuple[Need, ...]) -> RegimeDoubt:
    """That it is undecided whether a person is under the scheme, with what it turns on."""
    text = "whether the scheme applies turns on {needs}"
    reason = Reason(scheme.basis, text, (("needs", in_words(needs)),), verified="law" not in needs)
    return RegimeDoubt(regime=scheme.name, needs=needs, reasons=(reason,))


def current(runs: Iterable[Run], as_at: date, horizon: Horizon) -> Run | None:
    """The run on the day asked about; the days on which runs begin and end are watched."""
    found = None
    for run in runs:
        horizon.consider(run.start)
        if run.end is not None:
            horizon.consider(run.end + ONE_DAY)
        if run.covers(as_at):
            found = run
    return found
