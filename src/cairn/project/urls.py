"""Every page's address. Areas bring their own; nothing else is served."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("cairn.web.signin.urls")),
    path("", include("cairn.web.staff.urls")),
    path("", include("cairn.web.law.urls")),
    path("", include("cairn.web.worklist.urls")),
    path("", include("cairn.web.caseload.urls")),
    path("", include("cairn.web.find.urls")),
    path("", include("cairn.web.person.urls")),
    path("", include("cairn.web.as_known.urls")),
    path("", include("cairn.web.need_to_know.urls")),
    path("", include("cairn.web.actions.urls")),
    path("", include("cairn.web.entries.urls")),
    path("", include("cairn.web.amendments.urls")),
    path("", include("cairn.web.plan.urls")),
    path("", include("cairn.web.notifications.urls")),
    path("", include("cairn.web.add_person.urls")),
    path("", include("cairn.web.audit.urls")),
    path("", include("cairn.web.retention.urls")),
    path("", include("cairn.web.subject_access.urls")),
]

handler400 = "cairn.web.base.errors.bad_request"
handler403 = "cairn.web.base.errors.not_allowed"
handler404 = "cairn.web.base.errors.not_found"
handler500 = "cairn.web.base.errors.server_error"
