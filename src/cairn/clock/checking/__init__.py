"""Whole-clock cases: a person's events of every room, a day, and the duties of every basis that must be owed."""
