"""Why a row of the record was changed or taken away."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.functions import TransactionNow
from django.db import models
from django.db.models import Q

from cairn.accounts.models import User
from cairn.ledger.history import track_history
from cairn.record.identity.models import Nominal
from cairn.subjects.registry import by_table


class AmendmentKind(models.TextChoices):
    """What was done to the row."""

    CORRECTION = "correction", "Corrected"
    WITHDRAWAL = "withdrawal", "Withdrawn"
    ENDING = "ending", "Ended"


class Ground(models.TextChoices):
    """Why it was wrong, or why it should not be on this record."""

    TYPING = "typing", "It was typed wrongly"
    MISINFORMED = "misinformed", "What we were told was wrong"
    INCOMPLETE = "incomplete", "Something was not known, and now is"
    MISTAKE = "mistake", "It was recorded by mistake"
    WRONG_PERSON = "wrong-person", "It is about somebody else"
    TWICE = "twice", "It was recorded twice"
    ENDED = "ended", "It is no longer so"


CORRECTING = (Ground.TYPING, Ground.MISINFORMED, Ground.INCOMPLETE)
WITHDRAWING = (Ground.WRONG_PERSON, Ground.TWICE, Ground.MISTAKE)


@track_history()
class Amendment(models.Model):
    """
    One correction, withdrawal or ending of one row: what, why, from which source, by whom.

    The row's history keeps what it said before. The table and the row are values, not a link: a withdrawn row is
    gone from its table, and the rooms that hold some of the tables stand above this one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="amendments")
    kind = models.CharField("what was done", max_length=12, choices=AmendmentKind)
    kept_in = models.CharField("kind of fact", max_length=63)
    row_id = models.UUIDField()
    fields = ArrayField(
        models.CharField(max_length=63), verbose_name="what was changed", default=list, blank=True
    )
    ground = models.CharField("why it was wrong", max_length=16, choices=Ground)
    why = models.TextField("reason")
    source = models.CharField("how we know", max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    # The moment of the transaction, which the row's history bears too.
    at = models.DateTimeField("when", db_default=TransactionNow())

    class Meta:
        db_table = "record_amendment"
        verbose_name = "correction or withdrawal"
        verbose_name_plural = "corrections and withdrawals"
        indexes = [
            models.Index(fields=["nominal", "at"], name="amendment_of_nominal"),
            models.Index(fields=["row_id"], name="amendment_of_row"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(why=""), name="amendment_says_why"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_ground_display().lower()}"

    def kept_in_words(self) -> str:
        """What kind of fact it was."""
        return by_table()[self.kept_in].one

    def fields_words(self) -> str:
        """Which of its particulars were changed."""
        meta = by_table()[self.kept_in].model._meta  # noqa: SLF001  Django's own API
        return ", ".join(str(getattr(meta.get_field(name), "verbose_name", name)) for name in self.fields)
