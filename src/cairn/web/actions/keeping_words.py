"""Keeping typed words in whoever's name they are, whether or not the session still holds."""

from __future__ import annotations

from types import EllipsisType
from typing import cast
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from cairn.accounts.database_user import acting_as
from cairn.accounts.models import User
from cairn.accounts.sign_in.ended_sessions import was_left
from cairn.errors import CairnError, NotAllowed
from cairn.record.drafts.queries import draft_of, drafts_by, sent_before
from cairn.record.drafts.services import discard_draft, save_draft
from cairn.web.actions.note import FIELD, PageNote, author, read
from cairn.web.actions.typed import done, typed_in

TOO_OLD = "This page is more than a day old, or was not made for you. Open it again: what was saved is there."
SIGNED_OUT = (
    "You have signed out since you opened this page, so it has not been saved. Sign in in another tab, come back "
    "here with the back button, and send it again."
)
SOMEBODY_ELSE = "Somebody else is signed in now. What was typed is saved for the person who typed it."
# The one step of a page that is not a wizard's.
ONLY_STEP = "form"


def note_of(request: HttpRequest, page: str, nominal_id: UUID | EllipsisType | None = ...) -> PageNote | None:
    """
    The page's note, if it is ours and of this page.

    Parameters
        nominal_id: whom it must be about, where the page's name does not say so.
    """
    note = read(request.POST.get(FIELD, ""))
    if note is None or note.page != page:
        return None
    return note if nominal_id is ... or note.nominal_id == nominal_id else None


def is_authors(request: HttpRequest, note: PageNote) -> bool:
    """Whether whoever is signed in now is who typed the words."""
    return bool(request.user.is_authenticated and request.user.pk == note.user_id)


def sign_in_and_return(page: str) -> HttpResponse:
    """To the sign-in page, and from there back to the page."""
    return redirect(f"/sign-in/?{urlencode({'next': page})}")


def rescue(
    request: HttpRequest,
    *,
    page: str,
    nominal_id: UUID | EllipsisType | None = ...,
    step: str = ONLY_STEP,
    keep: bool = True,
) -> HttpResponse | None:
    """
    What a page that was sent needs before anything else; None if it may be answered in the usual way.

    Signed out, or somebody else signed in meanwhile at the same counter: the words are kept for who typed
    them, and the page asks for sign-in.

    Parameters
        nominal_id: see note_of; step: of a wizard, whose words these are.
        keep: whether there are words to keep.

    Raises
        PermissionDenied: the page's note is missing, not ours, or older than a day.
        NotAllowed: its author has signed out since, which voids it, and is not signed in again.
    """
    if request.method != "POST":
        return None if request.user.is_authenticated else sign_in_and_return(request.get_full_path())
    note = note_of(request, page, nominal_id)
    if note is None:
        raise PermissionDenied(TOO_OLD)
    if is_authors(request, note):
        return None
    if was_left(note.mark):
        raise NotAllowed(SIGNED_OUT)
    if keep:
        keep_for_author(request, note, step)
    if request.user.is_authenticated:
        raise PermissionDenied(SOMEBODY_ELSE)
    return sign_in_and_return(request.path)


def keep_for_author(request: HttpRequest, note: PageNote, step: str) -> bool:
    """
    Keep the words of a page for their author, in one transaction in the author's name.

    False if the author may no longer sign in, or has signed out of the session that the page is of, and is not
    signed in again: nothing is kept.
    """
    user = cast("User", request.user) if is_authors(request, note) else author(note)
    if user is None:
        return False
    typed = typed_in(request.POST)
    with acting_as(user):
        # A save that was on its way when the page was sent comes after it: it must neither make a finished step
        # unfinished nor a draft of what was done.
        if note.token and sent_before(user, token=note.token):
            return True
        draft = draft_of(user, page=note.page, nominal_id=note.nominal_id)
        if draft is None or draft.typed.get(step) != done(typed):
            save_draft(
                user, page=note.page, nominal_id=note.nominal_id, typed={step: typed}, address=note.address
            )
    return True


@csrf_exempt
@require_POST
def keep_typed(request: HttpRequest) -> HttpResponse:
    """
    What the page's script sends while somebody types: kept, and when, or why not.

    The signed note stands in for the cross-site token, because that one is renewed at sign-in, and a page left open
    over a sign-in would lose its words.

    Parameters
        request: POST with the page's fields, its note, and for a wizard's page `step` in the query.
    """
    note, step = read(request.POST.get(FIELD, "")), request.GET.get("step", ONLY_STEP)
    if note is None or not step.isascii() or not 0 < len(step) <= 40:
        return _not_kept("This page is too old to save from.")
    try:
        if not keep_for_author(request, note, step):
            return _not_kept("You have signed out since. Sign in and open the page again.")
    except CairnError as refusal:
        return _not_kept(refusal.message)
    return JsonResponse(
        {"saved": f"{timezone.localtime():%H:%M}", "signedIn": is_authors(request, note)},
        headers={"Cache-Control": "no-store"},
    )


def _not_kept(why: str) -> HttpResponse:
    return JsonResponse({"saved": None, "why": why}, status=403)


@require_POST
@login_required
def discard(request: HttpRequest, draft_id: UUID) -> HttpResponse:
    """Forget what was left unfinished, and begin its page anew."""
    user = cast("User", request.user)
    draft = next((each for each in drafts_by(user) if each.pk == draft_id), None)
    discard_draft(user, draft_id=draft_id)
    messages.success(request, "Discarded.")
    return redirect(draft.address if draft and draft.address else "worklist")
