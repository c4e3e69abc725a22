"""The entity, the variables and the figures put together."""

from __future__ import annotations

from pathlib import Path

from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from openfisca_s82 import facts, formulas
from openfisca_s82.entities import Person

FACTS = (
    *(facts.disposed, facts.birth, facts.relevant_date, facts.passed, facts.imprisoned, facts.without_end),
    *(facts.term_months, facts.term_days, facts.admitted, facts.restricted, facts.discharged),
    *(facts.discharge_months, facts.discharge_days, facts.trial_concluded),
)
ANSWERS = (
    *(formulas.row, formulas.is_under_18, formulas.period_months, formulas.last_day, formulas.is_indefinite),
)


def section_82() -> TaxBenefitSystem:
    """The model, with its figures read."""
    system = TaxBenefitSystem([Person])
    system.add_variables(*FACTS, *ANSWERS)
    system.load_parameters(str(Path(__file__).with_name("parameters")))
    return system
