"""
The repeat drill: what a restricted fact says is in no row that Cairn derived or copied from it.

For every table whose rows may be restricted, the fact is made by its service (and by the notification service,
where it can come that way), the duties are worked out, a request for access copies the record, and then the fact
is restricted by the service. Everybody it is not kept for then looks for its words in every table and view, and in
the answer of every route. A new subject without a maker in tests/factories/examples.py fails the drill.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from django.urls import URLPattern, get_resolver, reverse

from cairn.access.break_glass.services import break_glass
from cairn.access.kinds import Purpose
from cairn.access.partnerships.services import open_partnership
from cairn.access.restricted.services import lift_fact_restriction, restrict_fact, restrictable
from cairn.access.transfers.services import offer_record
from cairn.accounts.database_user import acting_as
from cairn.accounts.kinds import AgencyKind
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.record.models import SubjectRequest
from cairn.record.subject_access.release import gather_items
from cairn.record.subject_access.services import receive_request
from tests.factories.access import make_agency, make_user
from tests.factories.acts import convict
from tests.factories.examples import BROUGHT, MAKERS, Made, brought
from tests.factories.record import make_person
from tests.factories.retention import long_ago
from tests.factories.supervision import make_risk
from tests.security.addresses import WORDS, every_route
from tests.security.raw import rows
from tests.security.test_leaks import _relations, bytes_of, signed_in
from tests.web.conftest import _without_second_factor  # noqa: F401  every route without a second factor

pytestmark = pytest.mark.django_db
ROUTES = every_route(get_resolver())
CASES = [
    *((subject.key, "itself") for subject in restrictable().values()),
    *((key, "notified") for key in sorted(BROUGHT)),
]


@dataclass
class Case:
    """A record with the fact in it, copied and worked out, and everybody who may not read the fact."""

    supervisor: User
    officer: User
    nominal_id: UUID
    made: Made
    others: dict[str, User]


def _person(supervisor: User, officer: User, key: str) -> UUID:
    with acting_as(supervisor):
        who: UUID = make_person(
            supervisor, forenames="Robin", surname="Heron", officer=officer, date_of_birth=date(1980, 5, 1)
        ).pk
        if key == "retention-reviews":
            long_ago(supervisor, who)
        else:
            convict(supervisor, who, on=date(2015, 3, 2), today=None)
            make_risk(supervisor, type("P", (), {"pk": who}), level="medium", set_on=date(2025, 1, 5))
    return who


def _others(supervisor: User, officer: User, who: UUID) -> dict[str, User]:
    agency = supervisor.agency
    health, prison, force = (
        make_agency(AgencyKind.HEALTH),
        make_agency(AgencyKind.PRISON),
        make_agency(AgencyKind.POLICE),
    )
    taker, breaker = make_user(Role.SUPERVISOR, agency=force), make_user()
    with acting_as(supervisor):
        for partner, purpose in ((health, Purpose.RISK_MANAGEMENT), (prison, Purpose.CUSTODY)):
            open_partnership(
                supervisor,
                nominal_id=who,
                agency=partner,
                relation="partner",  # type: ignore[arg-type]
                purpose="Work together",
                starts=date(2026, 1, 5),
                purpose_kind=purpose,
            )
        offer_record(supervisor, nominal_id=who, to_agency=force, why="They have moved")
    with acting_as(breaker):
        break_glass(breaker, nominal_id=who, why="Seen with a child on the platform")
    return {
        "the officer responsible": officer,
        "the records officer": make_user(Role.RECORDS, agency=agency),
        "the coordinator": make_user(Role.COORDINATOR, agency=agency),
        "the counter": make_user(Role.FRONT_COUNTER, agency=agency),
        "the auditor": make_user(Role.AUDITOR, agency=agency),
        "a partner who manages the risk": make_user(Role.PARTNER, agency=health),
        "a partner who holds them": make_user(Role.PARTNER, agency=prison),
        "a supervisor who is offered the record": taker,
        "an officer in an emergency": breaker,
    }


def make_case(key: str, how: str) -> Case:
    supervisor = make_user(Role.SUPERVISOR)
    officer = make_user(agency=supervisor.agency, team=supervisor.team)
    who = _person(supervisor, officer, key)
    with acting_as(supervisor):
        made = brought(supervisor, who, key) if how == "notified" else MAKERS[key](supervisor, who)
        request = SubjectRequest.objects.filter(nominal_id=who).first() or receive_request(
            supervisor, nominal_id=who, received_on=date(2026, 11, 1), channel="letter", identity_how="seen"
        )
        gather_items(supervisor, request_id=request.pk)
    return Case(supervisor, officer, who, made, _others(supervisor, officer, who))


def restrict(case: Case, *, shown: bool = True) -> UUID:
    with acting_as(case.supervisor):
        return restrict_fact(
            case.supervisor,
            nominal_id=case.nominal_id,
            kept_in=case.made.kept_in,
            row_id=case.made.row_id,
            category="source",
            why="It would show KESTREL as the source",
            roles=["supervisor"],
            shown=shown,
        ).pk


# One of each way in: what the tables do not give to anybody, no page can say.
ON_PAGES = (
    "the officer responsible",
    "a partner who manages the risk",
    "a supervisor who is offered the record",
)
# After it is lifted, the owner's people read that it was, and why.
RESTRICTIONS = "access_restrictedfact"


def said_in_tables(case: Case, user: User) -> dict[str, list[str]]:
    """Where in the tables and views that the application may read at all the user finds the fact's words."""
    searched = (*case.made.words, *case.made.raw)
    with acting_as(user):
        rows("SELECT set_config('cairn.known_at', now()::text, true)")
        may = rows(
            "SELECT r FROM unnest(%s::text[]) r WHERE has_table_privilege(r, 'SELECT')", [_relations()]
        )
        texts = rows(
            " UNION ALL ".join(
                f"SELECT '{name}', coalesce(string_agg(to_jsonb(t)::text, ' '), '') FROM {name} t"
                for (name,) in may
                # One column of each is not for reading, and neither says anything of people.
                if name not in ("public.access_user", "public.mfa_authenticator")
            )
        )
    found = {name: [word for word in searched if word in text] for name, text in texts}
    return {name: words for name, words in found.items() if words and RESTRICTIONS not in name}


