"""The table of sources: each kind of duty has one, and each says what is owed to whom its reasons are not shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import pytest

from cairn.duties import registry
from cairn.duties.registry import AnySource, install, kinds, sources
from cairn.duties.source import NOTHING_OWED, NOTHING_TOLD, DutySource
from cairn.project.duty_sources import DUTY_SOURCES
from tests.duties.cases import case_on
from tests.duties.test_source import DAY


class Sleeping(DutySource[None]):
    name: ClassVar[str] = "sleeping"
    kinds: ClassVar = {"nothing": "Nothing"}

    def read(self, document: str | None) -> None:
        return None


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    before = sources()
    yield
    install(before)


def test_the_composition_root_installs_its_table() -> None:
    assert sources() == DUTY_SOURCES


def test_one_kind_of_duty_has_one_source() -> None:
    class Other(Sleeping):
        name: ClassVar[str] = "other"

    with pytest.raises(ValueError, match="declared twice: nothing"):
        install([Sleeping(), Other()])
    with pytest.raises(ValueError, match="declared twice: nothing, sleeping"):
        install([Sleeping(), Sleeping()])
    assert sources() == DUTY_SOURCES


@pytest.mark.parametrize("source", sources(), ids=lambda source: source.name)
def test_a_source_reads_nothing_as_nothing(source: AnySource) -> None:
    nobody = case_on(DAY)
    assert not source.answer(source.read(None), nobody).duties


def test_a_source_needs_to_say_only_what_it_has() -> None:
    source = Sleeping()
    assert source.summary(None, case_on(DAY)) is NOTHING_TOLD
    assert source.answer(None, case_on(DAY)) is NOTHING_OWED
    with pytest.raises(LookupError):
        source.changed("first/nothing", 3, DAY)


def test_every_kind_says_what_has_to_be_done_in_words_that_tell_nothing_more() -> None:
    assert registry.kinds() == kinds()
    assert all(words[0].isupper() and not words.endswith(".") for words in kinds().values())
