"""
Trying a rule over the whole register, saving nothing.

Everybody is assessed twice in one READ ONLY transaction: by the law or the policy as the register applies
it, and by the same with the rule from its day.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from uuid import UUID

import psycopg

from cairn.clock.dry_run.outcome import DryRun, MovedPerson, counted, person_moved, policy_moved
from cairn.clock.projection.facts import CaseFacts
from cairn.clock.projection.project import project
from cairn.clock.running.chunks import Failure, everybody, failure, ranges
from cairn.clock.running.run import Progress
from cairn.duties.registry import AnySource, sources
from cairn.errors import BadInput
from cairn.law import assess
from cairn.law.comparing import compare
from cairn.law.facts import ENGLAND_AND_WALES
from cairn.law.rulebook import STATUTE_BOOK, Rulebook, Switch, proposals, switched
from cairn.ledger.jobs_role import jobs_conninfo
from cairn.record.rulebook.queries import book_with, switches_in_force

POLICY = "policy/"

Ask = Callable[[CaseFacts], MovedPerson | None]


def dry_run(
    *,
    rule: str,
    since: date,
    on: date,
    value: int | None = None,
    jurisdiction: str = ENGLAND_AND_WALES,
    progress: Progress | None = None,
    conninfo: str | None = None,
) -> DryRun:
    """
    Whose registration and duties a rule would move on a day, and by how much. Nothing is saved.

    Parameters
        rule, value: as in cairn.law.rulebook.Switch, or "policy/" and a figure of the local policy.
        since: the first day of the rule.
        on: the day on which everybody is looked at.
        progress: told how many people are done, and of how many.
        conninfo: the owner's connection; default: as the site's settings say.

    Raises
        BadInput: no such rule, or a value missing or that does not belong; see cairn.ledger.jobs_role.owner_conninfo too.
    """
    check_value(rule, value)
    figure = rule.removeprefix(POLICY) if rule.startswith(POLICY) else None
    tried = _tried(figure, value, since) if figure is not None else None
    switch = Switch(rule=rule, since=since, jurisdiction=jurisdiction, value=value)
    if tried is None:
        switched(STATUTE_BOOK, [switch])  # a rule that is not there is refused before the database is asked
    with psycopg.connect(conninfo or jobs_conninfo()) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        book = book_with(switches_in_force(connection.cursor()))
        ask = (
            partial(_by_policy, on, book, *tried)
            if tried is not None
            else partial(_by_law, on, book, switched(book, [switch]))
        )
        assessed, people, failed = _asked(connection, on, ask, progress)
    return DryRun(
        rule=rule,
        since=since,
        jurisdiction=jurisdiction,
        value=value,
        on=on,
        assessed=assessed,
        changed=len(people),
        counts=counted(people),
        people=people,
        failed=failed,
    )


def rules_to_try(jurisdiction: str = ENGLAND_AND_WALES) -> tuple[str, ...]:
    """
    Every rule that a dry run knows: what is off, then the figures of the law, then those of the policy.

    Raises
        BadInput: there are no rules for that jurisdiction.
    """
    off = [one.rule for one in proposals() if one.jurisdiction == jurisdiction]
    figures = STATUTE_BOOK.scheme(jurisdiction).rules.parameters.values()
    in_force = sorted(f"figure/{one.key}" for one in figures if one.figures)
    return (*off, *in_force, *(f"{POLICY}{figure}" for figure in _figures()))


def check_value(rule: str, value: int | None) -> None:
    """
    Raises
        BadInput: a figure without a value, or anything else with one.
    """
    figure = rule.startswith((POLICY, "figure/"))
    if figure and value is None:
        raise BadInput(f"“{rule}” is a figure: give its new value.", field="value")
    if not figure and value is not None:
        raise BadInput(f"“{rule}” takes no value: only a figure does. Leave the value out.", field="value")


def _asked(
    connection: psycopg.Connection, on: date, ask: Ask, progress: Progress | None
) -> tuple[int, tuple[MovedPerson, ...], tuple[UUID, ...]]:
    """How many were assessed, for whom something would change, and who could not be assessed."""
    total = sum(chunk.size for chunk in ranges(connection))
    people: list[MovedPerson] = []
    failed: list[Failure] = []
    for done, facts in enumerate(everybody(connection, on, failed), 1):
        try:
            moved = ask(facts)
        except Exception as error:  # noqa: BLE001  one person must not cost the answer for everybody else
            failed.append(failure(facts.nominal_id, error))
        else:
            people += [moved] if moved is not None else []
        if progress and (done % 100 == 0 or done == total):
            progress(done, total)
    return total - len(failed), tuple(people), tuple(sorted(one.nominal_id for one in failed))


def _by_law(on: date, book: Rulebook, other: Rulebook, facts: CaseFacts) -> MovedPerson | None:
    person = facts.person
    return person_moved(facts.nominal_id, compare(assess(person, on, book), assess(person, on, other)))


def _by_policy(
    on: date, book: Rulebook, source: AnySource, tried: AnySource, facts: CaseFacts
) -> MovedPerson | None:
    other = tuple((tried if one is source else one, read) for one, read in facts.of_sources)
    before, after = (
        [row for row in project(one, as_at=on, book=book).duties if row.kind in source.kinds]
        for one in (facts, replace(facts, of_sources=other))
    )
    return policy_moved(facts.nominal_id, before, after)


def _figures() -> tuple[str, ...]:
    return tuple(figure for source in sources() for figure in source.figures)


def _tried(figure: str, value: int | None, since: date) -> tuple[AnySource, AnySource]:
    """
    The source that has a figure, and the same under another one.

    Raises
        BadInput: no source has it, or it cannot have that value.
    """
    for source in sources():
        if figure in source.figures:
            return source, source.changed(figure, value, since)
    raise BadInput(
        f"“{figure}” is not a figure of the policy. Figures: {', '.join(_figures())}.", field="rule"
    )
