"""Bank accounts and cards (SI 2012/1876 reg.12): a table of their own, out of search and export."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q

from cairn.ledger.history import track_history
from cairn.record.identity.models import Nominal


class FinancialKind(models.TextChoices):
    """What reg.12 asks for."""

    BANK_ACCOUNT = "bank-account", "Bank account"
    DEBIT_CARD = "debit-card", "Debit card"
    CREDIT_ACCOUNT = "credit-card-account", "Credit card account"
    CREDIT_CARD = "credit-card", "Credit card"


@track_history()
class FinancialDetail(models.Model):
    """An account or card as notified, from when it was held until when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="financial_details")
    kind = models.CharField(max_length=20, choices=FinancialKind)
    institution = models.CharField(max_length=120)
    office_address = models.CharField(max_length=200, blank=True)
    account_number = models.CharField(max_length=34, blank=True)
    sort_code = models.CharField(max_length=8, blank=True)
    card_number = models.CharField(max_length=23, blank=True)
    valid_from = models.CharField(max_length=7, blank=True)
    expires = models.CharField(max_length=7, blank=True)
    business_name = models.CharField(max_length=120, blank=True)
    held_from = models.DateField(null=True, blank=True)
    held_until = models.DateField(null=True, blank=True)

    class Meta:
        db_table = "record_financialdetail"
        verbose_name = "bank account or card"
        verbose_name_plural = "bank accounts and cards"
        constraints = [
            models.CheckConstraint(
                condition=Q(held_until__isnull=True)
                | Q(held_from__isnull=True)
                | Q(held_until__gte=F("held_from")),
                name="financial_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.institution}"
