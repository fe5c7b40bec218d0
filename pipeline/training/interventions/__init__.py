"""Training of the model that marks what patients were given."""
