"""The worklist and a person's page with row-level security on, and off (as the role that owns the tables).

    .venv/bin/python bench/access.py [--nominals N]

60 agencies: 44 forces of 30 officers that own the register between them, and 16 partners, of which the housing
providers divide what is theirs. One nominal in 200 is restricted to named people, and one in 20 has a restricted
fact. The register is made once, in var/access-N, and kept.
Both roles are asked in turn, on one connection each that is kept, as the site keeps its own, in one process; and the
application role once more on a connection that plans each statement each time. The last line is a JSON object:
pages  per page: rounds, queries, and the median over the rounds of time on over time off, of the SQL alone
       and of the whole page; and of the whole page planned each time over the page with kept plans;
worst  the largest of the ratios of whole pages (aim: under 1.3), and of the SQL alone.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parent.parent
FORCES, OFFICERS, AGENCIES, WARM, ROUNDS, EACH = 44, 30, 60, 3, 16, 6

_SPREAD = """
INSERT INTO access_agency (id, name, kind)
SELECT gen_random_uuid(), 'Force ' || n, 'police' FROM generate_series(2, {forces}) n;
INSERT INTO access_agency (id, name, kind)
SELECT gen_random_uuid(), 'Housing association ' || n, 'housing' FROM generate_series(1, {others}) n;
INSERT INTO access_team (id, agency_id, name)
SELECT gen_random_uuid(), id, 'Team' FROM access_agency WHERE name LIKE 'Force %';
INSERT INTO access_user (id, password, username, name, email, agency_id, team_id, role, is_active, date_joined)
SELECT gen_random_uuid(), '!', 'officer of ' || a.name, 'Officer', '', a.id, t.id, 'offender-manager', true, now()
FROM access_agency a JOIN access_team t ON t.agency_id = a.id WHERE a.name LIKE 'Force %';

CREATE TEMP TABLE moved AS
SELECT n.nominal_id, f.agency_id, f.team_id, f.user_id
FROM (SELECT id AS nominal_id, row_number() OVER (ORDER BY id) % {forces} AS force FROM record_nominal) n
JOIN (SELECT a.id AS agency_id, u.team_id, u.id AS user_id, row_number() OVER (ORDER BY a.name) AS force
      FROM access_agency a JOIN access_user u ON u.agency_id = a.id WHERE a.name LIKE 'Force %') f USING (force);
CREATE INDEX ON moved (nominal_id);
ANALYZE moved;
UPDATE access_partnership p SET agency_id = m.agency_id FROM moved m
WHERE p.nominal_id = m.nominal_id AND p.relation = 'owner';
UPDATE record_allocation a SET officer_id = m.user_id, team_id = m.team_id FROM moved m
WHERE a.nominal_id = m.nominal_id AND a.ends IS NULL;
UPDATE clock_standing s SET agency_id = m.agency_id, team_id = m.team_id, officer_id = m.user_id FROM moved m
WHERE s.nominal_id = m.nominal_id;
UPDATE clock_duty d SET owner_id = m.agency_id, team_id = m.team_id, officer_id = m.user_id,
    agency_id = CASE WHEN d.agency_id = d.owner_id THEN m.agency_id ELSE d.agency_id END
FROM moved m WHERE d.nominal_id = m.nominal_id;

INSERT INTO access_restrictednominal (id, nominal_id, ground, why, set_by_id, lifted_why)
SELECT gen_random_uuid(), m.nominal_id, 'other', 'measured', m.user_id, ''
FROM moved m WHERE ('x' || substr(md5(m.nominal_id::text), 1, 8))::bit(32)::bigint % 200 = 0;
INSERT INTO access_restrictedfact
    (id, nominal_id, kept_in, row_id, category, why, roles, agencies, shown, set_by_id)
SELECT gen_random_uuid(), a.nominal_id, 'record_address', a.id, 'source', 'measured', '{{supervisor}}',
       ARRAY[m.agency_id], true, m.user_id
FROM record_address a JOIN moved m ON m.nominal_id = a.nominal_id
WHERE ('x' || substr(md5(a.id::text), 1, 8))::bit(32)::bigint % 60 = 0;

