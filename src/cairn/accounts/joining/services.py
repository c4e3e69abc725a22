"""
Joining an agency's identity provider, and saying what its groups mean here.

The operator's alone: an administrator who could change what a group means could raise themselves.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.db import transaction

from cairn.accounts.models import Agency, GroupRole, IdentityProvider, Team
from cairn.accounts.roles import Role
from cairn.errors import BadInput, Conflict


def _check_issuer(issuer: str) -> None:
    parts = urlsplit(issuer)
    secure = parts.scheme == "https" or not settings.CAIRN.https
    if not secure or not parts.hostname or parts.query or parts.fragment:
        raise BadInput(
            f"'{issuer}' is not an issuer: it is an https address without a query (OpenID Connect Core 1.0 s.2).",
            field="issuer",
        )


@transaction.atomic
def join_provider(
    *, agency: Agency, slug: str, issuer: str, client_id: str, **claims: str
) -> IdentityProvider:
    """
    Let people of one agency sign in by its own provider. As the operator (cairn.cli.operator).

    Parameters
        claims: the provider's names for subject, name, e-mail and groups; scopes; required_amr.

    Raises
        BadInput: a short name that is no part of an address; an issuer that is not https; no client id.
        Conflict: the short name is taken.
    """
    try:
        validate_slug(slug)
    except ValidationError as error:
        raise BadInput(f"'{slug}' must be letters, figures and hyphens only.", field="slug") from error
    _check_issuer(issuer)
    if not client_id.strip():
        raise BadInput("Give the client id that the provider has for this site.", field="client_id")
    if "openid" not in claims.get("scopes", "openid").split():
        raise BadInput("The scopes must have 'openid' among them.", field="scopes")
    if IdentityProvider.objects.filter(slug=slug).exists():
        raise Conflict(f"There is an identity provider '{slug}' already.", field="slug")
    return IdentityProvider.objects.create(
        agency=agency, slug=slug, issuer=issuer, client_id=client_id.strip(), **claims
    )


@transaction.atomic
def give_group_a_role(
    provider: IdentityProvider, *, group: str, role: str, team: Team | None, rank: int = 1
) -> GroupRole:
    """
    Say which role and team membership of a group gives; said again, it is changed.

    Raises
        BadInput: no group; no such role; a team of another agency.
    """
    group = group.strip()
    if not group or len(group) > 200:
        raise BadInput("Give the group as the provider names it, in 200 characters or fewer.", field="group")
    if role not in Role.values:
        raise BadInput(f"'{role}' is not one of: {', '.join(Role.values)}.", field="role")
    if team is not None and team.agency_id != provider.agency_id:
        raise BadInput("The team is of another agency. Choose one of this agency's own.", field="team")
    given, _ = GroupRole.objects.update_or_create(
        provider=provider, group=group, defaults={"role": role, "team": team, "rank": rank}
    )
    return given


def disable_provider(provider: IdentityProvider) -> None:
    """Nobody signs in by this provider from now on."""
    IdentityProvider.objects.filter(pk=provider.pk).update(enabled=False)
