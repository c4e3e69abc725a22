"""Adding somebody, and handing over the invitation by which they choose their password."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cairn.accounts.administration.services import invite
from cairn.accounts.models import User
from cairn.accounts.staff.queries import teams_of
from cairn.accounts.staff.services import create_user
from cairn.errors import BadInput, Conflict
from cairn.web.base.forms import add_refusal
from cairn.web.signin.step_up import fresh_sign_in
from cairn.web.staff.administrator import administrators_only
from cairn.web.staff.forms import AddForm


@require_http_methods(["GET", "POST"])
@administrators_only
@fresh_sign_in
def add_staff(request: HttpRequest, actor: User) -> HttpResponse:
    """The page that adds a user; then their invitation, shown once."""
    form = AddForm(request.POST or None, teams=teams_of(actor))
    if form.is_valid():
        try:
            user = create_user(actor, agency=actor.agency, password=None, **form.cleaned_data)
        except (BadInput, Conflict) as refusal:
            add_refusal(form, refusal)
        else:
            return invitation(request, actor, user)
    context = {"form": form, "heading": "Add a user", "button": "Add user", "back": reverse("staff")}
    return render(request, "base/form.html", context)


def invitation(request: HttpRequest, actor: User, user: User) -> HttpResponse:
    """The invitation's address, to be handed to that person and nobody else."""
    token = invite(actor, user_id=user.pk)
    address = request.build_absolute_uri(reverse("choose_password", args=[user.pk, token]))
    return render(request, "staff/invitation.html", {"person": user, "address": address})
