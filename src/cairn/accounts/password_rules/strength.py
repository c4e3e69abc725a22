"""How soon a password is guessed by somebody who knows the person and the place."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.core.exceptions import ValidationError
from zxcvbn_rs_py import zxcvbn

from cairn.accounts.models import User
from cairn.accounts.password_rules.local_words import local_words, rest_without, words_of

_INSTEAD = "Use three or four words that have nothing to do with you, your work or each other."


class NotSoonGuessed:
    """
    A password validator (AUTH_PASSWORD_VALIDATORS).

    Source: OWASP ASVS 5.0 6.2.4, 6.2.11; the estimator is zxcvbn (Wheeler, USENIX Security 2016).
    """

    def validate(self, password: str, user: AbstractBaseUser | None = None) -> None:
        """
        Refuse what is made of local words, or guessed within the tries that the file names.

        Raises
            ValidationError: saying which of the two, and what to do.
        """
        words = words_of(user if isinstance(user, User) else None)
        if rest_without(password, words) < local_words().least_rest:
            raise ValidationError(
                f"This password is made of words that belong to this place or to you. {_INSTEAD}",
                "local_words",
            )
        if zxcvbn(password, words).guesses_log10 < local_words().least_guesses_log10:
            raise ValidationError(f"This password would be guessed too soon. {_INSTEAD}", "soon_guessed")

    def get_help_text(self) -> str:
        """What the form says beforehand."""
        return _INSTEAD
