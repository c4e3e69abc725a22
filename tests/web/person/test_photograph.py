"""The photograph's bytes are read where it is shown, and nowhere else."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.dates import today
from cairn.record.models import Photograph
from tests.web.conftest import Case

SignIn = Callable[[User], Client]
PAGES = ("", "timeline/", "reasons/", "plan/", "access/", "history/", "visit/", "notify/what/")


@pytest.fixture
def pictured(case: Case) -> Case:
    """The case with a photograph that is too large to stand in its row: PostgreSQL keeps it beside the table."""
    with acting_as(case.officer):
        Photograph.objects.create(
            nominal=case.nominal,
            taken_on=today(),
            image=os.urandom(50_000),
            media_type="image/jpeg",
            sha256="0" * 64,
        )
    return case


def bytes_read() -> int:
    """How often this transaction has fetched a photograph's bytes from beside the table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(idx_scan), 0) FROM pg_stat_xact_all_tables WHERE relid ="
            " (SELECT reltoastrelid FROM pg_class WHERE oid = 'public.record_photograph'::regclass)"
        )
        (times,) = cursor.fetchone() or (0,)
    return int(times)


@pytest.mark.parametrize("page", PAGES)
def test_a_page_about_the_person_reads_that_there_is_one(pictured: Case, as_user: SignIn, page: str) -> None:
    client = as_user(pictured.officer)
    before = bytes_read()
    answer = client.get(f"/people/{pictured.nominal.pk}/{page}", follow=True)
    assert answer.status_code == 200
    assert f"/people/{pictured.nominal.pk}/photograph/" in answer.content.decode()
    assert bytes_read() == before


def test_the_photograph_itself_reads_it_once(pictured: Case, as_user: SignIn) -> None:
    client = as_user(pictured.officer)
    before = bytes_read()
    assert len(client.get(f"/people/{pictured.nominal.pk}/photograph/").content) == 50_000
    assert bytes_read() == before + 1
