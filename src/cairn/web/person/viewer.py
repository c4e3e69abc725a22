"""Who is looking at a page about people, who may, and what the ledger is told of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from cairn.access.access_basis import Through
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.errors import NotAllowed
from cairn.ledger.entries import looks
from cairn.ledger.entries.looks import AccessBasis, shares_surname
from cairn.ledger.operations import Operation
from cairn.record.allocation.models import Allocation
from cairn.record.identity.models import Nominal

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
CaseView = Callable[Concatenate[HttpRequest, User, P], HttpResponse]


def viewer(request: HttpRequest) -> User:
    """The signed-in user of a page that asks for sign-in."""
    return cast("User", request.user)


def must_read_cases(user: User) -> None:
    """
    Raises
        NotAllowed: the user's role opens no records.
    """
    if not user.reads_cases:
        raise NotAllowed(f"Your role, {Role(user.role).in_words}, does not open people's records.")


def case_page(view: CaseView[P]) -> View[P]:
    """
    A page that shows people's records: signed in, in a role that reads them. Hands the user to the view.

    Raises
        NotAllowed: the user's role opens no records.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        user = viewer(request)
        must_read_cases(user)
        return view(request, user, *args, **kwargs)

    return cast("View[P]", login_required(page))


def right_of(user: User, through: Through, allocation: Allocation | None) -> AccessBasis:
    """
    By what right this user sees the record today, as the ledger names it.

    Parameters
        allocation: who manages the person now, if anybody.
    """
    if through is not Through.OWNER:
        return AccessBasis(through.value)
    if allocation and allocation.officer_id == user.pk:
        return AccessBasis.OWN_CASELOAD
    if allocation and allocation.team_id == user.team_id:
        return AccessBasis.OWN_TEAM
    return AccessBasis.OWN_AGENCY


def enter_look(
    user: User,
    nominal: Nominal,
    *,
    page: Operation,
    through: Through,
    allocation: Allocation | None,
    why: str = "",
    shown: Mapping[str, str] | None = None,
) -> None:
    """
    Enter in the ledger that this user opened this page, by what right, and whether the surname is their own.

    Once a look, not once a page: see cairn.ledger.entries.looks.

    Asks the database nothing about a nominal of `get_person`; of the user, whether they may look at one more now.

    Parameters
        page: the page, as an operation declared beside its view.
        shown: ids of rows that the page shows beside the person, by their kind.

    Raises
        TooMany: more records within an hour than the operator allows.

    Source: Data Protection Act 2018 s.62(1)(c), (2).
    """
    detail: dict[str, str | int | list[str]] = {**(shown or {}), "role": user.role}
    if shares_surname(user.name, (name.surname for name in nominal.names.all())):
        detail["own_name"] = True
    basis = right_of(user, through, allocation)
    most = settings.CAIRN.records_an_hour
    looks.enter_look(user, page, nominal_id=nominal.pk, basis=basis, detail=detail, why=why, most=most)
