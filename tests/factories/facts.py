"""A person's facts written as rows, without the services' checks: what the mapper must give back."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cairn.access.models import Partnership, Relation
from cairn.accounts.models import User
from cairn.law import facts as law
from cairn.record.models import (
    Address,
    Conviction,
    CourtOrder,
    Disposal,
    HouseholdStay,
    Name,
    Nominal,
    Notification,
    NotifiedMatter,
    Stay,
    TimeAway,
    Trip,
)

LONDON = ZoneInfo("Europe/London")
NO_TERM = law.Term()
OUTCOMES = {"disability": "finding-disability", "ngri": "finding-ngri"}


class Rows:
    """Writes one person. Ids that are not UUIDs, or absent, get one: `ids` says which."""

    def __init__(self, user: User, person: law.Person) -> None:
        self.user, self.person = user, person
        self.ids: dict[str, uuid.UUID] = {}
        self.nominal_id = uuid.uuid4()

    def key(self, given: str | None) -> uuid.UUID:
        if given is None:
            return uuid.uuid4()
        if given not in self.ids:
            try:
                self.ids[given] = uuid.UUID(given)
            except ValueError:
                self.ids[given] = uuid.uuid4()
        return self.ids[given]

    def write(self) -> uuid.UUID:
        """Call it inside `acting_as(user)`."""
        Partnership.objects.create(
            nominal_id=self.nominal_id,
            agency=self.user.agency,
            relation=Relation.OWNER,
            purpose="notification requirements",
            starts=date(2020, 1, 1),
        )
        person = self.person
        Nominal.objects.create(
            id=self.nominal_id,
            date_of_birth=person.born,
            born_known="year" if person.born_latest else "day",
            birth_earliest=person.born if person.born_latest else None,
            birth_latest=person.born_latest,
            died_on=person.died,
        )
        # Known from the beginning, so no change: a name and a home.
        Name.objects.create(nominal_id=self.nominal_id, kind="legal", surname="Synthetic", shown=True)
        for fact in person.names:
            Name.objects.create(
                id=self.key(fact.id),
                nominal_id=self.nominal_id,
                kind="alias",
                surname="Other",
                used_from=fact.date,
            )
        self._orders()
        self._convictions()
        self._places()
        self._notifications()
        return self.nominal_id

    def _orders(self) -> None:
        for fact in self.person.orders:
            CourtOrder.objects.create(
                id=self.key(fact.id),
                nominal_id=self.nominal_id,
                kind=fact.of,
                made_on=fact.date,
                served_on=fact.served,
                in_force_on=fact.in_force,
                until=fact.until,
                further_order=fact.further_order,
                ended_on=fact.ended_on,
                travel_ban=fact.travel_ban,
            )

    def _convictions(self) -> None:
        trials = {trial.finding: trial for trial in self.person.trials}
        for fact in self.person.convictions:
            trial = trials.get(fact.id) or (trials.get(None) if fact.finding_of == "disability" else None)
            Conviction.objects.create(
                id=self.key(fact.id),
                nominal_id=self.nominal_id,
                outcome=OUTCOMES[fact.finding_of] if fact.finding_of else fact.kind,
                on=fact.date,
                offence=fact.offence,
                offence_date=fact.offence_date,
                victim_age=fact.victim_age,
                shown_age=fact.shown_age,
                intended_victim_age=fact.intended_victim_age,
                sexual_gratification=fact.sexual_gratification,
                all_willing=fact.all_willing,
                parental_household=fact.parental_household,
                terrorist_connection=fact.terrorist_connection,
                given_in=fact.given_in or "",
                stood_in_1997=fact.stood_in_1997,
                tried_by="abroad" if fact.foreign else "here",
                country="France" if fact.foreign else "",
                route=fact.route,
                noticed_on=fact.noticed_on,
                order_id=self.key(fact.order) if fact.order else None,
                quashed_on=fact.quashed_on,
                trial_concluded_on=trial.date if trial else None,
                trial_outcome=trial.outcome if trial else "",
            )
        for conviction in self.person.convictions:
            for fact in conviction.disposals:
                self._disposal(conviction, fact)

    def _disposal(self, conviction: law.Conviction, fact: law.Disposal) -> None:
        term, extension = fact.term or NO_TERM, fact.extension or NO_TERM
        overlap = fact.overlap.term if fact.overlap else NO_TERM
        Disposal.objects.create(
            id=self.key(fact.id),
            nominal_id=self.nominal_id,
            conviction_id=self.key(conviction.id),
            kind=fact.kind,
            life=term.life,
            years=term.years,
            months=term.months,
            weeks=term.weeks,
            days=term.days,
            extension_months=extension.years * 12 + extension.months,
            restriction=fact.restriction,
            part_2_applied=fact.part_2_applied,
            sexual_aspect=fact.sexual_aspect,
            held="not-known" if fact.held_unknown else "",
            passed_on=fact.date,
            consecutive_to_id=self.key(fact.consecutive_to) if fact.consecutive_to else None,
            overlaps_id=self.key(fact.overlap.with_id) if fact.overlap else None,
            overlap_months=overlap.years * 12 + overlap.months,
            overlap_days=overlap.weeks * 7 + overlap.days,
        )

    def _places(self) -> None:
        person, nominal_id = self.person, self.nominal_id
        homes = [(fact.date, "home", fact.id) for fact in person.addresses]
        homes += [(fact.date, "no-fixed-abode", fact.id) for fact in person.no_fixed_abode]
        homes = sorted([(person.born, "home", None), *homes])
        ends = [*(start for start, _, _ in homes[1:]), None]
        for (start, kind, key), end in zip(homes, ends, strict=True):
            Address.objects.create(
                id=self.key(key),
                nominal_id=nominal_id,
                kind=kind,
                lines="1 High Street",
                starts=start,
                ends=end,
            )
        for away in person.away:
            TimeAway.objects.create(
                id=self.key(away.id), nominal_id=nominal_id, kind=away.kind, began=away.start, ended=away.end
            )
        for stay in person.stays:
            Stay.objects.create(
                id=self.key(stay.id),
                nominal_id=nominal_id,
                premises=stay.at,
                first_day=stay.start,
                last_day=stay.end,
            )
        for house in person.households:
            HouseholdStay.objects.create(
                id=self.key(house.id),
                nominal_id=nominal_id,
                premises=house.at or "",
                arrived=house.start.replace(tzinfo=LONDON),
                left=house.end.replace(tzinfo=LONDON) if house.end else None,
            )
        for trip in person.travel:
            Trip.objects.create(
                id=self.key(trip.id),
                nominal_id=nominal_id,
                known_on=trip.known,
                departs_on=trip.departs,
                returns_on=trip.returns,
                first_country="France",
                return_point=trip.return_point or "",
                cancelled_on=trip.cancelled_on,
                late_reason="Synthetic" if trip.excuse else "",
                excused=trip.excuse,
            )

    def _notifications(self) -> None:
        for fact in self.person.notifications:
            at = fact.at or datetime.combine(fact.date, datetime.min.time().replace(hour=9))
            notification = Notification.objects.create(
                id=self.key(fact.id),
                nominal_id=self.nominal_id,
                given_at=at.replace(tzinfo=LONDON),
                given_on=fact.date,
                station="Synthetic Road",
                in_person=fact.in_person,
                unchanged=list(fact.unchanged),
                confirmed=[self.key(one) for one in fact.confirmed],
                received_by=self.user,
            )
            travels = fact.of in ("travel", "return") and fact.about is not None
            NotifiedMatter.objects.create(
                notification=notification,
                nominal_id=self.nominal_id,
                of=fact.of,
                about="" if travels else fact.about or "",
                expected_on=fact.expected,
                trip_id=self.key(fact.about) if travels else None,
                return_on=fact.return_date,
                return_point=fact.return_point or "",
            )
