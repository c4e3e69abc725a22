"""Where somebody goes when it is done: back to where they came from, an address of ours with nobody's name in it."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

from cairn.web.actions.page import ActionPage, Opened

# Pages to come back to. From any other, a person's page is the better place.
_PLACES = frozenset(
    {"worklist", "timeline", "reasons", "plan", "history", "history_index", "retention", "access"}
)
# What may stand in the address one comes back to: choices of ours, never what somebody typed.
_KEPT = frozenset({"scope", "state", "kind", "risk", "page", "sort", "officer", "team", "agency", "level"})


def back_of(page: ActionPage, opened: Opened) -> str:
    """Where the page leads back to, unless it knows where its reader came from: the person's page, or the first."""
    if page.back is not None:
        return page.back(opened)
    return reverse("person", args=[opened.nominal_id]) if opened.header else reverse("worklist")


def came_from(page: ActionPage, opened: Opened) -> str:
    """The address that the reader came from, if it is one to come back to; else the page's own."""
    own = back_of(page, opened)
    return own if page.back is not None else _place(opened.request) or own


def _place(request: HttpRequest) -> str:
    referer = request.headers.get("Referer", "")
    if not url_has_allowed_host_and_scheme(referer, {request.get_host()}, request.is_secure()):
        return ""
    parts = urlsplit(referer)
    try:
        match = resolve(parts.path)
    except Resolver404:
        return ""
    if match.url_name not in _PLACES:
        return ""
    query = QueryDict(mutable=True)
    for key, values in QueryDict(parts.query).lists():
        if key in _KEPT:
            query.setlist(key, values)
    return parts.path + (f"?{query.urlencode()}" if query else "")
