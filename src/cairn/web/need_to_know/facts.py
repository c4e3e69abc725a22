"""The facts about a person that may be kept back one by one, each in a few words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cairn.dates import in_words
from cairn.errors import NotFound
from cairn.plan.actions.queries import actions_of, plans_of
from cairn.plan.level.queries import levels_of
from cairn.record.addresses.queries import addresses_of, household_stays_of, stays_of
from cairn.record.convictions.queries import convictions_of
from cairn.record.custody.queries import times_away_of
from cairn.record.disclosures.queries import disclosures_of
from cairn.record.financial.queries import financial_details_of
from cairn.record.identity.queries import identifiers_of, names_of
from cairn.record.notifications.queries import notifications_of
from cairn.record.orders.queries import orders_of
from cairn.record.travel.queries import trips_of
from cairn.supervision.risk.queries import risk_assessments_of
from cairn.supervision.visits.queries import visits_of
from cairn.web.base.filters import day


@dataclass(frozen=True, slots=True)
class Fact:
    """One row that may be kept back; `words` say which it is."""

    kept_in: str
    row_id: UUID
    words: str


def _from(words: str, start: date | None) -> str:
    return f"{words}, from {in_words(start)}" if start else words


# By the table, in the order of the page: which rows there are, and how one is written.
_FACTS: dict[str, Callable[[UUID], Iterator[tuple[UUID, str]]]] = {
    "record_name": lambda who: ((it.pk, f"{it} ({it.get_kind_display().lower()})") for it in names_of(who)),
    "record_address": lambda who: (
        (it.pk, _from(f"{it.get_kind_display()}: {it.lines}", it.starts)) for it in addresses_of(who)
    ),
    "record_identifier": lambda who: (
        (it.pk, f"{it.get_kind_display()} {it.raw}") for it in identifiers_of(who)
    ),
    "record_conviction": lambda who: (
        (it.pk, f"{it.offence}, {in_words(it.on)}") for it in convictions_of(who)
    ),
    "record_courtorder": lambda who: ((it.pk, str(it)) for it in orders_of(who)),
    "record_timeaway": lambda who: (
        (it.pk, _from(f"{it.get_kind_display()} {it.place}".strip(), it.began)) for it in times_away_of(who)
    ),
    "record_stay": lambda who: ((it.pk, _from(it.premises, it.first_day)) for it in stays_of(who)),
    "record_householdstay": lambda who: (
        (it.pk, f"{it.premises}, from {day(it.arrived)}") for it in household_stays_of(who)
    ),
    "record_trip": lambda who: ((it.pk, _from(it.first_country, it.departs_on)) for it in trips_of(who)),
    "record_notification": lambda who: (
        (it.pk, f"{it.station}, {in_words(it.given_on)}") for it in notifications_of(who)
    ),
    "record_financialdetail": lambda who: (
        (it.pk, f"{it.get_kind_display()}, {it.institution}") for it in financial_details_of(who)
    ),
    "record_disclosure": lambda who: (
        (it.pk, f"{it.recipient}, {day(it.told_at)}") for it in disclosures_of(who)
    ),
    "supervision_riskassessment": lambda who: (
        (it.pk, f"{it.get_level_display()}, set {in_words(it.set_on)}") for it in risk_assessments_of(who)
    ),
    "supervision_visit": lambda who: (
        (it.pk, f"{it.get_outcome_display()}, {in_words(it.visited_on)}") for it in visits_of(who)
    ),
    "plan_managementlevel": lambda who: (
        (it.pk, f"Level {it.level}, set {in_words(it.set_on)}") for it in levels_of(who)
    ),
    "plan_plan": lambda who: ((it.pk, f"Agreed {in_words(it.agreed_on)}") for it in plans_of(who)),
    "plan_action": lambda who: ((it.pk, f"{it.what} ({it.agency.name})") for it in actions_of(who)),
}


def facts_of(nominal_id: UUID) -> dict[str, list[Fact]]:
    """Every fact that this user reads and that may be kept back, by the table that holds it; no empty kinds."""
    found = {
        kept_in: [Fact(kept_in, row_id, words) for row_id, words in rows(nominal_id)]
        for kept_in, rows in _FACTS.items()
    }
    return {kept_in: facts for kept_in, facts in found.items() if facts}


def fact(nominal_id: UUID, kept_in: str, row_id: UUID) -> Fact:
    """
    One of them.

    Raises
        NotFound: no such kind, or no such fact of this person that the user may see.
    """
    rows = _FACTS.get(kept_in)
    for key, words in rows(nominal_id) if rows else ():
        if key == row_id:
            return Fact(kept_in, row_id, words)
    raise NotFound("There is no such fact, or none that you may see.")
