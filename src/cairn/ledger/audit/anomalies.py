"""
Looks that are worth a question, found by rules (anomaly_rules) among the ledger's entries. Pure.

An anomaly is a question, not a finding. What is counted is one occasion, never a person's work: the log serves
to verify lawfulness, for self-monitoring and discipline, integrity and security, and criminal proceedings
(DPA 2018 s.62(4)), and for nothing else.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from cairn.dates import london
from cairn.ledger.audit.anomaly_rules import AnomalyRule, AnomalyRules, WorkingHours
from cairn.ledger.entries.looks import AccessBasis
from cairn.ledger.operations import Act

_OURS = frozenset({AccessBasis.OWN_CASELOAD, AccessBasis.OWN_TEAM})
_WRITES = frozenset({Act.COLLECTION, Act.ALTERATION})


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditedEntry:
    """
    An entry, as far as the rules ask about it; `nominal_id` is None for a search.

    Parameters
        account: whose account it is about, where it is about one.
        proposed_by: who proposed the role that the entry is about; `approved`: and this entry approves it.
    """

    id: int
    at: datetime
    actor_id: UUID
    nominal_id: UUID | None
    act: str
    role: str = ""
    basis: str = ""
    own_name: bool = False
    refused: bool = False
    account: str = ""
    proposed_by: str = ""
    approved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly:
    """One occasion to ask about: whose, which record if one, from which entry to which."""

    rule: str
    actor_id: UUID
    nominal_id: UUID | None
    first: int
    last: int
    began: datetime
    ended: datetime
    records: int

    def within(self, rule: str, actor_id: UUID, nominal_id: UUID | None, first: int, last: int) -> bool:
        """Whether all of it lies within what somebody has reviewed."""
        same = (self.rule, self.actor_id, self.nominal_id) == (rule, actor_id, nominal_id)
        return same and first <= self.first and self.last <= last


def anomalies(
    looks: Sequence[AuditedEntry], rules: AnomalyRules, *, agency_id: UUID
) -> dict[str, list[Anomaly]]:
    """
    Every rule's questions about these looks, the latest first; a rule without any has an empty list.

    Parameters
        looks: oldest first.
        agency_id: whose hours count.
    """
    opened = [look for look in looks if look.act == Act.CONSULTATION]
    records = [look for look in opened if look.nominal_id is not None]
    bulk, refused = rules.every["bulk"], rules.every["refused"]
    found: dict[str, Iterable[Anomaly]] = {
        "own-name": _by_record("own-name", (look for look in opened if look.own_name)),
        "outside-caseload": _outside_caseload(rules.every["outside-caseload"], records),
        "bulk": _crowded(bulk, bulk.records, records, lambda look: look.nominal_id),
        "out-of-hours": _out_of_hours(rules.hours_of(agency_id), records),
        "repeated": _repeated(rules.every["repeated"], records, looks),
        "break-glass": _by_record("break-glass", (x for x in records if x.basis == AccessBasis.BREAK_GLASS)),
        "refused": _crowded(
            refused, refused.refusals, (x for x in opened if x.refused), lambda look: look.id
        ),
        "approvals": _approvals(rules.every["approvals"], looks),
    }
    return {key: sorted(found[key], key=lambda one: one.last, reverse=True) for key in rules.every}


def _outside_caseload(rule: AnomalyRule, records: Iterable[AuditedEntry]) -> Iterator[Anomaly]:
    outside = (look for look in records if look.basis == AccessBasis.OWN_AGENCY and look.role in rule.roles)
    for group in _grouped(outside, lambda look: (look.actor_id, _day(look))):
        if _records(group) >= rule.records:
            yield _anomaly(rule.key, group)


def _out_of_hours(hours: WorkingHours, records: Iterable[AuditedEntry]) -> Iterator[Anomaly]:
    late = (look for look in records if hours.closed_at(london(look.at)))
    for group in _grouped(late, lambda look: (look.actor_id, _day(look))):
        yield _anomaly("out-of-hours", group)


def _repeated(
    rule: AnomalyRule, records: Iterable[AuditedEntry], every: Iterable[AuditedEntry]
) -> Iterator[Anomaly]:
    wrote = {(look.actor_id, look.nominal_id) for look in every if look.act in _WRITES}
    for group in _grouped(records, lambda look: (look.actor_id, look.nominal_id)):
        outside = any(look.basis == AccessBasis.OWN_AGENCY for look in group)
        ours = any(look.basis in _OURS for look in group)
        task = ours or (group[0].actor_id, group[0].nominal_id) in wrote
        if outside and not task and len({_day(look) for look in group}) >= rule.days:
            yield _anomaly(rule.key, group, nominal_id=group[0].nominal_id)


def _crowded(
    rule: AnomalyRule, least: int, every: Iterable[AuditedEntry], of: Callable[[AuditedEntry], Hashable]
) -> Iterator[Anomaly]:
    """Stretches in which every look belongs to a window of the rule's minutes with so many different ones."""
    span = timedelta(minutes=rule.minutes)
    for looks in _grouped(every, lambda look: look.actor_id):
        open_now: Counter[Hashable] = Counter()
        left, begins, ends = 0, 0, -1
        for right, look in enumerate(looks):
            open_now[of(look)] += 1
            while look.at - looks[left].at > span:
                open_now[of(looks[left])] -= 1
                open_now += Counter()  # drops what has come to nothing
                left += 1
            if len(open_now) < least:
                continue
            if left > ends:
                if ends >= 0:
                    yield _anomaly(rule.key, looks[begins : ends + 1])
                begins = left
            ends = right
        if ends >= 0:
            yield _anomaly(rule.key, looks[begins : ends + 1])


