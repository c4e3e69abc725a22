"""What the answer says and does not say."""

from __future__ import annotations

import io
import json

import pytest
from pypdf import PdfReader

from cairn.documents.subject_access.data import Answer, answer, as_json, typeset
from cairn.record.subject_access.models import AccessItem

ITEMS = [
    AccessItem(title="Name", content=[["Surname", "Testcase"]], decision="disclose"),
    AccessItem(
        title="Visit",
        content=[["Visited on", "4 March 2024"], ["Visited by", "Officer Hidden"]],
        decision="redact",
        withheld=["Visited by"],
        ground="others",
    ),
    AccessItem(title="Plan", content=[["Summary", "Hidden plan"]], decision="withhold", ground="crime"),
    AccessItem(
        title="Hold on disposal",
        content=[["Reason", "Hidden inquiry"]],
        decision="withhold",
        ground="inquiry",
        silent=True,
    ),
    AccessItem(
        kind="record_disclosure",
        title="Disclosure about you to somebody else",
        content=[["Who was told", "Ashgarth School"], ["What they were told", "Hidden words"]],
        decision="redact",
        withheld=["What they were told"],
        ground="others",
    ),
    AccessItem(
        kind="record_disclosure",
        title="Disclosure about you to somebody else",
        content=[["Who was told", "Ruritanian Police"], ["To which country", "Ruritania"]],
        decision="disclose",
    ),
    AccessItem(
        kind="record_disclosure",
        title="Disclosure about you to somebody else",
        content=[["Who was told", "Hidden recipient"]],
        decision="withhold",
        ground="crime",
    ),
]


def _answer(outcome: str, *, draft: bool = False) -> Answer:
    return answer(
        issuer="Fellside Constabulary",
        marking="OFFICIAL-SENSITIVE",
        reference="7F3A-91C2-04BE",
        outcome=outcome,
        about=(("You asked on", "3 March 2026"),),
        items=ITEMS,
        draft=draft,
    )


def _text(content: Answer) -> str:
    reader = PdfReader(io.BytesIO(typeset(content)))
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    return " ".join(" ".join(page.extract_text().split()) for page in reader.pages)


def test_what_is_withheld_is_seen_to_be_withheld_and_what_is_silent_is_not() -> None:
    for text in (_text(_answer("part")), as_json(_answer("part")).decode()):
        assert "Testcase" in text
        assert "[withheld: third-party information]" in text
        assert "[withheld: prevention or detection of crime]" in text
        for hidden in ("Hidden", "Hold on disposal", "inquiry or procedure", "45(4)(a)"):
            assert hidden not in text


def test_the_letter_names_each_recipient_before_the_data() -> None:
    content = _answer("part")
    assert [(kind.title, kind.names) for kind in content.recipients] == [
        (
            "People and bodies that were told something about you",
            ("Ashgarth School", "[withheld: prevention or detection of crime]"),
        ),
        ("Outside the United Kingdom", ("Ruritanian Police, Ruritania",)),
    ]
    letter = _text(content).split("The data")[0]
    for said in ("Who has received your data", "Ashgarth School", "Ruritanian Police, Ruritania"):
        assert said in letter


def test_with_no_recipient_the_letter_does_not_point_at_a_list() -> None:
    content = answer(
        issuer="Fellside Constabulary",
        marking="OFFICIAL-SENSITIVE",
        reference="7F3A-91C2-04BE",
        outcome="full",
        about=(),
        items=ITEMS[:1],
        draft=False,
    )
    assert content.recipients == ()
    assert dict(content.information)["Who has received it"] == "There is nobody whom we are required to name."


@pytest.mark.parametrize("outcome", ["restricted", "unfounded", "neither", "not-pursued"])
def test_a_refusal_discloses_nothing_and_says_where_to_complain(outcome: str) -> None:
    content = _answer(outcome)
    text = _text(content)
    assert content.parts == ()
    assert "Testcase" not in text
    assert "Information Commissioner" in text
    assert "section 51" in text


def test_neither_confirming_nor_denying_gives_no_reason_that_would_tell() -> None:
    content = _answer("neither")
    assert (content.reasons, content.information, content.recipients) == ((), (), ())
    assert "neither confirm nor deny" in _text(content)


def test_a_draft_says_so_on_every_page_and_a_released_answer_does_not() -> None:
    reader = PdfReader(io.BytesIO(typeset(_answer("part", draft=True))))
    assert all("not released" in page.extract_text() for page in reader.pages)
    assert "not released" not in _text(_answer("part"))


def test_json_is_the_same_answer() -> None:
    read = json.loads(as_json(_answer("part")))
    assert read["parts"][0] == {
        "title": "Name",
        "facts": [{"label": "Surname", "value": "Testcase", "withheld": False}],
    }


def test_nothing_undecided_can_be_set() -> None:
    with pytest.raises(ValueError, match="has not been decided"):
        answer(
            issuer="",
            marking="",
            reference="",
            outcome="part",
            about=(),
            items=[AccessItem(title="x", content=[["a", "b"]])],
            draft=False,
        )
