"""
Answers compressed where that is worth it and gives nothing away.

Whoever can have a page asked for again and again with words of theirs in it, and watch how long the answers are,
could guess what else stands there (BREACH). Four things stand against it: each answer is lengthened at random, the
token against forged requests is masked anew in each, a page asked for by another site comes without its session
(SameSite), and pages that show a secret itself are not compressed at all.

Source: Gluck, Harris and Prado, BREACH (2013); Heal the BREACH (Palacios, Fernandez, Prieto, 2022).
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

_WORTH_IT = ("text/", "application/json", "application/xml")
# Sign-in, factors and recovery codes, invitations: small, and what they show is worth guessing.
_SECRET = ("allauth.", "cairn.web.signin.", "cairn.web.staff.")


class Compression(GZipMiddleware):
    """Text to whoever takes it compressed; pictures and documents are small already, and secrets stay as they are."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> Any:
        """The answer, compressed if it is text that shows no secret."""
        if not response.headers.get("Content-Type", "").startswith(_WORTH_IT) or _shows_a_secret(request):
            return response
        return super().process_response(request, response)


def _shows_a_secret(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is None or match.func.__module__.startswith(_SECRET)
