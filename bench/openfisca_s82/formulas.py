# ruff: noqa: N801, N805  OpenFisca names a variable by its class, and passes the formula its person
"""
Section 82: the row of the table, the period, and its last day.

The law is that of the day for which a variable is asked. Section 82's figures have not changed since
it came into force, so one day's law answers for every relevant date.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from openfisca_core.indexed_enums import Enum, EnumArray
from openfisca_core.periods import DateUnit, Period
from openfisca_core.variables import Variable

from openfisca_s82.days import ONE_DAY, Days, beyond, later
from openfisca_s82.entities import Person
from openfisca_s82.facts import NEVER, Disposed

Flags = NDArray[np.bool_]


class Row(Enum):
    life = "Imprisonment for life or for public protection"
    imprisonment_indefinite = "Imprisonment for 30 months or more"
    restriction = "Admitted to a hospital subject to a restriction order"
    imprisonment_long = "Imprisonment for more than 6 months but less than 30 months"
    imprisonment_short = "Imprisonment for 6 months or less"
    hospital = "Admitted to a hospital without being subject to a restriction order"
    caution = "Within section 80(1)(d)"
    discharge = "Conditional discharge"
    other = "A person of any other description"


class row(Variable):
    value_type = Enum
    possible_values = Row
    default_value = Row.other
    entity = Person
    definition_period = DateUnit.DAY
    label = "The first row of the table that fits"
    reference = "SOA 2003 s.82(1)"

    def formula(person: Any, period: Period, parameters: Any) -> EnumArray:
        boundary = parameters(period).boundary
        imprisoned, admitted = person("imprisoned", period), person("admitted", period)
        passed = person("passed", period)
        served = beyond(passed, person("term_months", period), person("term_days", period))
        rows = {
            Row.life: imprisoned & person("without_end", period),
            Row.imprisonment_indefinite: imprisoned & (served >= later(passed, boundary.indefinite_from)),
            Row.restriction: admitted & person("restricted", period),
            Row.imprisonment_long: imprisoned & (served > later(passed, boundary.short_up_to)),
            Row.imprisonment_short: imprisoned,
            Row.hospital: admitted,
            Row.caution: person("disposed", period) == Disposed.caution,
            Row.discharge: person("discharged", period),
        }
        found = np.select(list(rows.values()), [each.index for each in rows], Row.other.index)
        return EnumArray(found, Row)


class is_under_18(Variable):
    value_type = bool
    entity = Person
    definition_period = DateUnit.DAY
    label = "Under 18 on the relevant date"
    reference = "SOA 2003 s.82(2)"

    def formula(person: Any, period: Period, parameters: Any) -> Flags:
        adult = later(person("birth", period), parameters(period).boundary.adult_at * 12)
        return person("relevant_date", period) < adult


class period_months(Variable):
    value_type = int
    default_value = 0
    entity = Person
    definition_period = DateUnit.DAY
    label = "Length in months; 0 for a row that has no length of its own"
    reference = "SOA 2003 s.82(1)-(2)"

    def formula(person: Any, period: Period, parameters: Any) -> NDArray[np.integer[Any]]:
        length, fits = parameters(period).period, person("row", period)
        rows = {
            Row.imprisonment_long: length.imprisonment_long,
            Row.imprisonment_short: length.imprisonment_short,
            Row.hospital: length.hospital,
            Row.caution: length.caution,
            Row.other: length.other,
        }
        whole = np.select([fits == each for each in rows], list(rows.values()), 0)
        return np.where(person("is_under_18", period), whole // 2, whole)


class last_day(Variable):
    value_type = date
    default_value = NEVER
    entity = Person
    definition_period = DateUnit.DAY
    label = "Last day of the period; 9999-12-31 where it is indefinite"
    reference = "SOA 2003 s.82(1), (5), (6)"

    def formula(person: Any, period: Period, parameters: Any) -> Days:
        start, fits = person("relevant_date", period), person("row", period)
        months = person("period_months", period)
        discharge = beyond(start, person("discharge_months", period), person("discharge_days", period))
        ends = np.select(
            [fits == Row.discharge, months > 0],
            [discharge - ONE_DAY, later(start, months) - ONE_DAY],
            np.datetime64(NEVER, "D"),
        )
        return np.minimum(ends, person("trial_concluded", period))


class is_indefinite(Variable):
    value_type = bool
    entity = Person
    definition_period = DateUnit.DAY
    label = "The period is indefinite"
    reference = "SOA 2003 s.82(1)"

    def formula(person: Any, period: Period, parameters: Any) -> Flags:
        return person("last_day", period) == np.datetime64(NEVER, "D")
