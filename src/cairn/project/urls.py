"""Every page's address. Areas bring their own; nothing else is served."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("cairn.web.signin.urls")),
]

handler400 = "cairn.web.base.errors.bad_request"
handler403 = "cairn.web.base.errors.not_allowed"
handler404 = "cairn.web.base.errors.not_found"
handler500 = "cairn.web.base.errors.server_error"
