"""What proves a part of the log to somebody who has no access to it."""
