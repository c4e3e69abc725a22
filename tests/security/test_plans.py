"""What keeping people apart costs: what the policies ask is asked once a query, and rows come by an index."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.clock.models import CaseSummary, Duty
from cairn.clock.worklist.queries import duties_in, in_order, worklist
from cairn.record.models import Conviction, Name, Nominal
from tests.access.people import People, make_people

MANY = 4_000
# Asked of the user, not of the row: once a query.
ASKED_ONCE = ("current_setting", "cairn_recomputed", "now\\(")
# But for a fact, of which few rows are read at a time: whether it is among what is kept back.
ASKED_OF_A_FACT = re.compile(
    r"strpos\(NULLIF\(current_setting\('cairn\.(barred|withheld)'::text, true\), ''::text\)"
)

# People of the same owner, each with a name, a home, a conviction and a duty; every row like the first one's.
_FILL = """
    CREATE TEMP TABLE many ON COMMIT DROP AS SELECT gen_random_uuid() AS id FROM generate_series(1, {many});
    INSERT INTO access_partnership (id, nominal_id, agency_id, relation, purpose_kind, purpose, starts)
        SELECT gen_random_uuid(), m.id, p.agency_id, 'owner', p.purpose_kind, p.purpose, p.starts
        FROM many m, access_partnership p WHERE p.nominal_id = '{who}';
"""
_LIKE_FIRST = """
    INSERT INTO {table} ({columns}) SELECT {values} FROM many m, {table} f WHERE f.{nominal} = '{who}';
"""


def _copy(owner: psycopg.Connection, model: type, who: object) -> None:
    own = model is Nominal
    nominal = "id" if own else "nominal_id"
    names, values = [], []
    for field in model._meta.concrete_fields:
        if field.generated or (field.column == "id" and model in (Duty, CaseSummary)):
            continue
        names.append(f'"{field.column}"')
        if field.column == nominal:
            values.append("m.id")
        else:
            values.append("gen_random_uuid()" if field.column == "id" else f'f."{field.column}"')
    owner.execute(
        _LIKE_FIRST.format(
            table=model._meta.db_table,
            columns=", ".join(names),
            values=", ".join(values),
            nominal=nominal,
            who=who,
        )
    )


@pytest.fixture
def people(transactional_db: None) -> People:
    made = make_people(convicted=True)
    with psycopg.connect(str(settings.CAIRN.database_owner_url)) as owner:
        owner.execute(_FILL.format(many=MANY, who=made.nominal_id))
        for model in (Nominal, Name, Conviction, Duty, CaseSummary):
            _copy(owner, model, made.nominal_id)
        owner.commit()
        owner.autocommit = True
        owner.execute("ANALYZE")
    return made


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", []):
        yield from nodes(part)


def explained(user: User, rows: QuerySet[Any]) -> list[dict[str, Any]]:
    with acting_as(user):
        text = rows.explain(format="json", analyze=True, verbose=True)
    return list(nodes(json.loads(text)[0]["Plan"]))


def conditions(node: dict[str, Any]) -> str:
    return " ".join(str(value) for key, value in node.items() if key.endswith(("Cond", "Filter")))


def check(found: list[dict[str, Any]], *, rows: int) -> None:
    """No condition asks the user's own questions row by row; each is run as often as the query is."""
    asked = 0
    for node in found:
        said = conditions(node)
        if node.get("Relation Name", "").startswith("record_"):
            said = ASKED_OF_A_FACT.sub("", said)
        # Within a condition only by the name of a sub-plan that was run before: never a call.
        assert not re.findall("|".join(ASKED_ONCE), re.sub(r"\(hashed SubPlan \d+\)", "", said)), said
        if any(re.search(name, json.dumps(node.get("Output", ""))) for name in ASKED_ONCE):
            asked += 1
            assert node["Actual Loops"] <= 1, node
    assert asked
    for table in ("record_nominal", "record_name", "record_conviction", "clock_duty", "clock_standing"):
        for node in found:
            if node.get("Relation Name") == table and rows < MANY:
                assert "Index" in node["Node Type"] or "Bitmap" in node["Node Type"], node


def test_a_persons_page_finds_its_rows_by_index_and_asks_once(people: People) -> None:
    for model, column in (
        (Nominal, "id"),
        (Name, "nominal_id"),
        (Conviction, "nominal_id"),
        (Duty, "nominal_id"),
    ):
        check(explained(people.owner_officer, model.objects.filter(**{column: people.nominal_id})), rows=1)


@pytest.mark.parametrize("scope", ["mine", "team", "force"])
def test_a_worklist_asks_once_however_long_it_is(people: People, scope: str) -> None:
    user = people.owner_officer
    with acting_as(user):
        assert duties_in(user, scope).count() > MANY  # type: ignore[arg-type]
    check(explained(user, in_order(duties_in(user, scope))[:25]), rows=MANY)  # type: ignore[arg-type]


@pytest.mark.parametrize("scope", ["mine", "force"])
def test_the_worklists_own_queries_ask_once_names_and_all(people: People, scope: str) -> None:
    user = people.owner_officer
    with acting_as(user), CaptureQueriesContext(connection) as asked:
        assert len(worklist(user, scope=scope).rows) == 25
    statements = [query["sql"] for query in asked if "clock_duty" in query["sql"]]
    assert len(statements) == 2
    for statement in statements:
        with acting_as(user), connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, VERBOSE, FORMAT JSON) {statement}")
            check(list(nodes(cursor.fetchone()[0][0]["Plan"])), rows=MANY)
