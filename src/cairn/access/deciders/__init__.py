"""Those who decide on access to a record are told that something awaits them."""
