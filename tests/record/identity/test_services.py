"""Adding a person, their names, numbers and photographs."""

from __future__ import annotations

import io
import uuid
from datetime import date

import pytest
from PIL import Image

from cairn.access.models import Partnership, Relation
from cairn.access.partnerships.services import open_partnership
from cairn.accounts.database_user import acting_as
from cairn.accounts.models import Agency, AgencyKind, User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.errors import BadInput, Conflict, NotAllowed, NotFound
from cairn.ledger.models import Entry
from cairn.record.amendments.services import correct
from cairn.record.identity.models import Identifier, IdentifierStatus, Name, NameKind, Nominal, Photograph
from cairn.record.identity.photographs import MOST_BYTES
from cairn.record.identity.queries import (
    get_person,
    numbers_elsewhere,
    numbers_on_two_records,
    shown_name,
)
from cairn.record.identity.services import (
    NewIdentifier,
    add_identifier,
    add_name,
    add_photograph,
)
from cairn.record.identity.subject import PERSON
from tests.factories.access import make_agency, make_user
from tests.factories.record import make_person

pytestmark = pytest.mark.django_db

TYPED = {"ground": "typing", "why": "It was misread."}
PNC = NewIdentifier("pnc", "79/163001B", "charge sheet")


def partner_of(officer: User, nominal: Nominal, agency: Agency | None = None) -> User:
    partner = make_user(Role.PARTNER, agency=agency or make_agency(AgencyKind.HOUSING))
    open_partnership(
        officer,
        nominal_id=nominal.pk,
        agency=partner.agency,
        relation=Relation.PARTNER,
        purpose="risk management plan",
        starts=date(2020, 1, 1),
    )
    return partner


def picture(kind: str = "JPEG", **extra: object) -> bytes:
    encoded = io.BytesIO()
    Image.new("RGB", (40, 30), "navy").save(encoded, format=kind, **extra)
    return encoded.getvalue()


def test_a_person_is_owned_named_numbered_and_entered_in_the_ledger() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer, forenames=" Ana  Mari\u0301a ", surname="de  Souza", identifiers=[PNC])
        owner = Partnership.objects.get(nominal_id=nominal.pk)
        name = shown_name(get_person(nominal.pk))
        number = Identifier.objects.get()
        acts = list(Entry.objects.order_by("id").values_list("what", "act", "nominal_id"))
    assert (owner.agency, owner.relation) == (officer.agency, "owner")
    assert name is not None
    assert (name.forenames, name.surname, name.kind) == ("Ana Mar\u00eda", "de Souza", "legal")
    assert (number.raw, number.canonical, number.status) == ("79/163001B", "1979/0163001B", "valid")
    assert acts == [
        ("partnership opened", "collection", nominal.pk),
        ("person added", "collection", nominal.pk),
    ]


