"""MAPPA referrals."""

from __future__ import annotations

from uuid import UUID

from cairn.errors import NotFound
from cairn.plan.referral.models import Referral

NO_SUCH_REFERRAL = "There is no such referral, or none that you may see."


def get_referral(referral_id: UUID) -> Referral:
    """
    Raises
        NotFound: none, or none that this user may see; one message for both.
    """
    found = Referral.objects.filter(pk=referral_id).select_related("agency", "referred_by").first()
    if found is None:
        raise NotFound(NO_SUCH_REFERRAL)
    return found
