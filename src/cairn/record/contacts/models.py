"""How the person can be reached, and what they are called online."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from cairn.dates import in_words
from cairn.ledger.history import track_history
from cairn.record.identity.models import Nominal


class ContactKind(models.TextChoices):
    """What kind of contact detail it is (Counter-Terrorism Act 2008 s.47(2), as amended in 2019)."""

    TELEPHONE = "telephone", "Telephone number"
    EMAIL = "email", "E-mail address"
    ONLINE_NAME = "online-name", "Online name"
    ACCOUNT = "social-media", "Social-media account"


class Verified(models.TextChoices):
    """How we know that it is theirs."""

    NO = "no", "Not verified"
    ANSWERED = "answered", "They answered it"
    DEVICE = "device", "Seen on their device"
    PROVIDER = "provider", "Confirmed by the provider"
    OTHERS = "others", "Told by somebody else"


@track_history()
class Contact(models.Model):
    """A telephone number, e-mail address, online name or social-media account, as written."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="contacts")
    kind = models.CharField("what it is", max_length=12, choices=ContactKind)
    value = models.CharField("number, address or name", max_length=254)
    # What searches compare: a number in the international form, an address or name in small letters.
    canonical = models.CharField("in standard form", max_length=254, editable=False)
    platform = models.CharField("platform or network", max_length=80, blank=True)
    used_from = models.DateField(null=True, blank=True)
    used_until = models.DateField(null=True, blank=True)
    verified = models.CharField("how verified", max_length=8, choices=Verified, default=Verified.NO)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "record_contact"
        verbose_name = "contact detail"
        verbose_name_plural = "contact details"
        indexes = [models.Index(fields=["canonical"], name="contact_canonical")]
        constraints = [
            models.CheckConstraint(
                condition=Q(used_until__isnull=True)
                | Q(used_from__isnull=True)
                | Q(used_until__gte=F("used_from")),
                name="contact_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        where = f" ({self.platform})" if self.platform else ""
        until = f", until {in_words(self.used_until)}" if self.used_until else ""
        return f"{self.get_kind_display()} {self.value}{where}{until}"
