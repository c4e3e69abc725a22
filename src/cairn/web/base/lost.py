"""What a refusal or a failure says of the request itself: whether anything was sent, and the words that were."""

from __future__ import annotations

import re
from typing import TypedDict

from django.http import HttpRequest

_FILE = re.compile(r"\.[a-z]{2,4}$")
_SECRET = re.compile(r"csrf|claim|code|credential|password|secret|token")
# A line of this length is work to type again.
_WORTH_KEEPING = 30
_MOST = 20


class Words(TypedDict):
    """A long answer that was sent: the box it stood in, and the text."""

    box: str
    text: str


class AboutRequest(TypedDict):
    """
    What a page of errors/ knows of the request.

    Parameters
        reading: nothing was sent, so nothing could be saved or lost.
        file: a document or a list was asked for, rather than a page.
        typed: the long texts that were sent, to copy. A browser no longer keeps them.
    """

    reading: bool
    file: bool
    typed: list[Words]


def about_request(request: HttpRequest) -> AboutRequest:
    """What was asked for, and what was sent; asks nothing of the database."""
    reading = request.method in {"GET", "HEAD"}
    return {
        "reading": reading,
        "file": bool(_FILE.search(request.path)),
        "typed": [] if reading else _typed(request),
    }


def _typed(request: HttpRequest) -> list[Words]:
    # Another site's form must not choose the words of our page.
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return []
    try:
        sent = list(request.POST.lists())
    except Exception:  # noqa: BLE001 -- a body that cannot be read may be why this page is shown
        return []
    words: list[Words] = [
        {"box": name.replace("_", " ").replace("-", " ").strip().capitalize(), "text": value}
        for name, values in sent
        for value in map(str, values)
        if not _SECRET.search(name) and (len(value) > _WORTH_KEEPING or "\n" in value)
    ]
    return words[:_MOST]
