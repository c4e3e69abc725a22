"""
Part 2 of the Sexual Offences Act 2003, which extends to the whole United Kingdom: the rules, once.

What differs between the jurisdictions (figures, Schedule 3, orders, what makes a foreign conviction
count, review) is a rule set, read from each jurisdiction's own folder beside this one.
"""
