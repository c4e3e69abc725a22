"""
The operator's list of passwords that are out: searched on this machine, told to nobody.

The file is the published one: SHA-1 of each password in capital hexadecimal, a colon, how often it was seen,
one a line, in order of the hashes. It may have tens of gigabytes; a search reads some thirty lines of it.

Source: OWASP ASVS 5.0 6.2.12; NCSC, Password administration for system owners (deny lists).
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ValidationError

from cairn.errors import BadInput

_LINE = re.compile(rb"[0-9A-Fa-f]{40}(:\d+)?\r?\n?")
# Lines that are read at the start, evenly over the file, to see that it is in order.
_PROBES = 500


def is_listed(password: str, path: Path) -> bool:
    """
    Whether the list has this password.

    Raises
        BadInput: no such file, or not a list in order.
    """
    wanted = hashlib.sha1(password.encode(), usedforsecurity=False).hexdigest().upper().encode()
    with _opened(path) as file:
        low, high = 0, _size(file)
        while low < high:
            middle = (low + high) // 2
            begins, found = _line_from(file, middle, path)
            if found is None or begins >= high:
                high = middle
            elif found < wanted:
                low = begins + 1
            elif found > wanted:
                high = middle
            else:
                return True
        return False


def check_list(path: Path) -> None:
    """
    See that the file is there, has the form and, at some hundred places of it, is in order.

    Raises
        BadInput: saying what is wrong and where.
    """
    with _opened(path) as file:
        size = _size(file)
        if size == 0:
            raise BadInput(f"CAIRN_BREACHED_PASSWORDS: {path} is empty.")
        before, at = b"", -1
        for probe in range(_PROBES + 1):
            begins, found = _line_from(file, size * probe // (_PROBES + 1), path)
            if found is None or begins == at:
                continue
            if found <= before:
                raise BadInput(
                    f"CAIRN_BREACHED_PASSWORDS: {path} is not in order of its hashes near byte {begins}. Sort it "
                    "(LC_ALL=C sort), or take the form that is ordered by hash."
                )
            before, at = found, begins


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise BadInput(f"CAIRN_BREACHED_PASSWORDS: {path} cannot be read: {error.strerror}.") from error


def _size(file: BinaryIO) -> int:
    return file.seek(0, 2)


def _line_from(file: BinaryIO, offset: int, path: Path) -> tuple[int, bytes | None]:
    """The first line that begins at this byte or after it: where, and its hash; None past the last."""
    file.seek(max(offset - 1, 0))
    if offset:
        file.readline(200)
    begins, line = file.tell(), file.readline(200)
    if line and not _LINE.fullmatch(line):
        raise BadInput(f"CAIRN_BREACHED_PASSWORDS: {path} has no line 'SHA1:COUNT' at byte {begins}.")
    return begins, line[:40].upper() if line else None


class NotBreached:
    """A password validator (AUTH_PASSWORD_VALIDATORS): nothing is refused where the operator has no list."""

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """
        Refuse a listed password; and every password, if the list that was named cannot be searched.

        Raises
            ValidationError: listed, or not to be found out.
        """
        path: Path | None = settings.CAIRN.breached_passwords
        try:
            listed = path is not None and is_listed(password, path)
        except BadInput as error:
            raise ValidationError(
                "Passwords cannot be checked just now, so none is taken. Tell those who run Cairn.", "no_list"
            ) from error
        if listed:
            raise ValidationError(
                "This password is in a list of stolen ones, so it will be tried. Choose another.", "breached"
            )

    def get_help_text(self) -> str:
        """What the form says beforehand."""
        return "It must not be one that was ever stolen from a site."


@register
def breached_list(**told: object) -> list[CheckMessage]:
    """Django's check: the list that was named is one."""
    path: Path | None = settings.CAIRN.breached_passwords
    try:
        if path is not None:
            check_list(path)
    except BadInput as error:
        return [Error(error.message, id="cairn.E001")]
    return []
