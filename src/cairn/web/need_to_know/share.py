"""Bringing another agency in, and ending its access."""

from __future__ import annotations

from collections.abc import Mapping

from django import forms

from cairn.access.models import Partnership, Relation
from cairn.access.partnerships.queries import partnerships_of
from cairn.access.partnerships.services import end_partnership, open_partnership
from cairn.accounts.agencies.queries import active_agencies
from cairn.accounts.roles import SHARERS
from cairn.dates import in_words
from cairn.errors import NotFound
from cairn.web.actions.page import ActionPage, Data, Done, Opened, Typed
from cairn.web.need_to_know.forms import EndForm, ShareForm
from cairn.web.need_to_know.on_access import only_in, to_access
from cairn.web.need_to_know.watched import access_to
from cairn.web.need_to_know.words import every_partner_reads, purpose_hints


def _share_form(opened: Opened, data: Data, _: Data) -> forms.Form:
    working = {row.agency_id for row in partnerships_of(opened.nominal_id) if row.current_on(opened.today)}
    return ShareForm(data, agencies=[agency for agency in active_agencies() if agency.pk not in working])


def _hints(_: Opened) -> Mapping[str, Mapping[str, str]]:
    return {"purpose_kind": purpose_hints()}


def _intro(_: Opened) -> tuple[str, ...]:
    return ("Share what is necessary and proportionate.", every_partner_reads())


def _share(opened: Opened, typed: Typed) -> Done:
    open_partnership(
        opened.user, nominal_id=opened.nominal_id, relation=Relation.PARTNER, starts=opened.today, **typed
    )
    return Done(f"{typed['agency'].name} now works with this person, and sees what its purpose needs.")


def _partnership(opened: Opened) -> Partnership:
    wanted = opened.ids["partnership_id"]
    found = next((row for row in partnerships_of(opened.nominal_id) if row.pk == wanted), None)
    if found is None:
        raise NotFound("There is no such partnership, or none that you can see.")
    return found


def _which(opened: Opened) -> str:
    return f"{opened.row.agency.name}: {opened.row.purpose}"


def _end_form(opened: Opened, data: Data, _: Data) -> forms.Form:
    return EndForm(data, initial={"until": opened.today})


def _end(opened: Opened, typed: Typed) -> Done:
    row = end_partnership(opened.user, partnership_id=opened.row.pk, until=typed["until"])
    return Done(f"{row.agency.name} sees this record until {in_words(typed['until'])}, and not after.")


SHARE = ActionPage(
    name="share_record",
    title="Share with another agency",
    button="Share",
    form=_share_form,
    does=_share,
    roles=SHARERS,
    refusal=only_in(SHARERS),
    watches=access_to(Partnership),
    tab="access",
    intro=_intro,
    hints=_hints,
    back=to_access,
)
END = ActionPage(
    name="end_partnership",
    title="End an agency’s access",
    button="End access",
    form=_end_form,
    does=_end,
    roles=SHARERS,
    refusal=only_in(SHARERS),
    row=_partnership,
    about=_which,
    watches=access_to(Partnership),
    replaces=True,
    tab="access",
    is_warning=True,
    back=to_access,
)
