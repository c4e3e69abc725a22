"""
Advisory locks: whose turn it is, where row locks are not enough.

Acts share the first, so that a run of the clock waits for acts under way and holds new ones up until it
commits; the second keeps two acts on one nominal from each missing the other's facts. Disposal takes
both as an act does, so that no run writes back what it erased.
"""

RUN_LOCK = 7_301_001
NOMINAL_LOCK = 7_301_002

# Share the first and take the second for one nominal: parameters are both locks and the nominal's id as text.
TAKE_TURN = "SELECT pg_advisory_xact_lock_shared(%s), pg_advisory_xact_lock(%s, hashtext(%s))"