def test_an_officer_chosen_at_the_start_has_the_person_from_that_day() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer, officer=officer, today=date(2024, 3, 1))
        allocation = nominal.allocations.get()
    assert (allocation.officer, allocation.starts, allocation.ends) == (officer, date(2024, 3, 1), None)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"date_of_birth": date(2026, 1, 2)}, "date_of_birth"),
        ({"date_of_birth": date(1905, 12, 31)}, "date_of_birth"),
        ({"surname": "   "}, "surname"),
        ({"surname": "x" * 121}, "surname"),
        ({"forenames": "A\x00B"}, "forenames"),
        ({"sex": "other"}, "sex"),
        ({"identifiers": [NewIdentifier("pnc", " ")]}, "pnc"),
        ({"identifiers": [NewIdentifier("shoe size", "9")]}, "identifiers"),
        ({"purpose": " "}, "purpose"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_saved(facts: dict, field: str) -> None:
    with acting_as(make_user()) as officer:
        with pytest.raises(BadInput) as refusal:
            make_person(officer, today=date(2026, 1, 1), **facts)
        assert refusal.value.field == field
        assert not Nominal.objects.exists()
        assert not Partnership.objects.exists()


def test_the_oldest_and_the_youngest_that_can_be_are_added() -> None:
    with acting_as(make_user()) as officer:
        for born in (date(1906, 1, 1), date(2026, 1, 1)):
            assert make_person(officer, date_of_birth=born, today=date(2026, 1, 1)).date_of_birth == born


@pytest.mark.parametrize("role", [Role.PARTNER, Role.COORDINATOR, Role.ADMINISTRATOR, Role.AUDITOR])
def test_roles_that_do_not_keep_the_record_add_nobody(role: Role) -> None:
    with (
        acting_as(make_user(role)) as user,
        pytest.raises(NotAllowed, match="cannot add a person"),
    ):
        make_person(user)


def test_two_people_cannot_have_one_pnc_id_in_any_spelling() -> None:
    with acting_as(make_user()) as officer:
        make_person(officer, surname="Holder", identifiers=[PNC])
        with pytest.raises(Conflict) as refusal:
            make_person(officer, identifiers=[NewIdentifier("pnc", "1979/0163001b")])
        assert Nominal.objects.count() == 1
    assert refusal.value.field == "pnc"
    assert "Holder" not in refusal.value.message


def test_a_pnc_id_on_a_record_out_of_sight_is_kept_and_tells_nothing_of_that_record() -> None:
    with acting_as(make_user()) as elsewhere:
        hidden = make_person(elsewhere, surname="Holder", identifiers=[PNC])
        assert numbers_elsewhere(hidden.pk) == []
    with acting_as(make_user()) as officer:
        ours = make_person(officer, identifiers=[PNC])
        assert numbers_elsewhere(ours.pk) == []
        assert numbers_on_two_records() == []
        with pytest.raises(Conflict, match="on this record already"):
            add_identifier(officer, nominal_id=ours.pk, kind="pnc", raw="1979/0163001B")
    # Somebody who sees both is told, on both.
    with acting_as(elsewhere):
        open_partnership(
            elsewhere,
            nominal_id=hidden.pk,
            agency=officer.agency,
            relation="partner",
            purpose="custody",
            purpose_kind="custody",
            starts=today(),
        )
    with acting_as(officer):
        assert [row.nominal_id for row in numbers_elsewhere(ours.pk)] == [hidden.pk]
        assert {row.nominal_id for row in numbers_on_two_records()} == {ours.pk, hidden.pk}


def test_a_number_that_fails_its_check_is_kept_with_its_status() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        wrong = add_identifier(officer, nominal_id=nominal.pk, kind="pnc", raw="1979/0163001C")
        nothing = add_identifier(officer, nominal_id=nominal.pk, kind="cro", raw="none")
        assert Identifier.objects.count() == 2
    assert wrong.status == IdentifierStatus.CHECK_FAILED
    assert nothing.status == IdentifierStatus.MALFORMED


def test_not_known_may_stand_on_two_records_and_a_uprn_too() -> None:
    with acting_as(make_user()) as officer:
        for _ in range(2):
            make_person(
                officer, identifiers=[NewIdentifier("cro", "not known"), NewIdentifier("uprn", "00012345678")]
            )
        assert set(Identifier.objects.values_list("canonical", flat=True)) == {"NOTKNOWN", "12345678"}


def test_a_new_shown_name_takes_the_place_of_the_old_one() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer, forenames="Sam", surname="Old")
        add_name(
            officer,
            nominal_id=nominal.pk,
            kind=NameKind.LEGAL,
            forenames="Sam",
            surname="New",
            used_from=date(2024, 2, 1),
            shown=True,
        )
        shown = Name.objects.get(shown=True)
        old = Name.objects.get(surname="Old")
        assert [past.shown for past in old.past.order_by("pgh_id")] == [True, False]
    assert shown.surname == "New"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"kind": "nickname"}, "kind"),
        ({"surname": ""}, "surname"),
        ({"used_from": date(2024, 2, 1), "used_until": date(2024, 1, 31)}, "used_until"),
        ({"source": "x" * 201}, "source"),
    ],
)
def test_a_name_that_cannot_be_is_refused_at_its_field(facts: dict, field: str) -> None:
    name = {"kind": NameKind.ALIAS, "forenames": "Sam", "surname": "Other", **facts}
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        with pytest.raises(BadInput) as refusal:
            add_name(officer, nominal_id=nominal.pk, **name)
        assert Name.objects.count() == 1
    assert refusal.value.field == field


