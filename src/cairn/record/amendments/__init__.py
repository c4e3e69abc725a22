"""Putting the record right: correcting a fact, withdrawing one, and saying that it ended."""
