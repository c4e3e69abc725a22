"""Whether the log and every row in it are as they were written."""
