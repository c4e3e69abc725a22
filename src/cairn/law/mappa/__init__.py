"""MAPPA eligibility: the category that the facts give, and the offences of Schedule 15 that it reads."""

from __future__ import annotations

from cairn.law.mappa.answer import NONE, Category
from cairn.law.mappa.categories import category
from cairn.law.mappa.schedule15 import SCHEDULE_15

__all__ = ["NONE", "SCHEDULE_15", "Category", "category"]
