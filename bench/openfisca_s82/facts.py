# ruff: noqa: N801  OpenFisca names a variable by its class
"""What the model is told of each person. Facts are of all time; only the law has a day."""

from __future__ import annotations

from datetime import date

from openfisca_core.indexed_enums import Enum
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from openfisca_s82.entities import Person

NEVER = date(9999, 12, 31)


class Disposed(Enum):
    conviction = "Convicted"
    finding = "Found under a disability, or not guilty by reason of insanity"
    caution = "Cautioned"


class disposed(Variable):
    value_type = Enum
    possible_values = Disposed
    default_value = Disposed.conviction
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "How the person was dealt with"


class birth(Variable):
    value_type = date
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "Day of birth"


class relevant_date(Variable):
    value_type = date
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "The relevant date"
    reference = "SOA 2003 s.82(6), s.132"


class passed(Variable):
    value_type = date
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "Day of the sentence, from which its months are counted"


class imprisoned(Variable):
    value_type = bool
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "Sentenced to imprisonment, or to what s.131 treats as imprisonment"
    reference = "SOA 2003 s.82(1), s.131"


class without_end(Variable):
    value_type = bool
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "The imprisonment is for life, or for public protection"
    reference = "SOA 2003 s.82(1)"


class term_months(Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "The term in whole months, several terms taken as s.82(3) and (4) say"
    reference = "SOA 2003 s.82(3)-(4)"


class term_days(Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "The days of the term beyond its months; fewer than none where an overlap was taken off"
    reference = "SOA 2003 s.82(3)-(4)"


class admitted(Variable):
    value_type = bool
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "Admitted to a hospital"
    reference = "SOA 2003 s.82(1)"


class restricted(Variable):
    value_type = bool
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "The admission was subject to a restriction order"
    reference = "SOA 2003 s.82(1)"


class discharged(Variable):
    value_type = bool
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "Conditionally discharged"
    reference = "SOA 2003 s.82(1)"


class discharge_months(Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "The whole months of the conditional discharge"


class discharge_days(Variable):
    value_type = int
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "The days of the conditional discharge beyond its months"


class trial_concluded(Variable):
    value_type = date
    default_value = NEVER
    entity = Person
    definition_period = DateUnit.ETERNITY
    label = "Day on which the trial after a finding of disability was concluded"
    reference = "SOA 2003 s.82(5)"
