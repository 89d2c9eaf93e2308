"""Whether the intervals cover what they say: simulations with a known truth."""
