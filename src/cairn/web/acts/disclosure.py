"""The pages on which an officer records that they told somebody outside something about the person."""

from __future__ import annotations

from dataclasses import fields
from typing import Any
from uuid import UUID

from cairn.accounts.models import User
from cairn.accounts.roles import DISCLOSURE_OFFICERS
from cairn.accounts.staff.queries import colleagues_of
from cairn.record.disclosures.checks import Abroad, Telling
from cairn.record.disclosures.services import record_disclosure, record_overseas_transfer
from cairn.web.acts.page import ActPage, Said, Typed
from cairn.web.subjects.disclosures import DisclosureForm, OverseasForm


def _colleagues(user: User) -> dict[str, Any]:
    return {"me": user, "colleagues": colleagues_of(user)}


def _of(kind: type[Telling | Abroad], typed: Typed) -> dict[str, Any]:
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in typed.items() if name in names}


def _disclosure(user: User, nominal_id: UUID, typed: Typed) -> Said:
    made = record_disclosure(user, nominal_id=nominal_id, telling=Telling(**_of(Telling, typed)))
    return Said(f"Disclosure recorded: {made.whom}.")


def _transfer(user: User, nominal_id: UUID, typed: Typed) -> Said:
    telling, abroad = Telling(**_of(Telling, typed)), Abroad(**_of(Abroad, typed))
    made = record_overseas_transfer(user, nominal_id=nominal_id, telling=telling, abroad=abroad)
    return Said(f"Overseas transfer recorded: {made.whom}.")


DISCLOSURES: tuple[ActPage, ...] = (
    ActPage(
        "record_disclosure",
        "disclosure",
        "Record a disclosure",
        "Record disclosure",
        DisclosureForm,
        DISCLOSURE_OFFICERS,
        _disclosure,
        day="told_on",
        intro=(
            "Somebody who does not work with the person in Cairn was told something about them. "
            "To give an agency the record itself, share it on the page Who has access."
        ),
        offers=_colleagues,
        fresh=True,
    ),
    ActPage(
        "record_overseas_transfer",
        "overseas-transfer",
        "Record an overseas transfer",
        "Record transfer",
        OverseasForm,
        DISCLOSURE_OFFICERS,
        _transfer,
        day="told_on",
        intro="Something about the person was told to somebody outside the United Kingdom.",
        offers=_colleagues,
        fresh=True,
    ),
)
