"""What somebody outside was told about the person: by whom, to whom, why, and on what power."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from cairn.accounts.models import User
from cairn.ledger.history import track_history
from cairn.record.disclosures.policy import ground_choices, power_choices
from cairn.record.identity.models import Nominal


class RecipientKind(models.TextChoices):
    """What the recipient is to the person and to us."""

    PUBLIC_AUTHORITY = "public-authority", "A public authority"
    MAPPA_AGENCY = "mappa-agency", "A MAPPA agency"
    THIRD_PARTY = "third-party", "A third party: employer, school, partner, landlord"
    MEMBER_OF_PUBLIC = "member-of-public", "A member of the public, such as an applicant under a scheme"
    OVERSEAS_AUTHORITY = "overseas-authority", "An authority of another country"
    OTHER = "other", "Somebody else"


@track_history()
class Disclosure(models.Model):
    """
    One telling. `country` and `ground` are filled where it left the United Kingdom, and then it is a transfer.

    Source: Data Protection Act 2018 s.62(1)(d), (3); ss.73-78 of transfers.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="disclosures")
    told_at = models.DateTimeField("when")
    told_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name="told by")
    recipient = models.CharField("who was told", max_length=200)
    recipient_kind = models.CharField("what they are", max_length=20, choices=RecipientKind)
    what = models.TextField("what they were told")
    why = models.TextField("why it was necessary and proportionate")
    power = models.CharField(max_length=30, choices=power_choices)
    power_which = models.TextField("about that power", blank=True)
    authorised_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="authorised by",
    )
    subject_told = models.BooleanField("the person was told")
    subject_told_why = models.TextField("why the person was not told", blank=True)
    conditions = models.TextField("what the recipient may not do with it", blank=True)
    agreement_on = models.DateField("recipient signed an agreement", null=True, blank=True)
    country = models.CharField("to which country", max_length=80, blank=True)
    ground = models.CharField("ground of transfer", max_length=30, choices=ground_choices, blank=True)
    ground_which = models.TextField("about that ground", blank=True)
    relevant_authority = models.BooleanField("to a relevant authority", null=True, blank=True)
    not_relevant_why = models.TextField("why not to a relevant authority", blank=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "disclosure"
        verbose_name_plural = "disclosures"
        indexes = [models.Index(fields=["nominal", "told_at"], name="disclosure_of_nominal")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(recipient="") & ~Q(what="") & ~Q(why=""), name="disclosure_says_whom_what_why"
            ),
            models.CheckConstraint(
                condition=Q(subject_told=True) | ~Q(subject_told_why=""), name="disclosure_says_why_not_told"
            ),
            models.CheckConstraint(
                condition=(Q(country="", ground="", relevant_authority__isnull=True))
                | (~Q(country="") & ~Q(ground="") & Q(relevant_authority__isnull=False) & ~Q(conditions="")),
                name="disclosure_abroad_has_its_ground",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recipient} ({self.get_power_display()})"

    @property
    def is_transfer(self) -> bool:
        """Whether it left the United Kingdom."""
        return self.country != ""

    @property
    def whom(self) -> str:
        """Who was told, and where, if it left the United Kingdom."""
        return f"{self.recipient}, {self.country}" if self.is_transfer else self.recipient
