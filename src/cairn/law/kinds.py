"""What a fact may be a fact of: the closed vocabularies of `cairn.law.facts`."""

from __future__ import annotations

from typing import Literal

ConvictionKind = Literal["conviction", "caution", "finding"]
FindingOf = Literal["disability", "ngri"]
DisposalKind = Literal[
    "imprisonment",
    "suspended-imprisonment",
    "detention",
    "dto",
    "extended",
    "ipp",
    "hospital-order",
    "community-order",
    "community-payback-order",
    "lifelong-restriction",
    "guardianship-order",
    "referral-order",
    "reparation-order",
    "fine",
    "conditional-discharge",
    "absolute-discharge",
    "other",
    "unknown",
]
NotificationOf = Literal["initial", "change", "periodic", "travel", "return", "absence"]
AwayKind = Literal["custody", "hospital", "abroad", "immigration-detention", "foreign-custody"]
OrderKind = Literal[
    "shpo",
    "interim-shpo",
    "sopo",
    "interim-sopo",
    "sro",
    "interim-sro",
    "rosho",
    "fto",
    "voo",
    "interim-voo",
    "vopo",
    "spo",
    "interim-spo",
    "dapo",
    "notification-order",
]
PrescribedKind = Literal["bank-account", "card", "identity-document"]
PrescribedChange = Literal["opened", "closed", "altered", "obtained", "gone"]
ForeignRoute = Literal["none", "notice", "notification-order"]
ReviewStepKind = Literal[
    "application",
    "acknowledged",
    "bodies-told",
    "answered",
    "determined",
    "appealed",
    "appeal-determined",
]
ReviewOutcome = Literal["allowed", "refused"]
