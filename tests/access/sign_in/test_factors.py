"""Seeds of second factors are kept encrypted."""

from __future__ import annotations

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from cryptography.fernet import InvalidToken
from pytest_django.fixtures import Settings

from cairn.access.acting import acting_as
from tests.factories.access import make_user


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


@pytest.mark.django_db
def test_the_library_keeps_a_code_s_seed_so() -> None:
    secret, user = generate_totp_secret(), make_user()
    with acting_as(user):
        TOTP.activate(user, secret)
        kept = Authenticator.objects.get(user=user)
    assert secret not in str(kept.data)
    assert TOTP(kept).instance.data["secret"].startswith("f1:")
