"""Seeds of second factors are kept encrypted."""

from __future__ import annotations

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.fernet import InvalidToken
from pytest_django.fixtures import Settings

from cairn.accounts.database_user import acting_as
from cairn.accounts.sign_in.factors import reseal_factors
from tests.factories.access import as_operator, make_user


def test_a_seed_is_read_again_and_is_not_what_is_kept(settings: Settings) -> None:
    adapter = get_adapter()
    kept = adapter.encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in kept
    assert adapter.encrypt("JBSWY3DPEHPK3PXP") != kept
    assert adapter.decrypt(kept) == "JBSWY3DPEHPK3PXP"
    assert adapter.decrypt("JBSWY3DPEHPK3PXP") == "JBSWY3DPEHPK3PXP"  # from before
    settings.SECRET_KEY = "another secret key, of another site"
    with pytest.raises(InvalidToken):
        adapter.decrypt(kept)


def test_a_seed_of_the_key_before_is_read_while_that_is_named(settings: Settings) -> None:
    adapter, before = get_adapter(), settings.SECRET_KEY
    kept = adapter.encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the next signing key, of some length", [before]
    assert adapter.decrypt(kept) == "JBSWY3DPEHPK3PXP"
    written = adapter.encrypt("KRSXG5CTMVRXEZLU")
    settings.SECRET_KEY_FALLBACKS = []
    assert adapter.decrypt(written) == "KRSXG5CTMVRXEZLU"


@pytest.mark.django_db
def test_sealed_anew_the_key_before_is_needed_no_more(settings: Settings) -> None:
    secret, user, other = generate_totp_secret(), make_user(), make_user()
    for one in (user, other):
        with acting_as(one):
            TOTP.activate(one, secret)
    before = settings.SECRET_KEY
    settings.SECRET_KEY = "the next signing key, of some length"
    with pytest.raises(InvalidToken), as_operator():
        reseal_factors()
    settings.SECRET_KEY_FALLBACKS = [before]
    with as_operator():
        assert reseal_factors() == 2
    settings.SECRET_KEY_FALLBACKS = []
    with acting_as(user):
        kept = Authenticator.objects.get(user=user)
    assert get_adapter().decrypt(kept.data["secret"]) == secret


@pytest.mark.django_db
def test_the_library_keeps_a_code_s_seed_so() -> None:
    secret, user = generate_totp_secret(), make_user()
    with acting_as(user):
        TOTP.activate(user, secret)
        kept = Authenticator.objects.get(user=user)
    assert secret not in str(kept.data)
    assert TOTP(kept).instance.data["secret"].startswith("f1:")
