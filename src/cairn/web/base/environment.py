"""Jinja2 as Cairn's pages use it: our areas' templates, GOV.UK's macros, filters, and strictness."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from django.templatetags.static import static
from django.urls import reverse
from jinja2 import (
    ChainableUndefined,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    UndefinedError,
)
from jinja2.utils import missing

from cairn.web.base.chosen import chosen_filters
from cairn.web.base.fields import component, error_list, is_revealed, revealed_by
from cairn.web.base.filters import DUTY_STATES, FILTERS, query
from cairn.web.base.markup import CompleteMarkup

_AREAS = Path(__file__).resolve().parent.parent
# GOV.UK's macros say these two for "nothing given".
_NOTHING = frozenset({"undefined", "null"})


class PageUndefined(ChainableUndefined):
    """
    A name or attribute that a template asks for and nobody gave.

    Strict for names and for attributes of our own objects: a misspelt fact must be an error, never an
    empty place on a page. Lenient for keys of a dictionary, because GOV.UK's macros are called with a
    dictionary of options of which most are left out.
    """

    __slots__ = ()

    def _given_leave(self) -> bool:
        name, owner = self._undefined_name, self._undefined_obj
        if self._undefined_hint or name is None or name in _NOTHING:
            return True
        return owner is not missing and isinstance(owner, (Mapping, PageUndefined))

    def _refuse(self) -> None:
        if not self._given_leave():
            raise UndefinedError(self._undefined_message)

    def __getattr__(self, name: str) -> Any:
        if not name.startswith("__"):
            self._refuse()
        return super().__getattr__(name)

    def __getitem__(self, key: Any) -> Any:
        self._refuse()
        return self

    def __str__(self) -> str:
        self._refuse()
        return ""

    def __html__(self) -> str:
        return str(self)

    def __bool__(self) -> bool:
        self._refuse()
        return False

    def __len__(self) -> int:
        self._refuse()
        return 0

    def __iter__(self) -> Any:
        self._refuse()
        return iter(())

    def __eq__(self, other: object) -> bool:
        self._refuse()
        return isinstance(other, PageUndefined)

    def __hash__(self) -> int:
        return id(PageUndefined)


def url(name: str, /, *args: Any, **kwargs: Any) -> str:
    """Address of a named page, as in `url('person', nominal.pk)`."""
    return reverse(name, args=args, kwargs=kwargs)


def environment(**options: Any) -> Environment:
    """
    Jinja2's environment for Django's backend.

    Finds every area's templates (web/<area>/templates), so that a new area needs no setting, and
    GOV.UK's macros under govuk_frontend_jinja/.
    """
    areas = sorted(str(folder) for folder in _AREAS.glob("*/templates"))
    options["loader"] = ChoiceLoader(
        [
            FileSystemLoader(areas),
            PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
        ]
    )
    options["undefined"] = PageUndefined
    options["autoescape"] = True
    options.setdefault("trim_blocks", True)
    options.setdefault("lstrip_blocks", True)
    options.setdefault("extensions", [CompleteMarkup])
    made = Environment(**options)  # noqa: S701 -- autoescape is on: two lines above
    made.filters.update(FILTERS)
    made.globals.update(
        chosen_filters=chosen_filters,
        component=component,
        duty_states=DUTY_STATES,
        error_list=error_list,
        is_revealed=is_revealed,
        revealed_by=revealed_by,
        query=query,
        static=static,
        url=url,
    )
    return made
