"""How somebody becomes known to the site: passwords, identity providers, sessions, and what is kept of it."""
