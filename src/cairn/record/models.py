"""Every subject's tables, gathered where Django looks for them."""

from __future__ import annotations

from cairn.record.addresses.models import Address, HouseholdStay, Stay
from cairn.record.allocation.models import Allocation
from cairn.record.amendments.models import Amendment
from cairn.record.contacts.models import Contact
from cairn.record.convictions.models import Conviction, Disposal
from cairn.record.custody.models import TimeAway
from cairn.record.death.models import Death
from cairn.record.disclosures.models import Disclosure
from cairn.record.drafts.models import Draft, SentForm
from cairn.record.financial.models import FinancialDetail
from cairn.record.identity.models import Identifier, Name, Nominal, Photograph
from cairn.record.notifications.models import Notification, NotifiedMatter
from cairn.record.orders.models import CourtOrder
from cairn.record.retention.models import LegalHold, RetentionReview
from cairn.record.rulebook.models import RuleSwitch
from cairn.record.subject_access.models import AccessItem, Clarification, SubjectRequest
from cairn.record.travel.models import Trip
from cairn.record.vehicles.models import Vehicle

__all__ = [
    "AccessItem",
    "Address",
    "Allocation",
    "Amendment",
    "Clarification",
    "Contact",
    "Conviction",
    "CourtOrder",
    "Death",
    "Disclosure",
    "Disposal",
    "Draft",
    "FinancialDetail",
    "HouseholdStay",
    "Identifier",
    "LegalHold",
    "Name",
    "Nominal",
    "Notification",
    "NotifiedMatter",
    "Photograph",
    "RetentionReview",
    "RuleSwitch",
    "SentForm",
    "Stay",
    "SubjectRequest",
    "TimeAway",
    "Trip",
    "Vehicle",
]
