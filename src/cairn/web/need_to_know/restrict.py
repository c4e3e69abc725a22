"""Keeping a whole record for named people: who they are, one more, one less, and opening it again."""

from __future__ import annotations

from django import forms
from django.urls import reverse

from cairn.access.models import NamedReader, RestrictedNominal
from cairn.access.restricted.queries import may_be_named, readers_of, restriction_of
from cairn.access.restricted.services import lift_restriction, name_reader, remove_reader, restrict_record
from cairn.accounts.models import User
from cairn.errors import Conflict, NotFound
from cairn.record.allocation.queries import current_allocation
from cairn.web.actions.page import ActionPage, Data, Done, Opened, Typed, asking
from cairn.web.need_to_know.forms import ReaderForm, RestrictForm, WhyForm
from cairn.web.need_to_know.on_access import SUPERVISOR, only_in, to_access
from cairn.web.need_to_know.watched import access_to

_REFUSAL = only_in(SUPERVISOR)
_WATCH = access_to(RestrictedNominal, NamedReader)


def _restrict_form(opened: Opened, data: Data, _: Data) -> forms.Form:
    named = may_be_named(opened.nominal_id, as_at=opened.today)
    allocation = current_allocation(opened.nominal_id)
    managing = [str(allocation.officer_id)] if allocation else []
    others = [each for each in named if each.pk != opened.user.pk]
    return RestrictForm(data, people=others, initial={"readers": managing})


def _restrict(opened: Opened, typed: Typed) -> Done:
    restrict_record(opened.user, nominal_id=opened.nominal_id, **typed)
    return Done(
        "Restricted. Only the people you named can open this record, and nobody else is told that it exists."
    )


def _must_be_restricted(opened: Opened) -> None:
    if restriction_of(opened.nominal_id) is None:
        raise Conflict("This record is not restricted.")


def _reader_form(opened: Opened, data: Data, _: Data) -> forms.Form:
    named = {row.user_id for row in readers_of(opened.nominal_id)}
    people = may_be_named(opened.nominal_id, as_at=opened.today)
    return ReaderForm(data, people=[each for each in people if each.pk not in named])


def _name(opened: Opened, typed: Typed) -> Done:
    name_reader(opened.user, nominal_id=opened.nominal_id, user=typed["user"])
    return Done(f"{typed['user'].name} can now open this record.")


def _reader(opened: Opened) -> User:
    wanted = opened.ids["user_id"]
    found = next((row.user for row in readers_of(opened.nominal_id) if row.user_id == wanted), None)
    if found is None:
        raise NotFound("This person is not named on this record.")
    return found


def _who(opened: Opened) -> str:
    return f"{opened.row.name}, {opened.row.agency.name}"


def _remove(opened: Opened, _: Typed) -> Done:
    remove_reader(opened.user, nominal_id=opened.nominal_id, user=opened.row)
    # Whoever removes themselves sees the record no more.
    then = reverse("worklist") if opened.row.pk == opened.user.pk else ""
    return Done(f"{opened.row.name} can no longer open this record.", then=then)


def _lift(opened: Opened, typed: Typed) -> Done:
    lift_restriction(opened.user, nominal_id=opened.nominal_id, why=typed["why"])
    return Done("No longer restricted: all who work with this person can open the record.")


RESTRICT = ActionPage(
    name="restrict_record",
    title="Restrict this record",
    button="Restrict this record",
    form=_restrict_form,
    does=_restrict,
    roles=SUPERVISOR,
    refusal=_REFUSAL,
    watches=_WATCH,
    tab="access",
    intro=(
        "Only the people named here will find and open the record: it cannot be opened in an emergency.",
        "It leaves the lists, searches and worklists of everybody else, those of partners too.",
        "Duties go on running: somebody who manages the person must be named, or nobody sees what is due.",
    ),
    is_warning=True,
    back=to_access,
)
NAME = ActionPage(
    name="name_reader",
    title="Add a person who can open this record",
    button="Add this person",
    form=_reader_form,
    does=_name,
    roles=SUPERVISOR,
    refusal=_REFUSAL,
    row=_must_be_restricted,
    watches=_WATCH,
    tab="access",
    back=to_access,
)
REMOVE = ActionPage(
    name="remove_reader",
    title="Remove a person who can open this record",
    button="Remove this person",
    does=_remove,
    roles=SUPERVISOR,
    refusal=_REFUSAL,
    row=_reader,
    about=_who,
    watches=_WATCH,
    tab="access",
    is_warning=True,
    back=to_access,
)
LIFT = ActionPage(
    name="lift_restriction",
    title="Lift the restriction",
    button="Lift the restriction",
    form=asking(WhyForm),
    does=_lift,
    roles=SUPERVISOR,
    refusal=_REFUSAL,
    row=_must_be_restricted,
    watches=_WATCH,
    tab="access",
    back=to_access,
)
