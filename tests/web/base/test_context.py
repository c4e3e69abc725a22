"""What every page knows."""

from __future__ import annotations

import pytest
from django.test import override_settings
from django.urls import path

from cairn.accounts.roles import Role
from cairn.web.base.context import navigation
from cairn.web.base.errors import server_error

urlpatterns = [
    path("", server_error, name="worklist"),
    path("people/find/", server_error, name="find"),
    path("people/add/", server_error, name="add_person"),
    path("access/", server_error, name="access_to_decide"),
]


@pytest.fixture(autouse=True)
def _addresses() -> object:
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (Role.OFFENDER_MANAGER, ["Worklist", "Find a person", "Add a person", "Access requests"]),
        (Role.PARTNER, ["Worklist", "Find a person"]),
        (Role.FRONT_COUNTER, ["Worklist", "Find a person", "Add a person"]),
        (Role.COORDINATOR, ["Worklist", "Find a person", "Access requests"]),
        (Role.ADMINISTRATOR, []),
        (Role.AUDITOR, ["Access requests"]),
    ],
)
def test_a_role_is_offered_the_pages_it_may_open(role: Role, labels: list[str]) -> None:
    assert [item.label for item in navigation(role, "/")] == labels


@pytest.mark.parametrize(
    ("where", "active"),
    [
        ("/", ["Worklist"]),
        ("/people/find/", ["Find a person"]),
        ("/people/add/name/", ["Add a person"]),
        ("/people/7f3c/", []),
    ],
)
def test_the_page_one_is_on_is_marked(where: str, active: list[str]) -> None:
    marked = [item.label for item in navigation(Role.OFFENDER_MANAGER, where) if item.active]
    assert marked == active
