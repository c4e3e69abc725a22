"""The pages on which an officer records that they disclosed something about the person to somebody outside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from typing import Any

from django import forms

from cairn.accounts.roles import DISCLOSURE_OFFICERS
from cairn.accounts.staff.queries import colleagues_of
from cairn.record.disclosures.checks import Abroad, Telling
from cairn.record.disclosures.models import Disclosure
from cairn.record.disclosures.services import record_disclosure, record_overseas_transfer
from cairn.web.actions.page import ActionPage, Data, Done, MakeForm, Opened, Typed
from cairn.web.actions.watching import of_person
from cairn.web.subjects.disclosures import DisclosureForm, OverseasForm


def _asking(kind: Callable[..., forms.Form]) -> MakeForm:
    def make(opened: Opened, data: Data, files: Data) -> forms.Form:
        colleagues = colleagues_of(opened.user)
        return kind(data, files, initial={"told_on": opened.today}, me=opened.user, colleagues=colleagues)

    return make


def _of(kind: type[Telling | Abroad], typed: Typed) -> dict[str, Any]:
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in typed.items() if name in names}


def _disclosure(opened: Opened, typed: Typed) -> Done:
    telling = Telling(**_of(Telling, typed))
    made = record_disclosure(opened.user, nominal_id=opened.nominal_id, telling=telling)
    return Done(f"Disclosure recorded: {made.whom}.", row=made)


def _transfer(opened: Opened, typed: Typed) -> Done:
    telling, abroad = Telling(**_of(Telling, typed)), Abroad(**_of(Abroad, typed))
    made = record_overseas_transfer(opened.user, nominal_id=opened.nominal_id, telling=telling, abroad=abroad)
    return Done(f"Overseas transfer recorded: {made.whom}.", row=made)


DISCLOSURES: tuple[tuple[str, ActionPage], ...] = (
    (
        "disclosure",
        ActionPage(
            name="record_disclosure",
            title="Record a disclosure",
            button="Record disclosure",
            form=_asking(DisclosureForm),
            roles=DISCLOSURE_OFFICERS,
            does=_disclosure,
            watches=of_person(Disclosure),
            intro=(
                "Information about the person was disclosed to somebody who does not work with them in Cairn.",
                "To give an agency the record itself, share it on the page Who has access.",
            ),
            fresh=True,
        ),
    ),
    (
        "overseas-transfer",
        ActionPage(
            name="record_overseas_transfer",
            title="Record an overseas transfer",
            button="Record transfer",
            form=_asking(OverseasForm),
            roles=DISCLOSURE_OFFICERS,
            does=_transfer,
            watches=of_person(Disclosure),
            intro=("Information about the person was disclosed to somebody outside the United Kingdom.",),
            fresh=True,
        ),
    ),
)
