"""Loading the synthetic register into an empty database only, and emptying it again (cairn.accounts.synthetic)."""

from __future__ import annotations

from django.apps import apps
from django.db import connections, transaction

from cairn.accounts.models import Agency
from cairn.accounts.synthetic import mark_of
from cairn.errors import Conflict
from cairn.record.models import Nominal

# The rooms that keep anything of the register; sessions and jobs are of no use without it.
_ROOMS = ("ledger", "access", "record", "supervision", "plan", "clock")
_BESIDE = ("django_session",)


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
