"""Who opens an administrator's page."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from cairn.accounts.checks import require_role
from cairn.accounts.models import User
from cairn.accounts.roles import Role
from cairn.errors import NotAllowed


def administrator(request: HttpRequest, *others: Role, act: str = "manage users") -> User:
    """
    The administrator who is signed in, or somebody in one of the other roles.

    Raises
        NotAllowed: anybody else.
    """
    user = request.user
    if not isinstance(user, User):
        raise NotAllowed("Sign in first.")
    require_role(user, {Role.ADMINISTRATOR, *others}, act=act)
    return user


def administrators_only(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Give the view the administrator who is signed in, as its second argument; refuse anybody else."""

    @login_required
    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return view(request, administrator(request), *args, **kwargs)

    return guarded
