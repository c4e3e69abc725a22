"""Putting a fact right: correct it, withdraw it, or say that it ended."""
