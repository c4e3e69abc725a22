"""The worklist and a person's page, at 40 and at 100,000 nominals: queries, and time beside SQL's own.

    .venv/bin/python bench/pages.py [--nominals N]

Each register is made once, in var/bench-N, and kept. The last line is a JSON object:
queries      per page, at the small register and at the large one (the same number is the aim);
page_to_sql  median of page time over the time of its SQL, on one connection (aim: at most 2).
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parent.parent
SMALL, LARGE, RUNS = 40, 100_000, 15


def _pages(client: Any, user: Any) -> dict[str, Callable[[], Any]]:
    """The pages, of somebody with a plan: the fullest record."""
    from cairn.accounts.database_user import acting_as
    from cairn.plan.models import Action
    from cairn.record.models import Name

    with acting_as(user):
        person = Action.objects.order_by("nominal__added_at", "pk").values_list("nominal_id", flat=True)[0]
        name = str(Name.objects.get(nominal_id=person, shown=True))
    addresses = {
        "worklist, mine": "/?scope=mine",
        "worklist, my team's": "/?scope=team",
        "worklist, my force's": "/?scope=force",
        "person": f"/people/{person}/",
        "reasons": f"/people/{person}/reasons/",
    }
    pages = {label: partial(client.get, address) for label, address in addresses.items()}
    # What was found has an address of its own, to which the search leads.
    return {**pages, "find": partial(client.post, "/people/find/", {"text": name}, follow=True)}


def _measure(get: Callable[[], Any]) -> dict[str, float]:
    from django.db import connection

    spent: list[float] = []

    def timed(execute: Callable[..., Any], *arguments: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*arguments)
        finally:
            spent.append(time.perf_counter() - began)

    ratios, milliseconds = [], []
    for run in range(RUNS + 2):
        spent.clear()
        with connection.execute_wrapper(timed):
            began = time.perf_counter()
            answer = get()
            whole = time.perf_counter() - began
        assert answer.status_code == 200, answer.status_code
        if run >= 2:
            ratios.append(whole / sum(spent))
            milliseconds.append(whole * 1000)
    return {
        "queries": len(spent),
        "page_to_sql": round(median(ratios), 2),
        "page_ms": round(median(milliseconds), 1),
    }


def _child() -> None:
    from cairn.cli.house import open_house

    open_house(begins=True)
    from django.core.management import call_command
    from django.test import Client

    from cairn.accounts.models import User

    user = User.objects.get(username="officer")
    call_command("collectstatic", interactive=False, verbosity=0)
    client = Client()
    client.force_login(user)
    print(json.dumps({name: _measure(get) for name, get in _pages(client, user).items()}))


def _register(nominals: int) -> dict[str, dict[str, float]]:
    home = ROOT / "var" / f"bench-{nominals}"
    environment = {
        **os.environ,
        "CAIRN_HOME": str(home),
        "CAIRN_DEMO": "true",
        "CAIRN_HTTPS": "false",
        "CAIRN_SEARCHES_A_MINUTE": "0",
        "DJANGO_ALLOW_ASYNC_UNSAFE": "1",
        "CAIRN_ALLOWED_HOSTS": '["testserver"]',
    }
    cairn = [sys.executable, "-m", "cairn.cli.main"]
    subprocess.run(
        [*cairn, "demo", "--nominals", str(nominals)],
        env=environment,
        cwd=ROOT,
        check=True,
        stdout=sys.stderr,
    )
    child = subprocess.run(
        [sys.executable, __file__, "--child"],
        env=environment,
        cwd=ROOT,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return json.loads(child.stdout.splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--nominals", type=int, default=LARGE)
    parser.add_argument("--child", action="store_true")
    arguments = parser.parse_args()
    if arguments.child:
        _child()
        return
    small, large = _register(SMALL), _register(arguments.nominals)
    print(
        json.dumps(
            {
                "nominals": arguments.nominals,
                "pages": {
                    name: {
                        "queries": [small[name]["queries"], large[name]["queries"]],
                        "page_to_sql": large[name]["page_to_sql"],
                        "page_ms": large[name]["page_ms"],
                    }
                    for name in large
                },
                "same_queries": all(small[name]["queries"] == large[name]["queries"] for name in large),
                "worst_page_to_sql": max(figures["page_to_sql"] for figures in large.values()),
            }
        )
    )


if __name__ == "__main__":
    main()
