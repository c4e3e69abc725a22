"""
Schemes with the shape of Part 2 and law of their own, all of which may run beside it or in its place.

Terrorist offenders (CTA 2008 Part 4), violent offender orders (CJIA 2008 Part 7), and the orders that
require only names and a home address (sexual risk, stalking protection, domestic abuse protection).
"""
