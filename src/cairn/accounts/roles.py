"""What people do, and which of them read the record at all."""

from __future__ import annotations

from django.db import models

from cairn.labels import inside


class Role(models.TextChoices):
    """One role a user: what the person is here to do."""

    OFFENDER_MANAGER = "offender-manager", "Offender manager"
    SUPERVISOR = "supervisor", "Supervisor"
    COORDINATOR = "mappa-coordinator", "MAPPA coordinator"
    CHAIR = "chair", "Meeting chair"
    PARTNER = "partner-practitioner", "Partner practitioner"
    FRONT_COUNTER = "front-counter", "Front counter"
    RECORDS = "records-officer", "Records officer"
    AUDITOR = "auditor", "Auditor"
    ANALYST = "analyst", "Analyst"
    ADMINISTRATOR = "administrator", "Administrator"

    @property
    def in_words(self) -> str:
        """As it stands within a sentence: "MAPPA coordinator", "front counter"."""
        return inside(str(self.label))


# Roles that read people's records. Administrators manage users, auditors read the ledger and analysts
# read figures: none of them opens a record.
CASE_ROLES = frozenset(
    {
        Role.OFFENDER_MANAGER,
        Role.SUPERVISOR,
        Role.COORDINATOR,
        Role.CHAIR,
        Role.PARTNER,
        Role.FRONT_COUNTER,
        Role.RECORDS,
    }
)

# Roles that open records, or make those who do: two people give one to somebody (cairn.accounts.sql_functions).
OPENING = CASE_ROLES | {Role.ADMINISTRATOR}

# Roles that manage the people an agency owns: they add people, take notifications and keep the record.
RECORD_KEEPERS = frozenset({Role.OFFENDER_MANAGER, Role.SUPERVISOR, Role.RECORDS, Role.FRONT_COUNTER})

# Roles that set risk, levels and plans.
CASE_MANAGERS = frozenset({Role.OFFENDER_MANAGER, Role.SUPERVISOR})
PLAN_MAKERS = CASE_MANAGERS | {Role.COORDINATOR, Role.CHAIR}

# Who brings another agency in: those who plan with it, and those who keep the record.
SHARERS = PLAN_MAKERS | {Role.RECORDS}

# Who keeps one fact back from most; a whole record is restricted by a supervisor.
RESTRICTORS = CASE_MANAGERS | {Role.RECORDS}

# Who records that somebody outside was told something about a person.
DISCLOSURE_OFFICERS = CASE_MANAGERS | {Role.RECORDS}

# Who takes a record over for their agency, and looks at it before they do.
RECEIVERS = frozenset({Role.SUPERVISOR})
# Roles that decide whether a record is kept or disposed of, and answer requests for access to it.
RECORDS_DECIDERS = frozenset({Role.SUPERVISOR, Role.RECORDS})
