"""How often the intervals of the measures hold the truth: simulations, by `make coverage`."""