def test_the_same_alias_twice_is_a_conflict() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        add_name(officer, nominal_id=nominal.pk, kind=NameKind.ALIAS, forenames="Sam", surname="Other")
        with pytest.raises(Conflict):
            add_name(officer, nominal_id=nominal.pk, kind=NameKind.ALIAS, forenames="SAM", surname="other")


def test_a_correction_changes_what_is_given_and_keeps_the_error() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer, date_of_birth=date(1980, 5, 1), sex="male")
        correct(officer, PERSON, row_id=nominal.pk, values={"date_of_birth": date(1980, 1, 5)}, **TYPED)
        now = get_person(nominal.pk)
        past = [row.date_of_birth for row in now.past.order_by("pgh_id")]
    assert (now.date_of_birth, now.sex) == (date(1980, 1, 5), "male")
    assert past == [date(1980, 5, 1), date(1980, 1, 5)]


def test_a_photograph_keeps_the_picture_and_drops_what_hides_in_it() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at the home address"
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        add_photograph(
            officer,
            nominal_id=nominal.pk,
            taken_on=date(2024, 1, 1),
            image=picture(exif=exif, comment=b"said in confidence"),
        )
        kept = Photograph.objects.get()
        content = bytes(kept.image)
    with Image.open(io.BytesIO(content)) as again:
        assert (again.format, again.size) == ("JPEG", (40, 30))
        assert not again.getexif()
    assert b"home address" not in content
    assert b"confidence" not in content
    assert kept.media_type == "image/jpeg"


def test_a_png_stays_a_png() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        kept = add_photograph(officer, nominal_id=nominal.pk, taken_on=date(2024, 1, 1), image=picture("PNG"))
    assert kept.media_type == "image/png"


@pytest.mark.parametrize(
    "image",
    [b"", b"<svg onload=alert(1)>", picture("GIF"), picture()[:200], b"\xff\xd8\xff" + b"0" * MOST_BYTES],
    ids=["empty", "script", "another kind", "cut short", "over 5 MB"],
)
def test_what_is_no_jpeg_or_png_is_refused(image: bytes) -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        with pytest.raises(BadInput) as refusal:
            add_photograph(officer, nominal_id=nominal.pk, taken_on=date(2024, 1, 1), image=image)
        assert not Photograph.objects.exists()
    assert refusal.value.field == "image"


def test_a_partner_reads_the_name_and_changes_nothing() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
        partner = partner_of(officer, nominal)
        police = make_user(agency=make_agency())
        partner_of(officer, nominal, police.agency)
    with acting_as(partner):
        assert shown_name(get_person(nominal.pk)) is not None
        with pytest.raises(NotAllowed):
            add_name(partner, nominal_id=nominal.pk, kind=NameKind.ALIAS, forenames="", surname="Other")
    with acting_as(police), pytest.raises(NotAllowed, match="owns the record"):
        correct(police, PERSON, row_id=nominal.pk, values={"sex": "female"}, **TYPED)


def test_an_invisible_person_and_an_absent_one_are_refused_alike() -> None:
    with acting_as(make_user()) as officer:
        nominal = make_person(officer)
    messages = set()
    with acting_as(make_user()) as stranger:
        for nominal_id in (nominal.pk, uuid.uuid4()):
            with pytest.raises(NotFound) as refusal:
                correct(stranger, PERSON, row_id=nominal_id, values={"sex": "female"}, **TYPED)
            messages.add(refusal.value.message)
            with pytest.raises(NotFound) as refusal:
                get_person(nominal_id)
            messages.add(refusal.value.message)
    assert len(messages) == 1
