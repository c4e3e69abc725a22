"""Keeping a whole record for named people: who they are, one more, one less, and opening it again."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods

from cairn.access.restricted.queries import may_be_named, readers_of, restriction_of
from cairn.access.restricted.services import lift_restriction, name_reader, remove_reader, restrict_record
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.dates import today
from cairn.errors import Conflict, NotFound
from cairn.ledger.operations import declare_form
from cairn.record.allocation.queries import current_allocation
from cairn.web.need_to_know.deed import Deed, Nothing, deed_page, plain
from cairn.web.need_to_know.forms import ReaderForm, RestrictForm, WhyForm
from cairn.web.person.viewer import case_page

RESTRICT_FORM = declare_form("restrict this record", "restrict the record")
NAME_READER_FORM = declare_form("name a reader", "name somebody who can open the record")
REMOVE_READER_FORM = declare_form("remove a reader", "remove somebody who can open the record")
LIFT_FORM = declare_form("lift the restriction", "lift the restriction of the record")

_SUPERVISOR = frozenset({Role.SUPERVISOR})


@require_http_methods(["GET", "POST"])
@case_page
def restrict(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """Keep the record for the people named."""

    def form(data: QueryDict | None) -> RestrictForm:
        others = [each for each in may_be_named(nominal_id, as_at=today()) if each.pk != user.pk]
        allocation = current_allocation(nominal_id)
        managing = [str(allocation.officer_id)] if allocation else []
        return RestrictForm(data, people=others, initial={"readers": managing})

    def does(given: dict[str, Any]) -> str:
        restrict_record(user, nominal_id=nominal_id, **given)
        return (
            "Restricted. Only the people you named open this record, and nobody else is told that it exists."
        )

    deed = Deed(
        "Restrict this record",
        "Restrict this record",
        _SUPERVISOR,
        RESTRICT_FORM,
        (
            "Only the people named here will find and open the record: it cannot be opened in an emergency.",
            "It leaves the lists, searches and worklists of everybody else, those of partners too.",
            "Duties go on running: somebody who manages the person must be named, or nobody sees what is owed.",
        ),
        warning=True,
    )
    return deed_page(request, user, nominal_id, deed, form=form, does=does)


def _must_be_restricted(nominal_id: UUID) -> str:
    if restriction_of(nominal_id) is None:
        raise Conflict("This record is not restricted.")
    return ""


@require_http_methods(["GET", "POST"])
@case_page
def name(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """Name one more reader."""

    def form(data: QueryDict | None) -> ReaderForm:
        named = {row.user_id for row in readers_of(nominal_id)}
        people = [each for each in may_be_named(nominal_id, as_at=today()) if each.pk not in named]
        return ReaderForm(data, people=people)

    def does(given: dict[str, Any]) -> str:
        name_reader(user, nominal_id=nominal_id, user=given["user"])
        return f"{given['user'].name} may now open this record."

    deed = Deed("Name a reader", "Name this reader", _SUPERVISOR, NAME_READER_FORM)
    about = lambda: _must_be_restricted(nominal_id)  # noqa: E731
    return deed_page(request, user, nominal_id, deed, form=form, does=does, about=about)


@require_http_methods(["GET", "POST"])
@case_page
def remove(request: HttpRequest, user: User, nominal_id: UUID, user_id: UUID) -> HttpResponse:
    """Take somebody off the readers."""

    def reader() -> User:
        found = next((row.user for row in readers_of(nominal_id) if row.user_id == user_id), None)
        if found is None:
            raise NotFound("This person is not named on this record.")
        return found

    def does(_: dict[str, Any]) -> str:
        gone = reader()
        remove_reader(user, nominal_id=nominal_id, user=gone)
        return f"{gone.name} no longer opens this record."

    deed = Deed("Remove a reader", "Remove this reader", _SUPERVISOR, REMOVE_READER_FORM, warning=True)
    about = lambda: f"{reader().name}, {reader().agency.name}"  # noqa: E731
    # Whoever removes themselves sees the record no more.
    then = "worklist" if user_id == user.pk else ""
    return deed_page(request, user, nominal_id, deed, form=plain(Nothing), does=does, about=about, then=then)


@require_http_methods(["GET", "POST"])
@case_page
def lift(request: HttpRequest, user: User, nominal_id: UUID) -> HttpResponse:
    """Open the record again to all who work with the person."""

    def does(given: dict[str, Any]) -> str:
        lift_restriction(user, nominal_id=nominal_id, why=given["why"])
        return "No longer restricted: all who work with this person may open the record."

    deed = Deed("Lift the restriction", "Lift the restriction", _SUPERVISOR, LIFT_FORM)
    about = lambda: _must_be_restricted(nominal_id)  # noqa: E731
    return deed_page(request, user, nominal_id, deed, form=plain(WhyForm), does=does, about=about)
