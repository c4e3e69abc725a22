"""
Synthetic or real, never both: a mark in the database says which, and every start compares it.

Synthetic identity numbers follow the real rules and could belong to real people.
"""

from __future__ import annotations

from django.apps import apps
from django.db import connections, transaction

from cairn.access.models import Agency, SyntheticMark
from cairn.errors import Conflict
from cairn.record.models import Nominal

# The rooms that keep anything of the register; sessions and jobs are of no use without it.
_ROOMS = ("ledger", "access", "record", "supervision", "plan", "clock")
_BESIDE = ("django_session",)


def mark_of(using: str = "default") -> SyntheticMark | None:
    """The mark of this database, or None: its people are real."""
    return SyntheticMark.objects.using(using).first()


def demo_or_real(*, demo: bool, using: str = "default") -> None:
    """
    Refuse to run synthetic and real together.

    Parameters
        demo: whether this site says of itself that it is a demonstration (CAIRN_DEMO).

    Raises
        Conflict: the site is one and the database the other.
    """
    mark = mark_of(using)
    if mark is not None and not demo:
        raise Conflict(
            "This database holds the synthetic register, and the site is set up for real people. "
            "Use another database, or run `cairn demo`."
        )
    if mark is None and demo:
        raise Conflict(
            "CAIRN_DEMO is set, and this database is not marked as synthetic. "
            "Unset it, or load the synthetic register into an empty database with `cairn demo`."
        )


def must_be_empty(using: str = "owner") -> None:
    """
    Refuse to load beside anything that the generator did not make.

    Raises
        Conflict: the database holds a person, or an agency that somebody set up.
    """
    people = Nominal.objects.using(using).count()
    agencies = Agency.objects.using(using).count()
    if people or agencies:
        raise Conflict(
            f"This database holds {people} people and {agencies} agencies that the synthetic register did not "
            "make. Synthetic people are never loaded beside them: use another, empty database."
        )


def wipe(using: str = "owner") -> None:
    """
    Empty every table of the register, the mark too, in one transaction.

    Raises
        Conflict: the database is not marked as synthetic. Nothing is touched.
    """
    with transaction.atomic(using=using), connections[using].cursor() as cursor:
        if mark_of(using) is None:
            raise Conflict("This database is not marked as synthetic, so it is not emptied.")
        tables = [
            model._meta.db_table  # noqa: SLF001  Django's documented way to a model's table
            for room in _ROOMS
            for model in apps.get_app_config(room).get_models(include_auto_created=True)
        ]
        names = ", ".join(f'"{table}"' for table in [*tables, *_BESIDE])
        cursor.execute(f"TRUNCATE {names} RESTART IDENTITY CASCADE")
