"""Entries as they are read, and the looks that are entered."""
