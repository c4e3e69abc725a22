"""Every recipient is named in the letter, unless it was decided that it may not be."""

from __future__ import annotations

from typing import Any

import pytest

from cairn.access.partnerships.models import Relation
from cairn.access.partnerships.services import open_partnership
from cairn.accounts.agencies.models import AgencyKind
from cairn.accounts.database_user import acting_as
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.record.disclosures.services import record_disclosure, record_overseas_transfer
from cairn.record.subject_access.gathering import gather
from cairn.record.subject_access.models import AccessItem
from cairn.record.subject_access.recipients import Recipients, recipients_of
from tests.factories.access import make_agency, make_user
from tests.factories.disclosures import a_telling, abroad, to_another_country
from tests.factories.record import make_person

PLACEHOLDERS = {"crime": "[withheld: crime]", "others": "[withheld: others]"}


def _item(kind: str, decision: str = "disclose", **facts: Any) -> AccessItem:
    more = {name: facts.pop(name) for name in ("withheld", "ground", "silent") if name in facts}
    content = [[label.replace("_", " "), value] for label, value in facts.items()]
    return AccessItem(kind=kind, content=content, decision=decision, **more)


def _recipients(*items: AccessItem) -> dict[str, tuple[str, ...]]:
    found = recipients_of(items, issuer="Fellside Constabulary", placeholders=PLACEHOLDERS)
    return {kind.title: kind.names for kind in found}


ACCESS, HANDED, TOLD, ABROAD = (
    "Agencies that have or had access to your record",
    "Agencies to which your record was handed over",
    "People and bodies that were told something about you",
    "Outside the United Kingdom",
)


def test_each_kind_once_and_none_of_the_letters_own_agency() -> None:
    assert _recipients(
        _item("access_partnership", Agency="Fellside Constabulary"),
        _item("access_partnership", Agency="Housing"),
        _item("access_partnership", Agency="Housing"),
        _item("access_transfer", To_agency="Northmoor Police", Outcome="Accepted"),
        _item("access_transfer", To_agency="Southmoor Police", Outcome="Refused"),
        _item("access_transfer", To_agency="Westmoor Police"),
        _item("record_disclosure", Who_was_told="A school"),
        _item("record_disclosure", Who_was_told="Interpol", To_which_country="France"),
        _item("record_address", Address="1 High Street"),
    ) == {
        ACCESS: ("Housing",),
        HANDED: ("Northmoor Police",),
        TOLD: ("A school",),
        ABROAD: ("Interpol, France",),
    }


def test_what_is_withheld_is_said_to_be_and_what_is_silent_is_not_there() -> None:
    told = {"Who_was_told": "A mother", "ground": "others"}
    assert _recipients(
        _item("record_disclosure", "withhold", **told),
        _item("record_disclosure", "redact", withheld=["Who was told"], **told),
        _item(
            "record_disclosure", "redact", withheld=["What they were told"], **{**told, "Who_was_told": "B"}
        ),
        _item("record_disclosure", "withhold", **{**told, "ground": "crime", "silent": True}),
        _item("record_disclosure", "redact", withheld=["Who was told"], **{**told, "silent": True}),
    ) == {TOLD: ("[withheld: others]", "B")}
    assert _recipients(_item("record_disclosure", "withhold", **{**told, "silent": True})) == {}


def test_of_a_recipient_abroad_the_country_may_still_be_told() -> None:
    item = _item(
        "record_disclosure",
        "redact",
        Who_was_told="Interpol",
        To_which_country="France",
        withheld=["Who was told"],
        ground="crime",
    )
    assert _recipients(item) == {ABROAD: ("[withheld: crime], France",)}
    item.decision = "withhold"
    assert _recipients(item) == {ABROAD: ("[withheld: crime]",)}


@pytest.mark.django_db
def test_the_labels_are_those_that_rows_are_gathered_under() -> None:
    """The letter reads what was gathered by its labels: a renamed field must not lose a recipient."""
    officer = make_user(Role.SUPERVISOR)
    housing = make_agency(AgencyKind.HOUSING, name="Housing")
    with acting_as(officer):
        nominal = make_person(officer)
        open_partnership(
            officer,
            nominal_id=nominal.pk,
            agency=housing,
            relation=Relation.PARTNER,
            purpose="Finding a home",
            starts=today(),
        )
        record_disclosure(officer, nominal_id=nominal.pk, telling=a_telling(officer, recipient="A school"))
        record_overseas_transfer(
            officer,
            nominal_id=nominal.pk,
            telling=to_another_country(officer, recipient="Interpol"),
            abroad=abroad(country="France"),
        )
    with acting_as(make_user(Role.RECORDS, agency=officer.agency)):
        items = [
            AccessItem(kind=row.kind, content=row.content, decision="disclose") for row in gather(nominal.pk)
        ]
    assert recipients_of(items, issuer=officer.agency.name, placeholders={}) == (
        Recipients(ACCESS, ("Housing",)),
        Recipients(TOLD, ("A school",)),
        Recipients(ABROAD, ("Interpol, France",)),
    )
