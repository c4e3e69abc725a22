"""
What every page's markup has without its author asking: forms that browsers keep nothing of, tables that stay tables.

Written into a template as it is compiled, so that no template can lack it and no page pays for it.
"""

from __future__ import annotations

import re

from jinja2.ext import Extension

# Jinja's own expressions may hold any sign, and stand within a tag or a value.
_JINJA = r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}"
_VALUE = rf'"(?:{_JINJA}|[^"])*"'
_TAG = re.compile(
    rf"{_JINJA}|<(form|table|thead|tbody|tfoot|tr|th|td)\b((?:{_JINJA}|{_VALUE}|[^<>{{}}\"])*)>", re.DOTALL
)
_ROLES = {
    "table": "table",
    "thead": "rowgroup",
    "tbody": "rowgroup",
    "tfoot": "rowgroup",
    "tr": "row",
    "td": "cell",
}


def _role(tag: str, attributes: str) -> str:
    if tag == "th":
        return "rowheader" if 'scope="row"' in attributes else "columnheader"
    return _ROLES[tag]


def _complete(match: re.Match[str]) -> str:
    tag, attributes = match[1], match[2]
    if tag is None:
        return match[0]
    if tag == "form":
        return match[0] if "autocomplete=" in attributes else f'<form autocomplete="off"{attributes}>'
    return match[0] if "role=" in attributes else f'<{tag} role="{_role(tag, attributes)}"{attributes}>'


class CompleteMarkup(Extension):
    """
    Completes a template's source, where it does not say otherwise.

    - `autocomplete="off"` on every form. A browser keeps what stands in a form in its session files, on a disk
      that others use; a sign-in field names its own token and is offered as before.
    - the role of every table, row and cell. On a phone our tables are drawn as blocks, and some browsers then tell
      a screen reader nothing of rows and headings.

    Source: HTML Standard, 4.10.18.7 (autofill) and WAI-ARIA 1.2, table roles.
    """

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source with what it lacked."""
        return _TAG.sub(_complete, source)
