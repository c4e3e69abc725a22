"""Opening an action page: who is asking, about whom, whether they may, and what it is done to."""

from __future__ import annotations

from django.http import HttpRequest

from cairn.accounts.models import User
from cairn.dates import today
from cairn.errors import NotAllowed
from cairn.web.actions.page import ActionPage, Ids, Opened, said
from cairn.web.person.header import open_person
from cairn.web.person.viewer import must_read_cases


def open_page(page: ActionPage, request: HttpRequest, user: User, ids: Ids) -> Opened:
    """
    The page as this user may open it; that they looked at the person is entered in the ledger.

    Raises
        NotFound: no such person or row, or none that this user may see.
        NotAllowed: the user's role opens no records, or may not do this.
        Conflict: it can no longer be done.
    """
    if page.outside is not None:
        return page.outside(request, user, ids)
    must_read_cases(user)
    day = today()
    header = open_person(user, page.whose(user, ids), page=page.opens, tab=page.tab, today=day)
    opened = Opened(request, user, day, ids, header)
    if not page.by_anybody_reading and (not header.owns or user.role not in said(page.roles, opened)):
        raise NotAllowed(page.refusal)
    opened.row = page.row(opened)
    return opened
