"""Whether a record is still needed: reviews, disposal and holds."""
