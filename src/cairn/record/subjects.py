"""Every kind of fact that this room keeps about a person, in the order of the person's page."""

from __future__ import annotations

from cairn.record.addresses.subject import ADDRESS, HOUSEHOLD_STAY, STAY
from cairn.record.allocation.subject import ALLOCATION
from cairn.record.contacts.subject import CONTACT
from cairn.record.convictions.subject import CONVICTION, SENTENCE
from cairn.record.custody.subject import TIME_AWAY
from cairn.record.death.subject import DEATH
from cairn.record.disclosures.subject import DISCLOSURE
from cairn.record.financial.subject import FINANCIAL
from cairn.record.identity.subject import IDENTIFIER, NAME, PERSON, PHOTOGRAPH
from cairn.record.notifications.subject import MATTER, NOTIFICATION
from cairn.record.orders.subject import ORDER
from cairn.record.retention.subject import LEGAL_HOLD, RETENTION_REVIEW
from cairn.record.subject_access.subject import ACCESS_ITEM, CLARIFICATION, SUBJECT_REQUEST
from cairn.record.travel.subject import TRIP
from cairn.record.vehicles.subject import VEHICLE
from cairn.subjects.declaration import Subject

SUBJECTS: tuple[Subject, ...] = (
    PERSON,
    DEATH,
    NAME,
    IDENTIFIER,
    PHOTOGRAPH,
    ADDRESS,
    STAY,
    HOUSEHOLD_STAY,
    CONTACT,
    VEHICLE,
    ORDER,
    CONVICTION,
    SENTENCE,
    TIME_AWAY,
    NOTIFICATION,
    MATTER,
    TRIP,
    FINANCIAL,
    ALLOCATION,
    DISCLOSURE,
    RETENTION_REVIEW,
    LEGAL_HOLD,
    SUBJECT_REQUEST,
    CLARIFICATION,
    ACCESS_ITEM,
)
