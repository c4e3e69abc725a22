"""How often one address asks the public page: counted in this process's memory for a minute, and kept nowhere."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse

from cairn.errors import TooMany

View = Callable[[HttpRequest], HttpResponse]


def at_a_public_pace(view: View) -> View:
    """
    Refuse an address that asks more often in a minute than CAIRN_QUESTIONS_A_MINUTE allows.

    The database is not asked: what this guards is the work of answering, and who asks stays unwritten.

    Raises
        TooMany: say what to do.
    """

    @wraps(view)
    def page(request: HttpRequest) -> HttpResponse:
        most = settings.CAIRN.questions_a_minute
        if most:
            near, key = caches["near"], f"public-{get_adapter(request).get_client_ip(request)}"
            if not near.add(key, 1, 60) and _one_more(key) > most:
                raise TooMany(
                    f"There have been {most} questions in a minute from your network. Wait a minute and try again.",
                    wait=60,
                )
        return view(request)

    return page


def _one_more(key: str) -> int:
    try:
        return caches["near"].incr(key)
    except ValueError:  # its minute ended just now
        return 1
