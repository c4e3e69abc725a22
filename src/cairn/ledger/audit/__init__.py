"""What the ledger is asked by those who audit it."""
