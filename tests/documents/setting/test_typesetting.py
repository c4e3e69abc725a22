"""Both documents in every script on which people's names are written; and no text keeps one from being made."""

from __future__ import annotations

import io
import logging
from collections.abc import Callable
from pathlib import Path
from unittest.mock import patch

import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from cairn.documents.acknowledgement.data import Acknowledgement
from cairn.documents.acknowledgement.data import typeset as set_acknowledgement
from cairn.documents.setting import typesetting
from cairn.documents.setting.fonts import directories, fonts
from cairn.documents.setting.letters import set_or_named
from cairn.documents.subject_access.data import Answer, Fact, Part, as_json
from cairn.documents.subject_access.data import typeset as set_answer
from tests.documents.reading import spoken
from tests.documents.setting.test_letters import ANYTHING, LETTERS

NAMES = {
    "Amharic": "አበበ ቢቂላ",
    "Arabic": "محمد علي",
    "Armenian": "Արամ Խաչատրյան",
    "Bengali": "রহমান শেখ",
    "Burmese": "မောင်မောင်",
    "Chinese, simplified": "张伟 𠮷",
    "Chinese, traditional": "歐陽陳",
    "Cyrillic": "Іван Ђорђевић",
    "Devanagari": "राम श्रीवास्तव",
    "Georgian": "გიორგი ბერიძე",
    "Greek": "Γιώργος Παπαδόπουλος",
    "Gujarati": "ગુજરાતી પટેલ",
    "Gurmukhi": "ਗੁਰਪ੍ਰੀਤ ਸਿੰਘ",
    "Hebrew": "דוד כהן",
    "Japanese": "山田たろう カナ",
    "Kannada": "ಕನ್ನಡ",
    "Khmer": "សុខ សុវណ្ណ",
    "Korean": "김철수",
    "Lao": "ສົມຈິດ",
    "Latin of Europe": "Łukasz Þórðarson Őry",
    "Malayalam": "മലയാളം",
    "Odia": "ଓଡ଼ିଆ",
    "Persian and Urdu": "پژمان گوڑے",
    "Sinhala": "සිංහල පෙරේරා",
    "Tamil": "தமிழ்ச்செல்வன்",
    "Telugu": "తెలుగు",
    "Thai": "สมชาย ใจดี",
    "Vietnamese": "Nguyễn Thị Ánh",
    "Yoruba": "Ọláṣubọ̀mí",
}
RIGHT_TO_LEFT = {"Arabic", "Hebrew", "Persian and Urdu"}
# Of some clusters of several glyphs each glyph bears the characters of all: a reader gets them more than once.
REPEATED = {"Arabic", "Khmer", "Malayalam", "Persian and Urdu", "Yoruba"}


def acknowledgement(name: str) -> bytes:
    return set_acknowledgement(
        Acknowledgement("Fellside Police", "OFFICIAL", "7F3A", (("Name", name),), ("x",), (), ("x", "x"))
    )


def an_answer(name: str) -> Answer:
    parts = (Part(f"Name: {name}", (Fact("Surname", name),)),)
    return Answer("Fellside", "OFFICIAL", "7F3A", "full", (("To", name),), (), (), (), (), parts, draft=False)


def answer(name: str) -> bytes:
    return set_answer(an_answer(name))


@pytest.mark.parametrize("document", [acknowledgement, answer])
@pytest.mark.parametrize("script", NAMES)
def test_a_name_in_every_script_is_set_and_read_back(
    script: str, document: Callable[[str], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    name = NAMES[script]
    assert set_or_named(name) == name
    pdf = document(name)
    said, without = spoken(pdf), spoken(document("x"))
    assert not caplog.records, "it was set as written, and the setter refuses a glyph that is missing"
    assert set(said) - set(without) == set(name) - set(without)
    if script not in REPEATED:
        assert (name[::-1] if script in RIGHT_TO_LEFT else name) in said
    assert len(pdf) < 120_000


def test_letters_from_right_to_left_are_joined_and_stand_in_order() -> None:
    """The first letter of the name is the last that is drawn, and its shape is that of a beginning."""
    said = spoken(acknowledgement("דוד כהן"))
    assert "ןהכ דוד" in said


def test_the_setter_refuses_a_character_without_a_glyph() -> None:
    """What the other tests rely on: a page that was set has no empty boxes."""
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        typst.compile(
            b'#set document(title: "x")\n#set text(fallback: false)\nx\xde\xa8',
            font_paths=directories(),
            ignore_system_fonts=True,
            pdf_standards="ua-1",
        )


def test_only_what_is_used_of_a_font_is_in_the_file() -> None:
    fonts_used = PdfReader(io.BytesIO(acknowledgement("王"))).pages[0]["/Resources"]["/Font"]
    names = {str(font.get_object()["/BaseFont"]) for font in fonts_used.values()}
    assert any("CJK" in name for name in names)
    assert all(name[7] == "+" for name in names)
    assert len(acknowledgement("王")) - len(acknowledgement("x")) < 20_000


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANYTHING | LETTERS | st.lists(LETTERS).map(" ".join))
def test_no_text_keeps_a_document_from_being_made(text: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.clear()
    assert acknowledgement(text).startswith(b"%PDF")
    assert answer(text).startswith(b"%PDF")
    assert not caplog.records, "set as written: nothing but what no font has was named"


def test_every_character_of_every_font_is_set() -> None:
    """51,000 of them at once, so that a font whose map promises what it cannot show is found."""
    held = sorted(set().union(*(font.characters for font in fonts())))
    lines = ["".join(map(chr, held[at : at + 200])) for at in range(0, len(held), 200)]
    parts = tuple(Part("Name", (Fact("Surname", set_or_named(line)),)) for line in lines)
    with patch.object(typesetting, "plainly", side_effect=AssertionError("a character was not set")):
        assert set_answer(
            Answer("x", "x", "x", "full", (("To", "x"),), (), (), (), (), parts, draft=False)
        ).startswith(b"%PDF")


def test_a_character_that_the_setter_refuses_all_the_same_is_named(caplog: pytest.LogCaptureFixture) -> None:
    """A map that promises a letter of the Maldives, which no font has: the document is given, and the log says so."""
    with (
        caplog.at_level(logging.WARNING),
        patch.object(typesetting, "set_or_named", side_effect=lambda text: text),
    ):
        said = spoken(acknowledgement("Ana \u07a8"))
    assert "Ana [thaana ibifili]" in said
    assert [record.getMessage() for record in caplog.records] == [
        "acknowledgement.typ could not be set as written: characters are named"
    ]


def test_a_fault_of_the_template_is_no_characters_fault(tmp_path: Path) -> None:
    (tmp_path / "broken.typ").write_text("#nothing-of-that-name")
    with patch.object(typesetting, "_ROOT", tmp_path), pytest.raises(typst.TypstError):
        typesetting.typeset(tmp_path / "broken.typ", an_answer("x"))


def test_half_a_character_leaves_the_data_readable() -> None:
    assert b'"Surname",\n          "value": "a\\ud800"' in as_json(an_answer("a\ud800"))