INSERT INTO access_user (id, password, username, name, email, agency_id, team_id, role, is_active, date_joined)
SELECT gen_random_uuid(), '!', n || ' ' || u.username, 'Officer', '', u.agency_id, u.team_id, u.role, true, now()
FROM access_user u, generate_series(2, {officers}) n WHERE u.username LIKE 'officer of Force %';
CREATE TEMP TABLE allocated AS
SELECT a.nominal_id, a.officer_id AS was, o.id AS officer_id
FROM (SELECT nominal_id, officer_id, team_id, row_number() OVER (PARTITION BY team_id ORDER BY nominal_id) AS turn
      FROM record_allocation WHERE ends IS NULL) a
JOIN (SELECT u.id, u.team_id, row_number() OVER (PARTITION BY u.team_id ORDER BY u.username) - 1 AS turn
      FROM access_user u WHERE u.username LIKE '%officer of Force %') o
    ON o.team_id = a.team_id AND o.turn = a.turn % {officers};
CREATE INDEX ON allocated (nominal_id);
ANALYZE allocated;
UPDATE record_allocation a SET officer_id = m.officer_id FROM allocated m
WHERE a.nominal_id = m.nominal_id AND a.officer_id = m.was AND a.ends IS NULL;
UPDATE clock_standing s SET officer_id = m.officer_id FROM allocated m
WHERE s.nominal_id = m.nominal_id AND s.officer_id = m.was;
UPDATE clock_duty d SET officer_id = m.officer_id FROM allocated m
WHERE d.nominal_id = m.nominal_id AND d.officer_id = m.was;

CREATE TEMP TABLE housed AS
SELECT n.nominal_id, h.agency_id, d.agency_id AS was
FROM (SELECT id AS nominal_id, row_number() OVER (ORDER BY id) / {forces} % count_ AS turn
      FROM record_nominal, (SELECT count(*) AS count_ FROM access_agency WHERE kind = 'housing') c) n
JOIN (SELECT id AS agency_id, row_number() OVER (ORDER BY name) - 1 AS turn
      FROM access_agency WHERE kind = 'housing') h USING (turn)
