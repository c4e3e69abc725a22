"""What every template's markup has without its author asking."""

from __future__ import annotations

import pytest

from cairn.web.base.environment import environment


def _drawn(source: str, **context: object) -> str:
    return environment().from_string(source).render(**context)


@pytest.mark.parametrize(
    ("source", "drawn"),
    [
        ('<form method="post">', '<form autocomplete="off" method="post">'),
        ('<form method="post" autocomplete="on">', '<form method="post" autocomplete="on">'),
        ('<table class="x">', '<table role="table" class="x">'),
        ("<thead><tr>", '<thead role="rowgroup"><tr role="row">'),
        ('<th scope="row" id="a">', '<th role="rowheader" scope="row" id="a">'),
        ('<th scope="col">', '<th role="columnheader" scope="col">'),
        ("<td>", '<td role="cell">'),
        ('<table role="presentation">', '<table role="presentation">'),
        ("<track><template>", "<track><template>"),
    ],
)
def test_what_a_template_leaves_out_is_written_in(source: str, drawn: str) -> None:
    assert _drawn(source) == drawn


def test_an_expression_within_a_tag_is_left_alone() -> None:
    source = '<tr class="{% if n > 1 %}many{% endif %}"><td data-label="{{ n }} > 0">{{ "<td>" }}</td></tr>'
    assert _drawn(source, n=2) == (
        '<tr role="row" class="many"><td role="cell" data-label="2 > 0">&lt;td&gt;</td></tr>'
    )
