"""Typed words are kept word for word, and blocks come and go without losing others'."""

from __future__ import annotations

from django.http import QueryDict

from cairn.web.actions.typed import as_data, done, is_done, typed_in
from cairn.web.wizard.typed import blocks, one_more, without


def test_words_are_kept_and_machinery_is_not() -> None:
    post = QueryDict(
        "surname=O%27Neill&matters=initial&matters=change&page_note=x&csrfmiddlewaretoken=y&then=another&done=yes"
    )
    assert typed_in(post) == {"surname": ["O'Neill"], "matters": ["initial", "change"]}


def test_what_was_typed_reads_back_the_same() -> None:
    typed = {"lines": ["1 High St\r\nKendal"], "matters": ["initial", "change"]}
    assert typed_in(as_data(typed)) == typed


def test_a_block_is_added_at_the_end() -> None:
    assert blocks(None) == 1
    assert blocks(one_more({"0-surname": ["A"]})) == 2
    assert one_more({"0-surname": ["A"], "blocks": ["12"]})["blocks"] == ["12"]


def test_a_block_taken_out_moves_up_those_after_it() -> None:
    typed = {"0-surname": ["A"], "1-surname": ["B"], "2-surname": ["C"], "blocks": ["3"]}
    assert without(typed, 1) == {"0-surname": ["A"], "1-surname": ["C"], "blocks": ["2"]}


def test_a_count_that_is_no_number_is_one_block() -> None:
    assert blocks({"blocks": ["many"]}) == 1
    assert blocks({"blocks": ["-3"]}) == 1
    assert blocks({"blocks": ["999"]}) == 12
    assert blocks({"blocks": ["9" * 5000]}) == 1
    assert without({"9" * 5000 + "-surname": ["A"]}, 1)["9" * 5000 + "-surname"] == ["A"]


def test_only_a_step_found_right_is_done() -> None:
    assert not is_done({"surname": ["A"]})
    assert is_done(done({"surname": ["A"]}))
