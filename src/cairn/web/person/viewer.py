"""Who is looking at a page about people, and who may."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from cairn.access.models import User
from cairn.errors import NotAllowed

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]
CaseView = Callable[Concatenate[HttpRequest, User, P], HttpResponse]


def viewer(request: HttpRequest) -> User:
    """The signed-in user of a page that asks for sign-in."""
    return cast("User", request.user)


def case_page(view: CaseView[P]) -> View[P]:
    """
    A page that shows people's records: signed in, in a role that reads them. Hands the user to the view.

    Raises
        NotAllowed: the user's role opens no records.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        user = viewer(request)
        if not user.reads_cases:
            raise NotAllowed(f"The role {user.get_role_display().lower()} does not open people's records.")
        return view(request, user, *args, **kwargs)

    return cast("View[P]", login_required(page))
