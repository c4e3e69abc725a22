"""The log that proves the entries: sealed, signed, published."""
