"""Who the person is: names, date of birth, identifiers and photographs."""

from __future__ import annotations

import uuid

from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q

from cairn.births import Birth, as_known
from cairn.dates import in_words
from cairn.ledger.history import track_history


class Sex(models.TextChoices):
    """Sex as recorded, in the words of the police standard."""

    MALE = "male", "Male"
    FEMALE = "female", "Female"
    INDETERMINATE = "indeterminate", "Indeterminate"
    NOT_KNOWN = "not-known", "Not known"


class BirthKnown(models.TextChoices):
    """How much of a date of birth is known; the words of `cairn.births.Known`."""

    DAY = "day", "The day"
    MONTH = "month", "The month and year"
    YEAR = "year", "The year only"


@track_history()
class Nominal(models.Model):
    """A person on the register. Everything else known about them points here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The day, or the first day of the month or year that is known.
    date_of_birth = models.DateField()
    born_known = models.CharField(
        "how much of the date of birth is known",
        max_length=5,
        choices=BirthKnown,
        default=BirthKnown.DAY,
        db_default=BirthKnown.DAY.value,
    )
    born_within = models.PositiveSmallIntegerField(
        "year of birth estimated, to within this many years", default=0, db_default=0
    )
    # Made from the three above: between which days they may have been born; empty where the day is known.
    birth_earliest = models.DateField("first day on which they may have been born", null=True, editable=False)
    birth_latest = models.DateField("last day on which they may have been born", null=True, editable=False)
    sex = models.CharField(max_length=16, choices=Sex, default=Sex.NOT_KNOWN)
    gender = models.CharField(max_length=60, blank=True)
    died_on = models.DateField("date of death", null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "record_nominal"
        verbose_name = "person"
        verbose_name_plural = "people"
        indexes = [models.Index(fields=["date_of_birth"], name="nominal_born")]
        constraints = [
            models.CheckConstraint(
                condition=Q(born_known="day", born_within=0, birth_earliest=None, birth_latest=None)
                | Q(birth_earliest__isnull=False, birth_latest__gte=F("birth_earliest"))
                & ~Q(born_known="day"),
                name="birth_known_or_between_days",
            ),
        ]

    @property
    def birth(self) -> Birth:
        """The date of birth as far as it is known."""
        return Birth(self.date_of_birth, as_known(self.born_known), self.born_within)


# Before what somebody is known by whose name is not.
NAME_NOT_KNOWN = "Name not known:"


class NameKind(models.TextChoices):
    """What a name is to the person. Of somebody whose name is not known, the surname is what they are known by."""

    LEGAL = "legal", "Legal name"
    BIRTH = "birth", "Name at birth"
    FORMER = "former", "Former name"
    ALIAS = "alias", "Alias"
    ONLINE = "online", "Online name"
    UNKNOWN = "unknown", "Name not known"


@track_history()
class Name(models.Model):
    """A name the person has or uses, from one day until another. One is the name we show."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="names")
    kind = models.CharField(max_length=8, choices=NameKind)
    forenames = models.CharField(max_length=120, blank=True)
    surname = models.CharField(max_length=120)
    shown = models.BooleanField("used as the main name", default=False)
    used_from = models.DateField("first used", null=True, blank=True)
    used_until = models.DateField("last used", null=True, blank=True)
    # Only a name first used after registration is a change the law wants notified (s.84(1)(a)).
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        db_table = "record_name"
        verbose_name = "name"
        verbose_name_plural = "names"
        indexes = [
            # The functions are made by the migration that adds these; search asks them too.
            GinIndex(
                OpClass(Func("forenames", "surname", function="cairn_folded_name"), "gin_trgm_ops"),
                name="name_alike",
            ),
            GinIndex(Func("forenames", "surname", function="cairn_name_sounds"), name="name_sounds"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["nominal"], condition=Q(shown=True), name="one_name_shown"),
            models.CheckConstraint(
                condition=Q(used_until__isnull=True)
                | Q(used_from__isnull=True)
                | Q(used_until__gte=F("used_from")),
                name="name_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        first = NAME_NOT_KNOWN if self.kind == NameKind.UNKNOWN else self.forenames
        return f"{first} {self.surname}".strip()


class IdentifierKind(models.TextChoices):
    """Numbers that other systems know the person by."""

    PNC = "pnc", "PNC ID"
    CRO = "cro", "CRO number"
    NOMS = "noms", "NOMS number"
    CRN = "crn", "CRN"
    NINO = "nino", "National Insurance number"
    UPRN = "uprn", "UPRN"


class IdentifierStatus(models.TextChoices):
    """What can be said of the number as typed. A failed check warns and never blocks."""

    VALID = "valid", "Check letter is right"
    FORMAT_ONLY = "format-only", "Form is right; no check letter exists"
    CHECK_FAILED = "check-failed", "Check letter is wrong"
    MALFORMED = "malformed", "Not in the usual form"


@track_history()
class Identifier(models.Model):
    """A number as typed, and in the canonical form that numbers are compared in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="identifiers")
    kind = models.CharField(max_length=8, choices=IdentifierKind)
    raw = models.CharField("as written", max_length=40)
    canonical = models.CharField("in standard form", max_length=40)
    status = models.CharField(max_length=16, choices=IdentifierStatus)
    source = models.CharField(max_length=120, blank=True)
    current = models.BooleanField(default=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "record_identifier"
        verbose_name = "number"
        verbose_name_plural = "numbers"
        indexes = [models.Index(fields=["canonical"], name="identifier_canonical")]
        constraints = [
            # An identity number names one person, but to refuse one that is on a record out of sight would tell of
            # that record: two records may have it, which is said to whoever sees both (`numbers_elsewhere`).
            models.UniqueConstraint(
                fields=["nominal", "kind", "canonical"],
                condition=Q(current=True)
                & ~Q(kind=IdentifierKind.UPRN)
                & ~Q(status=IdentifierStatus.MALFORMED),
                name="identifier_once_a_record",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.raw}"


@track_history(exclude=["image"])
class Photograph(models.Model):
    """A photograph, kept in the database so that row security covers it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    nominal = models.ForeignKey(Nominal, on_delete=models.PROTECT, related_name="photographs")
    taken_on = models.DateField()
    image = models.BinaryField()
    media_type = models.CharField(max_length=20)
    sha256 = models.CharField("digest of the image", max_length=64)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        db_table = "record_photograph"
        verbose_name = "photograph"
        verbose_name_plural = "photographs"

    def __str__(self) -> str:
        return f"Photograph taken on {in_words(self.taken_on)}"
