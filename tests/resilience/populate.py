"""
Fill a site's database with agencies that have nothing to do with each other, and sign an officer of each in.

    python -m tests.resilience.populate AGENCIES

The last line is JSON: for each agency its word, which stands in every fact of its person and nowhere else; the
person's id; and the session of its officer.
"""

from __future__ import annotations

import json
import sys
from datetime import timedelta
from typing import Any

import django

django.setup()

from django.contrib.sessions.backends.db import SessionStore  # noqa: E402  the rooms must be loaded first

from cairn.accounts.database_user import acting_as  # noqa: E402
from cairn.accounts.models import Agency, SyntheticMark, Team, User  # noqa: E402
from cairn.accounts.roles import Role  # noqa: E402
from cairn.dates import today  # noqa: E402
from cairn.plan.actions.services import add_action, agree_plan  # noqa: E402
from cairn.record.addresses.services import record_address  # noqa: E402
from cairn.record.convictions.disposals import NewDisposal  # noqa: E402
from cairn.record.convictions.services import record_conviction  # noqa: E402
from cairn.record.identity.services import add_person  # noqa: E402
from cairn.supervision.visits.services import record_visit  # noqa: E402


def _word(number: int) -> str:
    """No word is part of another, or of anything else on a page."""
    return f"Zq{number:03d}xw"


def _officer(number: int) -> Any:
    agency = Agency.objects.using("owner").create(name=f"Force {number:03d}", kind="police")
    team = Team.objects.using("owner").create(agency=agency, name="Team A")
    user = User.objects.using("owner").create(
        username=f"officer-{number:03d}",
        name=f"Officer {number:03d}",
        password="!",
        agency=agency,
        team=team,
        role=Role.OFFENDER_MANAGER,
    )
    return User.objects.get(pk=user.pk)


def _person(user: Any, word: str) -> Any:
    day = today()
    nominal = add_person(
        user,
        forenames="Robin",
        surname=word,
        date_of_birth=day - timedelta(days=15_000),
        sex="male",
        officer=user,
    )
    record_address(
        user, nominal_id=nominal.pk, kind="home", lines=f"1 {word} Street", starts=day - timedelta(days=9)
    )
    record_conviction(
        user,
        nominal_id=nominal.pk,
        outcome="conviction",
        on=day - timedelta(days=400),
        offence="SOA 2003 s.9",
        court=f"{word} Crown Court",
        disposals=[NewDisposal(kind="imprisonment", years=3)],
    )
    record_visit(user, nominal_id=nominal.pk, visited_on=day, outcome="seen", observations=f"Saw {word}")
    plan = agree_plan(user, nominal_id=nominal.pk, agreed_on=day, summary=f"About {word}")
    add_action(
        user,
        plan_id=plan.pk,
        pillar="supervision",
        what=f"Ring {word}",
        agency=user.agency,
        due_on=day + timedelta(days=5),
    )
    return nominal.pk


def _session(user: Any) -> str:
    session = SessionStore()
    session["_auth_user_id"] = str(user.pk)
    session["_auth_user_backend"] = "allauth.account.auth_backends.AuthenticationBackend"
    session["_auth_user_hash"] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def main(agencies: int) -> None:
    SyntheticMark.objects.using("owner").create(seed=1, nominals=agencies, as_at=today())
    made = []
    for number in range(agencies):
        user, word = _officer(number), _word(number)
        with acting_as(user):
            nominal = _person(user, word)
        made.append({"word": word, "nominal": str(nominal), "user": str(user.pk), "session": _session(user)})
    print(json.dumps(made))


if __name__ == "__main__":
    main(int(sys.argv[1]))
