"""
The statute book as data and pure functions: facts in, duties out. No Django, no wall clock.

`facts` is what goes in, `answers` what comes out. README.md beside this file is for lawyers.
"""

from __future__ import annotations

from cairn.law.assessing import assess

__all__ = ["assess"]