CROSS JOIN (SELECT agency_id FROM access_user WHERE username = 'housing') d;
CREATE INDEX ON housed (nominal_id);
ANALYZE housed;
UPDATE access_partnership p SET agency_id = h.agency_id FROM housed h
WHERE p.nominal_id = h.nominal_id AND p.agency_id = h.was;
UPDATE plan_action a SET agency_id = h.agency_id FROM housed h
WHERE a.nominal_id = h.nominal_id AND a.agency_id = h.was;
UPDATE clock_duty d SET agency_id = h.agency_id FROM housed h
WHERE d.nominal_id = h.nominal_id AND d.agency_id = h.was;
"""
_TABLES = (
    "access_partnership access_restrictednominal access_restrictedfact access_user access_agency"
    " record_allocation clock_standing clock_duty plan_action"
).split()


_KEEPING = ("server_side_binding", "prepare_threshold")


def _spread(owner_url: str) -> None:
    """Divide the register between the forces, once; and let the planner know its tables, as a server in use does."""
    import psycopg

    with psycopg.connect(owner_url, autocommit=True) as owner:
        found = owner.execute("SELECT count(*) FROM access_agency").fetchone()
        if found and found[0] < AGENCIES:
            others = AGENCIES - FORCES - found[0] + 1
            with owner.transaction():
                owner.execute(_SPREAD.format(forces=FORCES, others=others, officers=OFFICERS))
        for table in _TABLES:
            owner.execute(f"VACUUM (ANALYZE) {table}")


def _round(get: Callable[[], Any]) -> tuple[float, float, int]:
    """Median seconds of SQL and of the page over some requests, and the queries of one."""
    from django.db import connection

    spent: list[float] = []

    def timed(execute: Callable[..., Any], *arguments: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            spent.append(time.perf_counter() - began)

    sql, page = [], []
    for run in range(EACH + 1):
        spent.clear()
        with connection.execute_wrapper(timed):
            began = time.perf_counter()
            answer = get()
            whole = time.perf_counter() - began
        assert answer.status_code == 200, answer.status_code
        if run:
            sql.append(sum(spent))
            page.append(whole)
    return median(sql), median(page), len(spent)


def _measure(get: Callable[[], Any], kept: dict[str, Any]) -> dict[str, float]:
    from django.db import connection

    found: list[dict[str, tuple[float, float, int]]] = []
    # The first rounds warm each connection: its statements are planned, then its plans are kept.
    for turn in range(WARM + ROUNDS):
        seen = {}
        # Whichever comes later finds the pages in the processor's cache: they take turns.
        for name in sorted(kept, reverse=bool(turn % 2)):
            connection.connection = kept[name]
            seen[name] = _round(get)
        found.append(seen)

    def ratio(name: str, to: str, part: int) -> float:
        return round(median(seen[name][part] / seen[to][part] for seen in found[WARM:]), 2)

    return {
        "rounds": ROUNDS,
        "queries": found[-1]["on"][2],
        "sql_on_to_off": ratio("on", "off", 0),
        "page_on_to_off": ratio("on", "off", 1),
        "page_planned_each_time_to_on": ratio("planned each time", "on", 1),
    }


def _connections() -> dict[str, Any]:
    """As the application role, as the owner of the tables otherwise alike, and the first without kept plans."""
    from django.db import connection, connections

    roles = {alias: (known["USER"], known["PASSWORD"]) for alias, known in connections.databases.items()}
    options = dict(connection.settings_dict["OPTIONS"])
    plain = {name: value for name, value in options.items() if name not in _KEEPING}
    kept = {}
    for name, alias, given in (
        ("on", "default", options),
        ("off", "owner", options),
        ("planned each time", "default", plain),
    ):
        connection.close()
        connection.settings_dict |= dict(zip(("USER", "PASSWORD"), roles[alias], strict=True), OPTIONS=given)
        connection.connect()
        kept[name], connection.connection = connection.connection, None
    return kept


def _child() -> None:
    from cairn.cli.house import open_house

    open_house(begins=True)
    _spread(os.environ["DATABASE_OWNER_URL"])
    from django.core.management import call_command
    from django.test import Client

    from cairn.accounts.database_user import acting_as
    from cairn.accounts.models import User
    from cairn.clock.models import Duty

    call_command("collectstatic", interactive=False, verbosity=0)
    officer = User.objects.get(username="officer of Force 17")
    housing = User.objects.get(username="housing")
    with acting_as(officer):
        people = list(
            Duty.objects.filter(officer_id=officer.pk, basis="plan").values_list("nominal_id", flat=True)
        )
        person = people[len(people) // 2]
    with acting_as(housing):
        shared = Duty.objects.values_list("nominal_id", flat=True)[0]
    kept = _connections()
    found: dict[str, dict[str, float]] = {}
    for user, who, addresses in (
        (
            officer,
            "owner's officer",
            {"worklist, mine": "/?scope=mine", "worklist, my force's": "/?scope=force"},
        ),
        (
            officer,
            "owner's officer",
            {"person": f"/people/{person}/", "timeline": f"/people/{person}/timeline/"},
        ),
        (housing, "partner", {"worklist": "/", "person": f"/people/{shared}/"}),
    ):
        client = Client()
        client.force_login(user)
        for page, address in addresses.items():
            found[f"{who}: {page}"] = _measure(lambda c=client, a=address: c.get(a), kept)
            print(f"{who}: {page}: {found[f'{who}: {page}']}", file=sys.stderr)
    print(json.dumps(found))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nominals", type=int, default=100_000)
    parser.add_argument("--child", action="store_true")
    arguments = parser.parse_args()
    if arguments.child:
        _child()
        return
    environment = {
        **os.environ,
        "CAIRN_HOME": str(ROOT / "var" / f"access-{arguments.nominals}"),
        "CAIRN_DEMO": "true",
        "CAIRN_HTTPS": "false",
        "CAIRN_RECORDS_AN_HOUR": "0",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
        "CAIRN_ALLOWED_HOSTS": '["testserver"]',
    }
    cairn = [sys.executable, "-m", "cairn.cli.main", "demo", "--nominals", str(arguments.nominals)]
    subprocess.run(cairn, env=environment, cwd=ROOT, check=True, stdout=sys.stderr)
    child = subprocess.run(
        [sys.executable, __file__, "--child"],
        env=environment,
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    pages = json.loads(child.stdout.splitlines()[-1])
    worst = {
        part: max(figures[f"{part}_on_to_off"] for figures in pages.values()) for part in ("page", "sql")
    }
    print(json.dumps({"nominals": arguments.nominals, "agencies": AGENCIES, "pages": pages, "worst": worst}))


if __name__ == "__main__":
    main()
