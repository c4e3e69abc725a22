"""The tables of the people who sign in are where they were, under the label they had."""

from __future__ import annotations

from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from cairn.accounts import models


def test_tables_and_labels_are_those_that_registers_have() -> None:
    rows = {
        models.Agency: "access_agency",
        models.Team: "access_team",
        models.User: "access_user",
        models.IdentityProvider: "access_identityprovider",
        models.GroupRole: "access_grouprole",
        models.SignInEvent: "access_signinevent",
        models.Message: "access_message",
        models.SyntheticMark: "access_syntheticmark",
    }
    assert {model: model._meta.db_table for model in rows} == rows
    assert models.User._meta.label == settings.AUTH_USER_MODEL


@pytest.mark.django_db
def test_no_room_lacks_a_migration() -> None:
    said = StringIO()
    call_command("makemigrations", check=True, dry_run=True, stdout=said)
    assert "No changes detected" in said.getvalue()
