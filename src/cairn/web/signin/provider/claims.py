"""
What an identity provider asserts, believed only after every check that it was asserted to us, now.

Source: OpenID Connect Core 1.0 s.3.1.3.7 (ID Token validation) and s.5.3.4 (UserInfo); RFC 8725 s.3.1
(only the algorithms that we name).
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from typing import Any

import jwt
from allauth.socialaccount.providers.oauth2.client import OAuth2Error

from cairn.accounts.models import IdentityProvider
from cairn.accounts.sign_in.services import Vouched

# Signatures by the provider's private key. Never "none", and never HMAC, whose key would be our secret.
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
_CLOCKS_APART = 30


def signed_claims(
    token: str, *, keys: Mapping[str, Any], provider: IdentityProvider, required: list[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """
    The claims and the header of a token that this provider signed for this site, and that is not over.

    Parameters
        keys: the provider's JSON Web Key Set.
        required: claims that must be there.

    Raises
        OAuth2Error: a wrong signature, issuer, audience or time; a claim is missing.
    """
    try:
        header = jwt.get_unverified_header(token)
        wanted = header.get("kid")
        signing = [key for key in jwt.PyJWKSet.from_dict(dict(keys)).keys if wanted in {None, key.key_id}]
        if len(signing) != 1:
            raise OAuth2Error("the token is signed with no key of the provider's")
        claims: dict[str, Any] = jwt.decode(
            token,
            signing[0],
            algorithms=_ALGORITHMS,
            issuer=provider.issuer,
            audience=provider.client_id,
            leeway=_CLOCKS_APART,
            options={"require": required},
        )
    except jwt.PyJWTError as error:
        raise OAuth2Error(f"the token is not good: {type(error).__name__}") from error
    return claims, header


def believe(
    id_token: str, *, keys: Mapping[str, Any], provider: IdentityProvider, nonce: str
) -> dict[str, Any]:
    """
    The claims of an ID token that this provider signed for this site, in this sign-in.

    Parameters
        keys: the provider's JSON Web Key Set.
        nonce: what this sign-in was begun with, and no other.

    Raises
        OAuth2Error: a wrong signature, issuer, audience, time or nonce.
    """
    required = ["iss", "sub", "aud", "exp", "iat", "nonce"]
    claims, _ = signed_claims(id_token, keys=keys, provider=provider, required=required)
    if not nonce or not hmac.compare_digest(str(claims["nonce"]), nonce):
        raise OAuth2Error("the ID token answers another sign-in")
    if claims.get("azp", provider.client_id) != provider.client_id:
        raise OAuth2Error("the ID token was issued to another site")
    if provider.required_amr and provider.required_amr not in claims.get("amr", []):
        raise OAuth2Error("the provider did not ask for a second factor")
    return claims


def with_userinfo(claims: Mapping[str, Any], userinfo: Mapping[str, Any]) -> dict[str, Any]:
    """
    The token's claims and, for what it does not say, the UserInfo endpoint's.

    Raises
        OAuth2Error: that answer is about somebody else.
    """
    if userinfo.get("sub") != claims["sub"]:
        raise OAuth2Error("the UserInfo endpoint speaks of another person")
    return {**userinfo, **claims}


def vouched(claims: Mapping[str, Any], provider: IdentityProvider) -> Vouched:
    """
    What the claims say, by the provider's own names for them.

    Raises
        OAuth2Error: the claim that says who it is, is missing.
    """
    subject = claims.get(provider.subject_claim)
    if not isinstance(subject, str) or not subject or len(subject) > 255:
        raise OAuth2Error(f"the claim '{provider.subject_claim}' is missing")
    groups = claims.get(provider.groups_claim) or []
    return Vouched(
        subject=subject,
        name=str(claims.get(provider.name_claim) or "Name not given"),
        email=str(claims.get(provider.email_claim) or ""),
        groups=[groups] if isinstance(groups, str) else [str(group) for group in groups],
    )
