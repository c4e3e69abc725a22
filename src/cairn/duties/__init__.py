"""The seam between the rooms that owe duties and the clock that keeps them."""
