"""Every character is set or named, whatever the text."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cairn.documents.setting.fonts import fonts
from cairn.documents.setting.letters import plainly, set_or_named

# Halves of characters, controls and characters that nobody has assigned are texts too.
ANYTHING = st.text(st.characters(exclude_categories=[]))
# Such as people write, with what joins and marks them.
LETTERS = st.text(
    st.sampled_from(
        "aéßжωمדကகক क्สุ王\u20bb7た김\u0301\u0300\u064b\u200d\u200c\ufe0f\ufe0e\U000e0100\u200f\n😀❤"
    )
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Ana Concealmann", "Ana Concealmann"),
        ("Ana 😀", "Ana [grinning face]"),
        ("\U0001f600\U0001f601!", "[grinning face, grinning face with smiling eyes]!"),
        ("a\0b", "a[U+0000]b"),
        ("\ud800", "[U+D800]"),
        ("\ue000", "[U+E000]"),
        ("\ufeff", "[zero width no-break space]"),
        ("\U0010ffff", "[U+10FFFF]"),
        ("\u202eevil", "[right-to-left override]evil"),
        ("ᏣᎳᎩ", "[cherokee letter tsa, cherokee letter la, cherokee letter gi]"),
        ("one\r\ntwo\u2028three\tfour", "one\ntwo\nthree four"),
        ("\u0301x", "[combining acute accent]x"),
        ("王\u0651", "王[arabic shadda]"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_is_said_of_a_text(text: str, said: str) -> None:
    assert set_or_named(text) == said


def spelled_out(text: str) -> str:
    """The text back from what was set: marks by their names or numbers."""

    def characters(found: re.Match[str]) -> str:
        names = found[1].split(", ")
        return "".join(
            chr(int(f"0x{name[2:]}", 0)) if name.startswith("U+") else unicodedata.lookup(name.upper())
            for name in names
        )

    return re.sub(r"\[([^\[\]]+)\]", characters, text)


@given(ANYTHING | LETTERS)
def test_nothing_is_lost(text: str) -> None:
    text = text.replace("[", "").replace("]", "")
    expected = re.sub("\r\n|[\r\v\f\x85\u2028\u2029]", "\n", text).replace("\t", " ")
    assert spelled_out(set_or_named(text)) == expected
    assert spelled_out(plainly(text)) == expected


@given(ANYTHING | LETTERS)
def test_what_is_not_named_is_in_a_font(text: str) -> None:
    unseen = re.compile("[\n\u00ad\u061c\u200b-\u200f\u2060\ufe00-\ufe0f\U000e0100-\U000e01ef]")
    for letter in unseen.sub("", set_or_named(text)):
        forms = {unicodedata.normalize(form, letter) for form in ("NFC", "NFD")} | {letter}
        assert any(set(map(ord, form)) <= font.characters for form in forms for font in fonts()), letter


@given(ANYTHING)
def test_plainly_is_ascii(text: str) -> None:
    assert re.fullmatch(r"[\n -~]*", plainly(text))
