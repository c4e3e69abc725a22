"""A person's right of access to what is held about them (Data Protection Act 2018 s.45)."""
