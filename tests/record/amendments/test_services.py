"""Correcting, ending and withdrawing facts: the record is put right, its past keeps the error."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.clock.models import CaseSummary
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.ledger.models import Entry
from cairn.record.addresses.models import Address
from cairn.record.addresses.services import record_address
from cairn.record.addresses.subject import ADDRESS
from cairn.record.amendments.models import Amendment
from cairn.record.amendments.services import correct, end, withdraw
from cairn.record.convictions.models import Conviction, Disposal
from cairn.record.convictions.subject import CONVICTION
from cairn.record.disclosures.subject import DISCLOSURE
from cairn.record.orders.models import CourtOrder
from cairn.record.orders.subject import ORDER
from tests.factories.access import make_user
from tests.factories.acts import TODAY, convict, order
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db
TYPED = {"ground": "typing", "why": "The day was misread."}
WRONG = {"ground": "wrong-person", "why": "It was somebody else's order."}


def test_a_corrected_order_counts_from_then_on_and_its_past_keeps_the_error() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        made = order(user, nominal.pk, until=date(2027, 3, 1))
        correct(user, ORDER, row_id=made.pk, values={"until": date(2029, 3, 1)}, source="The order", **TYPED)
        assert CourtOrder.objects.get(pk=made.pk).until == date(2029, 3, 1)
        assert CaseSummary.objects.get(nominal_id=nominal.pk).until == date(2029, 3, 1)
        past = made.past.order_by("pgh_id")
        assert [row.until for row in past] == [date(2027, 3, 1), date(2029, 3, 1)]
        amendment = Amendment.objects.get()
        assert (amendment.kind, amendment.fields, amendment.why) == (
            "correction",
            ["until"],
            "The day was misread.",
        )
        assert amendment.at == past.last().pgh_created_at
    with acting_as(make_user(Role.AUDITOR, agency=user.agency)):
        entry = Entry.objects.get(what="correct orders")
        assert (entry.act, entry.why) == ("alteration", "It was typed wrongly")
        assert entry.detail["row"] == str(made.pk)


def test_a_correction_is_checked_like_a_new_fact() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        made = order(user, nominal.pk)
        with pytest.raises(BadInput) as refusal:
            correct(user, ORDER, row_id=made.pk, values={"made_on": date(1900, 1, 1)}, **TYPED)
        assert refusal.value.field == "made_on"
        with pytest.raises(BadInput, match="Nothing is different"):
            correct(user, ORDER, row_id=made.pk, values={"kind": made.kind}, **TYPED)
        with pytest.raises(BadInput, match="Say why"):
            correct(
                user, ORDER, row_id=made.pk, values={"until": date(2028, 1, 1)}, ground="typing", why="  "
            )


def test_a_withdrawn_order_leaves_the_record_and_stays_in_its_past() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        made = order(user, nominal.pk, until=date(2097, 3, 1))
        withdraw(user, ORDER, row_id=made.pk, **WRONG)
        assert not CourtOrder.objects.exists()
        assert not CaseSummary.objects.get(nominal_id=nominal.pk).registrable
        assert [row.pgh_label for row in CourtOrder.pgh_event_model.objects.order_by("pgh_id")] == [
            "insert",
            "delete",
        ]
        with pytest.raises(NotFound):
            withdraw(user, ORDER, row_id=made.pk, **WRONG)


def test_a_withdrawn_conviction_takes_its_sentences_with_it() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        made = convict(user, nominal.pk, on=date(2016, 3, 2))
        assert Disposal.objects.exists()
        withdraw(user, CONVICTION, row_id=made.pk, **WRONG)
        assert not Conviction.objects.exists()
        assert not Disposal.objects.exists()
        assert Amendment.objects.count() == 2


def test_what_another_fact_rests_on_is_not_withdrawn_from_under_it() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        breached = order(user, nominal.pk)
        breach = convict(user, nominal.pk, on=date(2021, 3, 2), order_id=breached.pk)
        with pytest.raises(Conflict, match="rests on it: a conviction") as refusal:
            withdraw(user, ORDER, row_id=breached.pk, **WRONG)
        assert refusal.value.about == ("record_conviction", breach.pk)


def test_a_home_that_they_left_ends() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        address = record_address(
            user, nominal_id=nominal.pk, kind="home", lines="1 Fell Row", starts=date(2020, 1, 6)
        )
        end(user, ADDRESS, row_id=address.pk, on=TODAY)
        assert Address.objects.get().ends == TODAY
        with pytest.raises(Conflict, match="on record already"):
            end(user, ADDRESS, row_id=address.pk, on=TODAY)


def test_the_database_lets_nobody_take_a_row_away_without_saying_why() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        made = order(user, nominal.pk)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM record_courtorder WHERE id = %s", [made.pk])
            assert cursor.rowcount == 0
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("DELETE FROM record_amendment")


def test_who_keeps_no_record_corrects_none_and_a_disclosure_is_never_withdrawn() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        made = order(user, nominal.pk)
        with pytest.raises(NotAllowed, match="Correct it instead"):
            withdraw(user, DISCLOSURE, row_id=made.pk, **WRONG)
    with acting_as(make_user(Role.CHAIR, agency=user.agency)) as chair, pytest.raises(NotAllowed):
        correct(chair, ORDER, row_id=made.pk, values={"until": date(2028, 1, 1)}, **TYPED)