def _approvals(rule: AnomalyRule, entries: Iterable[AuditedEntry]) -> Iterator[Anomaly]:
    """Approvals within minutes of the proposal, and all of a pair whose approvals go both ways; by approver."""
    span, proposed = timedelta(minutes=rule.minutes), dict[str, datetime]()
    quick: set[int] = set()
    approvals: list[AuditedEntry] = []
    for entry in entries:
        if not entry.proposed_by:
            continue
        if not entry.approved:
            proposed[entry.account] = entry.at
        elif entry.proposed_by != str(entry.actor_id):
            approvals.append(entry)
            if entry.at - proposed.pop(entry.account, datetime.min.replace(tzinfo=entry.at.tzinfo)) <= span:
                quick.add(entry.id)
    for pair in _grouped(approvals, lambda one: frozenset({str(one.actor_id), one.proposed_by})):
        mutual = len({one.actor_id for one in pair}) > 1 and len(pair) >= rule.approvals
        asked = [one for one in pair if mutual or one.id in quick]
        for group in _grouped(asked, lambda one: one.actor_id):
            yield _anomaly(rule.key, group)


def _by_record(rule: str, looks: Iterable[AuditedEntry]) -> Iterator[Anomaly]:
    for group in _grouped(looks, lambda look: (look.actor_id, look.nominal_id, _day(look))):
        yield _anomaly(rule, group, nominal_id=group[0].nominal_id)


def _grouped(
    looks: Iterable[AuditedEntry], key: Callable[[AuditedEntry], Hashable]
) -> Iterable[list[AuditedEntry]]:
    groups: dict[Hashable, list[AuditedEntry]] = defaultdict(list)
    for look in looks:
        groups[key(look)].append(look)
    return groups.values()


def _anomaly(rule: str, group: Sequence[AuditedEntry], *, nominal_id: UUID | None = None) -> Anomaly:
    first, last = group[0], group[-1]
    return Anomaly(
        rule=rule,
        actor_id=first.actor_id,
        nominal_id=nominal_id,
        first=min(look.id for look in group),
        last=max(look.id for look in group),
        began=first.at,
        ended=last.at,
        records=_records(group),
    )


def _records(looks: Iterable[AuditedEntry]) -> int:
    return len({look.nominal_id for look in looks} - {None})


def _day(look: AuditedEntry) -> object:
    return london(look.at).date()
