"""What an identity provider asserts is believed only if it was signed by it, for us, now."""

from __future__ import annotations

import json
import time
from typing import Any

import jwt
import pytest
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

from cairn.accounts.models import IdentityProvider
from cairn.web.signin.provider.claims import believe, vouched, with_userinfo

ISSUER = "https://sign-in.north.test"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)
PUBLIC = json.loads(RSAAlgorithm.to_jwk(KEY.public_key()))
KEYS = {"keys": [{**PUBLIC, "kid": "k", "alg": "RS256", "use": "sig"}]}


def provider(**facts: str) -> IdentityProvider:
    return IdentityProvider(slug="north", issuer=ISSUER, client_id="cairn", **facts)


def token(key: Any = KEY, algorithm: str = "RS256", kid: str = "k", **changes: Any) -> str:
    now = int(time.time())
    claims = {"iss": ISSUER, "sub": "a-1", "aud": "cairn", "iat": now, "exp": now + 300, "nonce": "n"}
    claims = {name: value for name, value in {**claims, **changes}.items() if value is not None}
    return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": kid})


def test_a_good_token_is_believed() -> None:
    assert believe(token(), keys=KEYS, provider=provider(), nonce="n")["sub"] == "a-1"


@pytest.mark.parametrize(
    "changes",
    [
        {"iss": "https://sign-in.south.test"},
        {"aud": "another-site"},
        {"nonce": "m"},
        {"nonce": None},
        {"exp": int(time.time()) - 60},
        {"exp": None},
        {"azp": "another-site"},
        {"key": OTHER},
        {"kid": "unknown"},
    ],
    ids=[
        "another issuer",
        "another site",
        "another nonce",
        "no nonce",
        "expired",
        "without end",
        "another party",
        "another key",
        "an unknown key",
    ],
)
def test_a_token_not_meant_for_this_sign_in_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(OAuth2Error):
        believe(token(**changes), keys=KEYS, provider=provider(), nonce="n")


def test_an_unsigned_token_and_one_signed_with_our_secret_are_refused() -> None:
    for forged in (
        token(key=None, algorithm="none"),
        token(key="the secret of cairn, long enough", algorithm="HS256"),
    ):
        with pytest.raises(OAuth2Error):
            believe(forged, keys=KEYS, provider=provider(), nonce="n")


def test_a_sign_in_begun_without_a_nonce_believes_nothing() -> None:
    with pytest.raises(OAuth2Error):
        believe(token(nonce=""), keys=KEYS, provider=provider(), nonce="")


def test_a_second_factor_asked_for_must_have_been_used() -> None:
    strict = provider(required_amr="mfa")
    with pytest.raises(OAuth2Error):
        believe(token(amr=["pwd"]), keys=KEYS, provider=strict, nonce="n")
    assert believe(token(amr=["pwd", "mfa"]), keys=KEYS, provider=strict, nonce="n")


def test_userinfo_adds_and_never_overrules_and_speaks_of_the_same_person() -> None:
    assert with_userinfo({"sub": "a", "name": "A"}, {"sub": "a", "name": "B", "groups": ["g"]}) == {
        "sub": "a",
        "name": "A",
        "groups": ["g"],
    }
    with pytest.raises(OAuth2Error):
        with_userinfo({"sub": "a"}, {"sub": "b"})


def test_claims_are_read_by_the_providers_own_names() -> None:
    said = vouched(
        {"sub": "x", "oid": "o-1", "roles": "one"}, provider(subject_claim="oid", groups_claim="roles")
    )
    assert (said.subject, said.groups, said.name, said.email) == ("o-1", ["one"], "Name not given", "")
    with pytest.raises(OAuth2Error):
        vouched({"sub": "x"}, provider(subject_claim="oid"))
