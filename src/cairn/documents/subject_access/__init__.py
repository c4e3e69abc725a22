"""The answer to a request for access: a letter, and what is disclosed."""
