"""Setting words on paper: in which fonts, and what is done with a character that none of them has."""
