"""Names and numbers put right: one name is always shown, and a number is compared in its corrected form."""

from __future__ import annotations

from datetime import date

import pytest

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.errors import BadInput, Conflict
from cairn.record.amendments.services import correct, withdraw
from cairn.record.identity.services import NewIdentifier, add_identifier, add_name
from cairn.record.identity.subject import IDENTIFIER, NAME
from cairn.record.models import Identifier, Name
from tests.factories.access import make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db
TYPED = {"ground": "typing", "why": "It was misread."}
WRONG = {"ground": "wrong-person", "why": "It is somebody else's."}


def named(user: User, *, shown: bool) -> Name:
    nominal = make_person(user, surname="Old")
    return add_name(user, nominal_id=nominal.pk, kind="legal", forenames="Sam", surname="New", shown=shown)


def shown() -> list[str]:
    return list(Name.objects.filter(shown=True).values_list("surname", flat=True))


def test_a_shown_name_that_is_withdrawn_gives_its_place_back() -> None:
    with acting_as(make_user()) as user:
        new = named(user, shown=True)
        assert shown() == ["New"]
        withdraw(user, NAME, row_id=new.pk, **WRONG)
        assert shown() == ["Old"]
        (only,) = Name.objects.all()
        with pytest.raises(Conflict, match="Show another name first"):
            withdraw(user, NAME, row_id=only.pk, **WRONG)
        assert shown() == ["Old"]


def test_another_name_is_shown_by_correcting_that_one() -> None:
    with acting_as(make_user()) as user:
        new = named(user, shown=False)
        old = Name.objects.get(shown=True)
        with pytest.raises(BadInput) as refused:
            correct(user, NAME, row_id=old.pk, values={"shown": False}, **TYPED)
        assert refused.value.field == "shown"
        correct(user, NAME, row_id=new.pk, values={"shown": True}, **TYPED)
        assert shown() == ["New"]
        withdraw(user, NAME, row_id=old.pk, **WRONG)
        assert list(Name.objects.all()) == [new]


def test_a_name_that_is_on_record_already_names_that_one() -> None:
    with acting_as(make_user()) as user:
        new = named(user, shown=False)
        old = Name.objects.get(shown=True)
        with pytest.raises(Conflict) as refused:
            correct(user, NAME, row_id=new.pk, values={"surname": "old"}, **TYPED)
        assert refused.value.about == ("record_name", old.pk)
        values = {"used_from": date(2024, 2, 1), "used_until": date(2024, 1, 1)}
        with pytest.raises(BadInput) as refusal:
            correct(user, NAME, row_id=new.pk, values=values, **TYPED)
        assert refusal.value.field == "used_until"


def test_a_corrected_number_is_compared_in_its_new_form() -> None:
    with acting_as(make_user()) as user:
        nominal = make_person(user)
        row = add_identifier(user, nominal_id=nominal.pk, kind="pnc", raw="1979/0163001C")
        correct(user, IDENTIFIER, row_id=row.pk, values={"raw": "79/163001B"}, **TYPED)
        kept = Identifier.objects.get()
        assert (kept.raw, kept.canonical, kept.status) == ("79/163001B", "1979/0163001B", "valid")
        with pytest.raises(BadInput) as refused:
            correct(user, IDENTIFIER, row_id=row.pk, values={"raw": " "}, **TYPED)
        assert refused.value.field == "raw"


def test_a_number_is_corrected_to_one_that_a_record_out_of_sight_has_without_a_word_of_it() -> None:
    with acting_as(make_user()) as other:
        make_person(other, identifiers=[NewIdentifier("pnc", "79/163001B")])
    with acting_as(make_user()) as user:
        row = add_identifier(user, nominal_id=make_person(user).pk, kind="pnc", raw="1979/0163001C")
        correct(user, IDENTIFIER, row_id=row.pk, values={"raw": "79/163001B"}, **TYPED)
        assert Identifier.objects.get().status == "valid"


def test_a_number_is_not_corrected_to_one_on_a_record_in_sight() -> None:
    with acting_as(make_user()) as user:
        make_person(user, identifiers=[NewIdentifier("pnc", "79/163001B")])
        row = add_identifier(user, nominal_id=make_person(user).pk, kind="pnc", raw="1979/0163001C")
        with pytest.raises(Conflict) as refused:
            correct(user, IDENTIFIER, row_id=row.pk, values={"raw": "79/163001B"}, **TYPED)
        assert refused.value.field == "raw"
        assert Identifier.objects.get(pk=row.pk).status == "check-failed"
