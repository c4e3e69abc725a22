"""What every answer tells the browser, beside what Django and the content policy say."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

_ALWAYS = {
    # No other site's page may show a photograph or a document of ours, even to somebody signed in here.
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}


class BrowserHeaders:
    """
    Keeps what we answer to our own pages, and clears what the browser kept when somebody signs out.

    Source: Fetch (Cross-Origin-Resource-Policy); W3C Clear Site Data.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in _ALWAYS.items():
            response.headers.setdefault(name, value)
        if request.method == "POST" and request.path == reverse("account_logout"):
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
