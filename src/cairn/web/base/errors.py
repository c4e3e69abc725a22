"""The pages that say no: one mapping from what is refused to a status and a page."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from cairn.errors import CairnError, Conflict, NotAllowed, NotFound, TooMany
from cairn.web.base.context import bare_context
from cairn.web.base.held import Held, held_by_others
from cairn.web.base.lost import about_request

# The first kind that fits gives the status; any other refusal is a bad request.
_STATUS: tuple[tuple[type[CairnError], int], ...] = (
    (NotAllowed, 403),
    (NotFound, 404),
    (Conflict, 409),
    (TooMany, 429),
)


def _page(request: HttpRequest, status: int, message: str = "", held: Held | None = None) -> HttpResponse:
    context = {"message": message, "held": held, **about_request(request)}
    return render(request, f"errors/{status}.html", context, status=status)


def refused(request: HttpRequest, error: CairnError) -> HttpResponse:
    """The page for a refusal that no form could show at a field."""
    status = next((number for kind, number in _STATUS if isinstance(error, kind)), 400)
    held = held_by_others(request) if isinstance(error, NotFound) else None
    page = _page(request, status, held.because if held else error.message, held)
    if isinstance(error, TooMany):
        page.headers["Retry-After"] = str(error.wait)
    return page


class Refusals:
    """Turns a refusal that leaves a view into its page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for a refusal; anything else is not ours to answer."""
        return refused(request, exception) if isinstance(exception, CairnError) else None


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler400: the request could not be read. Its transaction is given up by now: the database is asked nothing."""
    context = {"message": "", "held": None, **bare_context(), **about_request(request)}
    return HttpResponse(render_to_string("errors/400.html", context), status=400)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler403: not this user's to see or do."""
    return _page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """handler404: no such page, or none that this user may see."""
    return _page(request, 404)


def server_error(request: HttpRequest) -> HttpResponse:
    """handler500: asks nothing of the database, which may be what failed."""
    context = {**bare_context(), **about_request(request)}
    return HttpResponse(render_to_string("errors/500.html", context), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token has expired or is missing: CSRF_FAILURE_VIEW."""
    return render(request, "errors/csrf.html", {**about_request(request)}, status=403)
