"""Whether somebody may come in, and as what: approved, moved, suspended, reinstated."""
