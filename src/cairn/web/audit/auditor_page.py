"""Pages for those who audit an agency's ledger: they read what its people did, and open no record."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from cairn.accounts.checks import require_role
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.web.person.viewer import viewer

P = ParamSpec("P")


def auditor_page(
    view: Callable[Concatenate[HttpRequest, User, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    """
    A page for auditors only. Hands the user to the view.

    Raises
        NotAllowed: the user is no auditor.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        user = viewer(request)
        require_role(user, {Role.AUDITOR}, act="read an agency's ledger")
        return view(request, user, *args, **kwargs)

    return cast("Callable[Concatenate[HttpRequest, P], HttpResponse]", login_required(page))
