"""Passwords and second factors are for accounts of Cairn's own; an agency's people have theirs at the agency."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from cairn.accounts.models import User


def own_factors(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """Send somebody who signs in at their agency back to their account's page, which says why."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if isinstance(request.user, User) and request.user.provider_id is not None:
            return redirect("mfa_index")
        answer: HttpResponse = view(request, *args, **kwargs)
        return answer

    return guarded
