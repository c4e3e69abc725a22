"""How an agency's identity provider is joined, and what its groups mean: the operator's."""