@pytest.mark.parametrize(("key", "how"), CASES)
def test_no_table_or_view_says_what_a_restricted_fact_says(key: str, how: str) -> None:
    case = make_case(key, how)
    before = {who: said_in_tables(case, user) for who, user in case.others.items()}
    before["the supervisor"] = said_in_tables(case, case.supervisor)
    # A drill that finds nothing before would pass.
    assert before["the supervisor"] or not (case.made.words or case.made.raw)
    restriction = restrict(case)
    assert {who: said for who, user in case.others.items() if (said := said_in_tables(case, user))} == {}
    assert said_in_tables(case, case.supervisor) == before["the supervisor"]
    with acting_as(case.supervisor):
        lift_fact_restriction(case.supervisor, restriction_id=restriction)
    readers = {**case.others, "the supervisor": case.supervisor}
    assert {who: said_in_tables(case, user) for who, user in readers.items()} == before


def address(pattern: URLPattern, case: Case) -> str:
    ids: dict[str, Any] = {"nominal_id": case.nominal_id, "user_id": case.officer.pk}
    anything = {
        key: ids.get(key) or WORDS.get((str(pattern.name), key)) for key in pattern.pattern.converters
    }
    of_row = {"restrict_fact": case.made.kept_in}
    return reverse(
        str(pattern.name),
        kwargs={
            key: of_row.get(str(pattern.name), value) if key == "kept_in" else value or case.made.row_id
            for key, value in anything.items()
        },
    )


@pytest.mark.parametrize(("key", "how"), CASES)
def test_no_route_says_what_a_restricted_fact_says(key: str, how: str) -> None:
    case = make_case(key, how)
    restrict(case)
    searched = (*case.made.words, *case.made.page)
    found: dict[str, list[str]] = {}
    for who in ON_PAGES:
        client = signed_in(case.others[who])
        for pattern in ROUTES:
            said = bytes_of(client.get(address(pattern, case))).decode(errors="replace")
            if words := [word for word in searched if word in said]:
                found[f"{who}: {pattern.name}"] = words
    assert found == {}
