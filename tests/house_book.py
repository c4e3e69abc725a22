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

BOOK = Path(__file__).parent.parent / "docs" / "contributors"
_HEAD = "<!-- Printed from the code by `python -m tests.house_book`; do not edit. -->\n\n"


def pages() -> dict[str, str]:
    """Each page of lists, by its file's name."""
    return {"subjects.md": _HEAD + subjects_page(), "who-hears-what.md": _HEAD + handlers_page()}


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


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cairn.project.settings")
    import django  # noqa: PLC0415  beside them

    django.setup()
    for name, text in pages().items():
        (BOOK / name).write_text(text)
        print(f"{name}: {len(text.splitlines())} lines", file=sys.stderr)


if __name__ == "__main__":
    main()
