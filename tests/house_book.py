"""
The lists in the contributors' book, printed from the house itself: `python -m tests.house_book`.

A test compares them, so that the book cannot say what is no longer so.
"""

from __future__ import annotations

import inspect
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

BOOK = Path(__file__).parent.parent / "docs" / "contributors"
_HEAD = "<!-- Printed from the code by `python -m tests.house_book`; do not edit. -->\n\n"


def pages() -> dict[str, str]:
    """Each page of lists, by its file's name."""
    return {
        "subjects.md": _HEAD + subjects_page(),
        "unread-law.md": _HEAD + unread_law_page(),
        "who-hears-what.md": _HEAD + handlers_page(),
        "pages.md": _HEAD + action_pages_page(),
    }


def unread_law_page() -> str:
    """Which rows of the law rest on memory, on a twin or on a secondary source, and what would settle each."""
    from cairn.law.unread import unread  # noqa: PLC0415  beside the others

    lines = [
        "# Law that was not read",
        "",
        (
            "Every row and figure whose own text nobody has read, from the data of the law room itself. `unverified` "
            "is from memory or a secondary source, `derived` from a twin provision. `cairn law unread` prints the same."
        ),
        "",
        "| where | what | status | meanwhile | rests on | settled by |",
        "|---|---|---|---|---|---|",
    ]
    for each in unread():
        cells = (each.where, each.what, each.status, each.effect, each.rests_on, each.settled_by)
        lines.append(f"| {' | '.join(cell.replace('|', '/') for cell in cells)} |")
    return "\n".join([*lines, ""])


def subjects_page() -> str:
    """Every kind of fact, and where it is declared."""
    from cairn.project.subjects import SUBJECTS  # noqa: PLC0415  needs the rooms loaded

    lines = [
        "# Every kind of fact",
        "",
        "| key | one is | fact kind (who reads it) | table | put right by | declared in |",
        "|---|---|---|---|---|---|",
    ]
    for each in SUBJECTS:
        folder = Path(inspect.getfile(each.model)).parent
        where = folder.relative_to(Path(__file__).parent.parent / "src" / "cairn")
        if each.can_be is None:
            amended = str(each.amending)
        else:
            ways = [
                "correct",
                *(["withdraw"] if each.can_be.withdraws else []),
                *(["end"] if each.can_be.ends else []),
            ]
            amended = f"{', '.join(ways)}: {', '.join(sorted(each.can_be.roles))}"
        lines.append(f"| `{each.key}` | {each.one} | {each.fact} | `{each.table}` | {amended} | `{where}` |")
    return "\n".join([*lines, ""])


def handlers_page() -> str:
    """Who hears of which announcement, in order."""
    from cairn.project.handlers import HANDLERS  # noqa: PLC0415  needs the rooms loaded

    def rows() -> Iterator[str]:
        for kind, handlers in HANDLERS.items():
            said = (inspect.getdoc(kind) or "").split("\n")[0]
            heard = " then ".join(f"`{each.__module__}.{each.__name__}`" for each in handlers)
            yield f"| `{kind.__name__}`: {said} | {heard} |"

    head = ["# Who hears what", "", "| announcement | heard by, in this order |", "|---|---|"]
    return "\n".join([*head, *rows(), ""])


def action_pages_page() -> str:
    """Every page on which somebody does something, who may, and what it rests on."""
    from django.urls import get_resolver  # noqa: PLC0415  needs the settings

    def rows(patterns: Any, before: str) -> Iterator[str]:
        for each in patterns:
            route = f"{before}{each.pattern}"
            if hasattr(each, "url_patterns"):
                yield from rows(each.url_patterns, route)
            elif page := getattr(each.callback, "page", None):
                yield f"| `/{route}` | {page.opens.sentence} | {_who(page)} | {_rests_on(page)} |"

    head = ["# Every page on which somebody does something", ""]
    head += ["| address | in the ledger | who may | told if it changed meanwhile |", "|---|---|---|---|"]
    return "\n".join([*head, *sorted(rows(get_resolver().url_patterns, "")), ""])


def _who(page: Any) -> str:
    if page.by_anybody_reading or page.outside:
        return "the service decides"
    if callable(page.roles):
        return "depends on what it is done to"
    return ", ".join(sorted(role.in_words for role in page.roles))


def _rests_on(page: Any) -> str:
    return page.watches if isinstance(page.watches, str) else "yes"


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cairn.project.settings")
    import django  # noqa: PLC0415  beside them

    django.setup()
    for name, text in pages().items():
        (BOOK / name).write_text(text)
        print(f"{name}: {len(text.splitlines())} lines", file=sys.stderr)


if __name__ == "__main__":
    main()
