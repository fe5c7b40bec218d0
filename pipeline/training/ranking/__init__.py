"""Training of the ranker: what a figure is of, and whose."""
