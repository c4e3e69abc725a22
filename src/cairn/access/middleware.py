"""One transaction a request, in the name of the request's user."""

from __future__ import annotations

import uuid
from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse

from cairn.access.refused import enter_refusal
from cairn.accounts.database_user import bind
from cairn.accounts.models import User
from cairn.errors import CairnError
from cairn.ledger.request_context import ASKED, ASKED_BY, current_request, current_user_id


class RequestTransaction:
    """
    Everything a request reads or writes happens in one transaction bound to its user.

    An unexpected error undoes all of it. A refusal the user is told about does not: what was logged
    on the way to it stays logged, and the refusal itself is entered.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token, before = current_request.set(str(uuid.uuid4())), current_user_id.set("")
        try:
            with transaction.atomic():
                asker = request.user.pk if request.user.is_authenticated else None
                current_user_id.set(str(asker or ""))
                # The framework logs a refusal after we have answered it.
                request.META |= {ASKED: current_request.get(), ASKED_BY: current_user_id.get()}
                bind(asker)
                response = self.get_response(request)
                if response.status_code >= 500:
                    transaction.set_rollback(True)
                elif (
                    not transaction.get_rollback()
                    and isinstance(request.user, User)
                    and request.user.pk == asker
                ):
                    enter_refusal(request, request.user, response.status_code)
            return response
        finally:
            current_request.reset(token)
            current_user_id.reset(before)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """
        Django turns the error into a page inside our block; say here that nothing may stay.

        A refusal is no error: each service undoes its own act, and what was logged before it stays.
        """
        if not isinstance(exception, (CairnError, Http404, PermissionDenied)):
            transaction.set_rollback(True)
