"""Which forms were sent is forgotten once their pages can be sent no more."""

from __future__ import annotations

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from cairn.accounts.database_user import acting_as
from cairn.record.drafts.models import SentForm
from cairn.record.drafts.sweeping import sweep_sent_forms
from tests.factories.access import make_user


@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_the_sweep_takes_what_is_older_than_any_page() -> None:
    with acting_as(make_user()) as user:
        old, new = (SentForm.objects.create(token=uuid.uuid4(), user=user) for _ in range(2))
        SentForm.objects.filter(pk=old.pk).update(sent_at=timezone.now() - timedelta(days=2, minutes=1))
    assert sweep_sent_forms() == 1
    with acting_as(user):
        assert [row.pk for row in SentForm.objects.all()] == [new.pk]
