"""Which rules of law, off in the published statute book, this register applies; and who decided so."""
