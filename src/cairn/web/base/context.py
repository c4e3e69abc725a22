"""What every page knows: who is signed in, where they may go, and what the page must say about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict

from django.conf import settings
from django.contrib.messages import get_messages
from django.contrib.messages.storage.base import Message
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from cairn.access.marking import marking_named, restricted_handling
from cairn.access.need_to_know.matrix import matrix
from cairn.accounts.models import User
from cairn.accounts.roles import CASE_ROLES, RECEIVERS, RECORD_KEEPERS, RECORDS_DECIDERS, SHARERS, Role
from cairn.web.base.filters import when


@dataclass(frozen=True, slots=True)
class NavItem:
    """A link of the service navigation."""

    label: str
    url: str
    active: bool


@dataclass(frozen=True, slots=True)
class UserLine:
    """Who is signed in, as the header shows it."""

    name: str
    agency: str
    role: str


class PageContext(TypedDict):
    """The names that base/layout.html uses."""

    nav: list[NavItem]
    user_line: UserLine | None
    demo: bool
    marking: str
    handling: str
    restricted_handling: str
    printed: str
    messages: list[Message]


# Who asks for access or opens a record in an emergency, answers or reviews that, takes a record over or audits it.
_DECIDERS = (
    SHARERS | RECEIVERS | matrix().unshared.roles | matrix().break_glass.roles | frozenset({Role.AUDITOR})
)
# Label, the name of the page's address, and the roles that are offered it.
NAVIGATION: tuple[tuple[str, str, frozenset[Role]], ...] = (
    ("Worklist", "worklist", CASE_ROLES),
    ("Caseload", "caseload", frozenset({Role.SUPERVISOR})),
    ("Find a person", "find", CASE_ROLES),
    ("Add a person", "add_person", RECORD_KEEPERS),
    ("Access requests", "access_to_decide", _DECIDERS),
    ("Ledger", "ledger", frozenset({Role.AUDITOR})),
    ("Audit queries", "ledger_questions", frozenset({Role.AUDITOR})),
    ("Users", "staff", frozenset({Role.ADMINISTRATOR})),
    ("Sign-ins", "sign_ins", frozenset({Role.ADMINISTRATOR, Role.AUDITOR})),
    ("Subject access", "subject_requests", RECORDS_DECIDERS),
)


def _address(name: str) -> str | None:
    """A page's address, or None on a site that leaves the page out."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def navigation(role: str, path: str) -> list[NavItem]:
    """The service navigation for a role on the page at `path`; the longest matching address is active."""
    offered = [(label, _address(name)) for label, name, roles in NAVIGATION if role in roles]
    links = [(label, address) for label, address in offered if address]
    here = max((url for _, url in links if path == url or path.startswith(url)), key=len, default="")
    if here == "/" and path != "/":
        here = ""
    return [NavItem(label, url, url == here) for label, url in links]


def bare_context() -> PageContext:
    """The same names when nothing may be asked of the database: an error page's."""
    return {
        "nav": [],
        "user_line": None,
        "demo": settings.CAIRN.demo,
        "marking": settings.CAIRN.marking,
        "handling": marking_named(settings.CAIRN.marking).handling,
        "restricted_handling": restricted_handling(),
        "printed": "",
        "messages": [],
    }


def page_context(request: HttpRequest) -> PageContext:
    """The one context processor of the pages; for somebody not signed in, the bare context and messages."""
    context = bare_context()
    context["messages"] = list(get_messages(request))
    user = getattr(request, "user", None)
    if isinstance(user, User):
        context["nav"] = navigation(user.role, request.path)
        context["user_line"] = UserLine(user.get_full_name(), user.agency.name, user.get_role_display())
        context["printed"] = f"Printed by {user.get_full_name()}, {user.agency.name}, {when(timezone.now())}"
    return context
