"""The address of every route, about one world: what the route and the leak drill ask for."""

from __future__ import annotations

from typing import Any

from django.urls import URLPattern, URLResolver, reverse

from cairn.access.models import AccessRequest, BreakGlass, Partnership, RestrictedFact, Transfer
from cairn.accounts.database_user import acting_as
from cairn.ledger.models import Entry
from cairn.ledger.operations import Act
from cairn.plan.models import ActionMessage, LevelOneReview, News, Referral
from cairn.record.models import (
    AccessItem,
    Address,
    Conviction,
    CourtOrder,
    Death,
    Disposal,
    Draft,
    LegalHold,
    RetentionReview,
    TimeAway,
)
from tests.security.world import World

# What stands in an address's brackets, where it is not an id.
WORDS: dict[tuple[str, str], Any] = {
    ("notify_step", "slug"): "what",
    ("add_person_step", "slug"): "identity",
    ("found", "name"): "kept-no-longer",
    ("history", "subject"): "names",
    ("openid_connect_login", "provider_id"): "nowhere",
    ("openid_connect_callback", "provider_id"): "nowhere",
    ("signed_out_there", "provider_id"): "nowhere",
    ("choose_password", "token"): "1-made-up",
    ("mfa_remove_webauthn", "pk"): 1,
    ("record_fact", "key"): "contacts",
    ("discard_draft", "draft_id"): "00000000-0000-4000-8000-000000000000",
    ("correct_fact", "key"): "addresses",
    ("withdraw_fact", "key"): "addresses",
    ("end_fact", "key"): "addresses",
    ("ledger_review", "rule"): "own-name",
    ("ledger_review", "about"): "every-record",
    ("ledger_review", "first"): 1,
    ("ledger_review", "last"): 1,
    ("restrict_fact", "kept_in"): "record_address",
}


def every_route(resolver: URLResolver) -> list[URLPattern]:
    """Every address of the site, from its own list."""
    found: list[URLPattern] = []
    for pattern in resolver.url_patterns:
        found += every_route(pattern) if isinstance(pattern, URLResolver) else [pattern]
    return found


def address_of(pattern: URLPattern, world: World) -> str:
    """A route's address, about the world's person and the rows about them."""
    with acting_as(world.officer):
        ids: dict[str, Any] = {
            "nominal_id": world.nominal.pk,
            "user_id": world.officer.pk,
            "officer_id": world.officer.pk,
            "action_id": world.action.pk,
            "news_id": News.objects.values_list("pk", flat=True).get(),
            "referral_id": Referral.objects.values_list("pk", flat=True).get(),
            "level_one_id": LevelOneReview.objects.values_list("pk", flat=True).get(),
            "message_id": ActionMessage.objects.values_list("pk", flat=True).get(),
            "notification_id": world.notification.pk,
            "death_id": Death.objects.values_list("pk", flat=True).get(),
            "sentence_id": Disposal.objects.values_list("pk", flat=True)[0],
            "conviction_id": Conviction.objects.values_list("pk", flat=True)[0],
            "order_id": CourtOrder.objects.values_list("pk", flat=True).get(),
            "time_away_id": TimeAway.objects.values_list("pk", flat=True).get(),
            "partnership_id": Partnership.objects.get(agency=world.partner.agency_id).pk,
            "row_id": Address.objects.values_list("pk", flat=True).get(),
            "restriction_id": RestrictedFact.objects.values_list("pk", flat=True).first(),
            "transfer_id": Transfer.objects.values_list("pk", flat=True).get(),
            "request_id": AccessRequest.objects.values_list("pk", flat=True).get(),
            "subject_request_id": world.subject_request.pk,
            "draft_id": Draft.objects.values_list("pk", flat=True).first(),
            "review_id": RetentionReview.objects.values_list("pk", flat=True).get(),
            "hold_id": LegalHold.objects.values_list("pk", flat=True).get(),
        }
        looks = Entry.objects.filter(actor_id=world.officer.pk, act=Act.CONSULTATION)
        ids["actor_id"] = world.officer.pk
        ids["first"] = ids["last"] = looks.values_list("pk", flat=True).first()
    with acting_as(world.supervisor):
        ids["item_id"] = AccessItem.objects.values_list("pk", flat=True).get()
        ids["break_glass_id"] = BreakGlass.objects.values_list("pk", flat=True).get()
    name = str(pattern.name)
    return reverse(
        name,
        kwargs={key: ids.get(key) or WORDS[(name, key)] for key in pattern.pattern.converters},
    )
