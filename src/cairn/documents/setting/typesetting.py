"""Setting a document: its words into its template, as a PDF that a screen reader can read."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typst

from cairn.documents.setting.fonts import directories, families
from cairn.documents.setting.letters import plainly, set_or_named

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_log = logging.getLogger(__name__)
# Templates are under it, and take what they share from setting/paper.typ.
_ROOT = Path(__file__).parents[1]


def typeset(template: Path, content: DataclassInstance) -> bytes:
    """
    The content as PDF/UA-1: tagged, titled and in reading order, in Cairn's own fonts and no others.

    Characters that no font has are named. Should the setter refuse all the same (a mark that it cannot put
    on a letter), everything beyond ASCII is named, so that the document can be given.

    Parameters
        template: beside the module that makes the content.

    Raises
        typst.TypstError: the template is at fault; nothing was issued.
    """
    words = asdict(content)
    try:
        return _set(template, _each(words, set_or_named))
    except typst.TypstError:
        _log.warning("%s could not be set as written: characters are named", template.name)
        return _set(template, _each(words, plainly))


def _each(words: Any, change: Callable[[str], str]) -> Any:
    """The same words with every text in them changed."""
    if isinstance(words, str):
        return change(words)
    if isinstance(words, dict):
        return {key: _each(value, change) for key, value in words.items()}
    if isinstance(words, list | tuple):
        return [_each(value, change) for value in words]
    return words


def _set(template: Path, words: Any) -> bytes:
    pdf = typst.compile(
        template,
        root=_ROOT,
        sys_inputs={"data": json.dumps(words), "families": json.dumps(families())},
        font_paths=directories(),
        ignore_system_fonts=True,
        pdf_standards="ua-1",
    )
    if not isinstance(pdf, bytes):
        raise TypeError(f"one PDF was expected, got {type(pdf).__name__}")
    return pdf
