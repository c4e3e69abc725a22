"""Saving typed words in whoever's name they are, whether or not the session still holds."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.record.notifications.drafts import draft_of, save_draft
from cairn.web.journey.claims import Claim, author, read
from cairn.web.journey.typed import done, typed_in


def claimed(request: HttpRequest, journey: str, nominal_id: UUID | None) -> Claim | None:
    """The page's note, if it is ours and about this journey and this person."""
    claim = read(request.POST.get("claim", ""))
    return claim if claim and (claim.journey, claim.nominal_id) == (journey, nominal_id) else None


def is_authors(request: HttpRequest, claim: Claim) -> bool:
    """Whether whoever is signed in now is who typed the words."""
    return bool(request.user.is_authenticated and request.user.pk == claim.user_id)


def save_for_author(request: HttpRequest, claim: Claim, slug: str) -> bool:
    """
    Save the words of a page for their author, in one transaction in the author's name.

    False if the author may no longer sign in, or has signed out of the session that the page is of, and is not
    signed in again: nothing is saved.
    """
    user = cast("User", request.user) if is_authors(request, claim) else author(claim)
    if user is None:
        return False
    typed = typed_in(request.POST)
    with acting_as(user):
        draft = draft_of(user, journey=claim.journey, nominal_id=claim.nominal_id)
        # The same words as were sent: a save that was on its way when the page was sent comes after it, and
        # must not make a finished step unfinished.
        if draft is None or draft.typed.get(slug) != done(typed):
            save_draft(user, journey=claim.journey, nominal_id=claim.nominal_id, typed={slug: typed})
    return True


def sign_in_and_return(page: str) -> HttpResponse:
    """To the sign-in page, and from there back to the page."""
    return redirect(f"/sign-in/?{urlencode({'next': page})}")


def autosave(request: HttpRequest, *, journey: str, nominal_id: UUID | None) -> HttpResponse:
    """
    What the page's script sends while somebody types: saved, and when, or why not.

    Parameters
        request: POST with the page's fields, its `claim`, and `step` in the query.
    """
    claim = claimed(request, journey, nominal_id)
    slug = request.GET.get("step", "")
    if claim is None or not slug.isascii() or not 0 < len(slug) <= 40:
        return JsonResponse({"saved": None, "why": "This page is too old to save from."}, status=403)
    if not save_for_author(request, claim, slug):
        return JsonResponse(
            {"saved": None, "why": "You have signed out since. Sign in and open the page again."}, status=403
        )
    return JsonResponse(
        {"saved": f"{timezone.localtime():%H:%M}", "signedIn": is_authors(request, claim)},
        headers={"Cache-Control": "no-store"},
    )
