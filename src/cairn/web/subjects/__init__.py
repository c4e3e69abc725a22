"""The web side of the kinds of fact: a module each, only where the default form or card will not do."""
