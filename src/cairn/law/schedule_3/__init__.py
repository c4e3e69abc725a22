"""Schedule 3 of the Sexual Offences Act 2003: its rows as data, its closed set of conditions, and who is listed."""
