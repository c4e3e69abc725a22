"""
How long a search takes on a large register, and which indexes it reads.

    python bench/search.py [nominals]

Makes an embedded database in a temporary directory, fills it with made-up people as the owner, and asks
as a user whose agency owns them all, and as one whose agency works with fifty. Prints JSON.
"""

from __future__ import annotations

import json
import os
import random
import sys
import tempfile
import time
import uuid
from pathlib import Path
from statistics import median

import django
import psycopg

from cairn.cli.database import connect
from cairn.cli.operator import operator


def words(text: str) -> list[str]:
    return text.split()


FORENAMES = words(
    """
    James John Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony
    Mark Donald Steven Paul Andrew Joshua Kenneth Kevin Brian George Edward Ronald Timothy Jason Jeffrey
    Ryan Jacob Gary Mary Patricia Jennifer Linda Elizabeth Barbara Susan Jessica Sarah Karen Catherine
    Kathryn Mohammed Ali Ahmed Ivan
    """
)
COMMON = words(
    """
    Smith Jones Taylor Brown Williams Wilson Johnson Davies Robinson Wright Thompson Evans Walker White
    Roberts Green Hall Wood Jackson Clarke Smyth Khan Patel Hussain Singh O'Brien MacDonald McDonald Smith-
    Jones Thorne Murphy Kelly
    """
)
SYLLABLES = words("ash bar cor dun el far gar hol ing kes lan mor nor ock pen rad sten thor ux var wen yat")
QUESTIONS = [
    {"text": "smith"},
    {"text": "john smith"},
    {"text": "Kathryn Smyth"},
    {"text": "Smyth, Catherine 1980"},
    {"text": "mohamed husein"},
    {"text": "mary smith jones"},
    {"text": "garholmor"},
    {"text": "robert garholmer 12/5/1971"},
    {"text": "o brien"},
    {"text": "1985"},
    {"text": "79/163001B"},
]


def fill(owner: psycopg.Connection, nominals: int, agencies: list[uuid.UUID]) -> None:
    """People, one name each and an alias for every third, all owned by the first agency."""
    chance = random.Random(7)
    people = [uuid.UUID(int=chance.getrandbits(128), version=4) for _ in range(nominals)]

    def surname() -> str:
        if chance.random() < 0.35:
            return chance.choices(COMMON, weights=range(len(COMMON), 0, -1))[0]
        return "".join(chance.choices(SYLLABLES, k=chance.choice((2, 3, 3)))).capitalize()

    owner.execute("CREATE TEMP TABLE made (id uuid, born date, forename text, surname text)")
    with owner.cursor().copy("COPY made FROM STDIN") as copy:
        for number, person in enumerate(people):
            born = f"{1935 + chance.randrange(70)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
            copy.write_row((person, born, chance.choice(FORENAMES), surname()))
            if number % 3 == 0:
                copy.write_row((person, None, chance.choice(FORENAMES), surname()))
    owner.execute(
        "INSERT INTO access_partnership (id, nominal_id, agency_id, relation, purpose, starts)"
        " SELECT gen_random_uuid(), id, %s, 'owner', 'bench', '2020-01-01' FROM made WHERE born IS NOT NULL",
        [agencies[0]],
    )
    owner.execute(
        "INSERT INTO access_partnership (id, nominal_id, agency_id, relation, purpose, starts)"
        " SELECT gen_random_uuid(), id, %s, 'partner', 'bench', '2020-01-01' FROM made"
        " WHERE born IS NOT NULL LIMIT 50",
        [agencies[1]],
    )
    owner.execute(
        "INSERT INTO record_nominal (id, date_of_birth, sex, gender, added_at)"
        " SELECT id, born, 'male', '', now() FROM made WHERE born IS NOT NULL"
    )
    owner.execute(
        "INSERT INTO record_name (id, nominal_id, kind, forenames, surname, shown, source)"
        " SELECT gen_random_uuid(), id, CASE WHEN born IS NULL THEN 'alias' ELSE 'legal' END, forename, surname,"
        " born IS NOT NULL, '' FROM made"
    )


def main() -> None:
    nominals = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory(prefix="cairn-bench-") as home:
        Path(home).chmod(0o755)
        connect(Path(home))
        os.environ["DJANGO_SETTINGS_MODULE"] = "cairn.project.settings"
        django.setup()
        # The rooms, loaded once Django knows the database.
        from cairn.accounts.database_user import acting_as
        from cairn.accounts.models import Agency, User
        from cairn.cli.migrate import migrate
        from cairn.search.people import find

        migrate()
        users = []
        for kind, role in (("police", "offender-manager"), ("housing", "partner-practitioner")):
            with operator():
                agency = Agency.objects.create(name=kind, kind=kind)
                users.append(User.objects.create(username=kind, name=kind, agency=agency, role=role))
        with psycopg.connect(os.environ["DATABASE_OWNER_URL"]) as owner:
            began = time.perf_counter()
            fill(owner, nominals, [user.agency_id for user in users])
            owner.commit()
            loaded = time.perf_counter() - began
            owner.autocommit = True
            owner.execute("VACUUM ANALYZE")
        figures: dict[str, object] = {"nominals": nominals, "seconds to load": round(loaded, 1)}
        for user, title in zip(users, ("owner of all", "partner of fifty"), strict=True):
            times = {}
            for question in QUESTIONS:
                taken = []
                for _ in range(5):
                    with acting_as(user):
                        began = time.perf_counter()
                        found = find(user, **question)
                        taken.append((time.perf_counter() - began) * 1000)
                times[str(question["text"])] = {"ms": round(median(taken), 1), "found": len(found)}
            figures[title] = times
        every = [
            row["ms"] for title in ("owner of all", "partner of fifty") for row in figures[title].values()
        ]
        figures["median ms"], figures["slowest ms"] = median(every), max(every)
        print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
